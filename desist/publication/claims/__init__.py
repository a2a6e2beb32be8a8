"""Claims are tested: what a report says is held against the data before it is printed.

``check.check`` reads narratives by every rule; ``weigh.weigh`` tests one claim; ``page.claims_page`` is the
manual. ``evidence.Evidence`` is all that they know of the data.
"""
