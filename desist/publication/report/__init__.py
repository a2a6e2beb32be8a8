"""Compose the Panel report: from plan, judged indicators and narrative to one document tree."""
