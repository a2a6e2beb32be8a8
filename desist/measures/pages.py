"""The manual's pages on measures: one a measure, a list of all, and where ours differ."""

from __future__ import annotations

from desist.measures import differences
from desist.measures.catalogue import CATALOGUE
from desist.measures.definition import built_on, held_sql, rows_sql
from desist.measures.examples import written_examples
from desist.vocabulary.measure import Kind, Measure

INTERVALS = {
    Kind.COUNT: "Byar's; exact (Poisson) below 10 events. None beside a count below nought.",
    Kind.PROPORTION: "Wilson's; exact (Clopper-Pearson) when fewer than 30 are asked or counted.",
    Kind.RATE: "Byar's for the numerator; exact (Poisson) below 10 events. None beside a count below nought.",
    Kind.CHANGE: "of the ratio of two counts: exp(ln(now / before) ± 1.96 √(1 / now + 1 / before)).",
    Kind.WEIGHTED: "Dobson's: that of the number of events, stretched by the spread of the weights.",
    Kind.ESTIMATE: "1.96 standard errors either way where the source gives one; none otherwise.",
}

HEAD = """\
# Measures

Every figure that Desist prints comes from one of these. Each page says what is counted, out of what,
by whose data, with which interval, and ends in the query itself. `desist measures` lists them too,
and `desist measure NAME` reads one. How a figure is judged is told in
[How a figure is judged](comparison.md), and where ours differ from published ones in
[Where our figures differ](../differences.md).

| measure | what it asks | unit | every |
|---|---|---|---|
"""


def pages() -> dict[str, str]:
    """Every page by its path below the manual's folder."""
    index = HEAD + "".join(
        f"| [`{name}`]({name}.md) | {each.asks} | {each.unit} | {', '.join(each.every)} |\n"
        for name, each in CATALOGUE.items()
    )
    each_page = {f"method/{name}.md": page(measure) for name, measure in CATALOGUE.items()}
    return {"method/measures.md": index, **each_page, "differences.md": differences.page()}


def page(measure: Measure) -> str:
    """The whole definition of one measure, its examples and its query."""
    examples = written_examples(measure)
    parts = [
        f"# {measure.title}\n\n{measure.asks}\n",
        _facts(measure),
        f"\n{measure.all_notes}\n" if measure.all_notes else "",
        f"\n## Examples\n\n{examples}" if examples else "",
        f"\n## The query\n\n{_queries(measure)}",
    ]
    return "".join(parts).rstrip("\n") + "\n"


def _facts(measure: Measure) -> str:
    """A table of everything a reader may ask about a measure."""
    if measure.over:
        denominator = f"the `{measure.over}` that holds on the last day of the period"
    else:
        denominator = f"`{measure.denominator}`" if measure.denominator else "none"
    if measure.kind is Kind.CHANGE:
        denominator = "the same count a year before"
    facts = (
        ("name", f"`{measure.name}`"),
        ("unit", measure.unit),
        ("better", measure.better.value),
        ("numerator", f"`{measure.numerator}`"),
        ("denominator", denominator),
        ("95% interval", INTERVALS[measure.kind]),
        ("widened by", f"`{measure.spread}`" if measure.spread else ""),
        ("every", ", ".join(measure.every)),
        ("by", ", ".join(f"`{each}`" for each in measure.breakdowns)),
        ("publishers, the first that covers the period", "; ".join(measure.sources)),
        ("contracts", ", ".join(f"`{each}`" for each in measure.contracts)),
        ("method", measure.source),
        ("lag", measure.lag),
        ("author", measure.author),
        ("checked by", measure.checker),
        ("review by", f"{measure.review.day} {measure.review:%B %Y}"),
    )
    lines = "".join(f"| {label} | {text.replace('|', chr(92) + '|')} |\n" for label, text in facts if text)
    return f"\n| | |\n|---|---|\n{lines}"


def _queries(measure: Measure) -> str:
    """The query of the rows, the one that says what is held, and the records both are written over."""
    shown = {"the rows that are counted": rows_sql(measure.of)}
    if measure.held:
        shown["the places and periods for which they are complete"] = held_sql(measure)
    if measure.over:
        shown["the population"] = rows_sql(measure.over)
    written = "".join(f"{label.capitalize()}:\n\n{_sql(text)}\n" for label, text in shown.items())
    records = built_on("\n".join(shown.values()))
    if not records:
        return written
    below = "".join(f"### {name}\n\n{_sql(text)}\n" for name, text in records.items())
    return f"{written}## The records it is written over\n\n{below}"


def _sql(text: str) -> str:
    return f"```sql\n{text.strip()}\n```\n"
