"""Replace the names of columns in a line of SQL, leaving what stands in quotation marks alone."""

from __future__ import annotations

import re
from collections.abc import Mapping


def replace_names(sql: str, names: Mapping[str, str]) -> str:
    """Every name in ``names`` exchanged for its value, except inside a text such as 'satisfied_%'."""
    words = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    pattern = rf"('(?:[^']|'')*')|\b({words})\b"
    return re.sub(pattern, lambda found: found[1] or names[found[2]], sql)
