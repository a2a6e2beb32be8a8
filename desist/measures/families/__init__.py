"""Families in which one generation offends after another, and children referred for what they live with."""
