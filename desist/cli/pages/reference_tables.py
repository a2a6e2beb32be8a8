"""The manual page on the reference tables, written from their sources."""

from __future__ import annotations

from desist.vocabulary.reference_tables import TABLES, Source, rows, sources

_HEAD = """\
# Reference tables

Facts that the measures need and that no partner sends: codes, names, groups, weights. Each is a CSV
file in `desist/vocabulary/reference/`; in a measure's query it is called `ref_` and its name, as
`ref_forces`. *Verified* means that every fact was read in the source named. Where a table is not
verified, its notes say which facts are recalled or come from a copy.

| table | rows | verified | what it holds |
|---|---|---|---|
"""


def page() -> str:
    """One row a table, then each table's source, date, licence, columns and notes."""
    told = {name: sources()[name] for name in TABLES}
    index = "".join(
        f"| [`{name}`](#{name}) | {len(rows(name)):,} | {'yes' if each.verified else 'no'} | {each.title} |\n"
        for name, each in told.items()
    )
    return _HEAD + index + "".join(f"\n{_section(name, each)}" for name, each in told.items())


def _section(name: str, about: Source) -> str:
    facts = (
        ("source", about.source),
        ("publisher", about.publisher),
        ("date", about.date),
        ("written down", f"{about.taken.day} {about.taken:%B %Y}"),
        ("licence", about.licence),
        ("verified", "yes" if about.verified else "**no**"),
        ("columns", ", ".join(f"`{column}`" for column in TABLES[name])),
        ("notes", about.notes),
    )
    table = "\n".join(f"| {label} | {text} |" for label, text in facts)
    return f"## {name}\n\n{about.title}.\n\n| | |\n|---|---|\n{table}\n"
