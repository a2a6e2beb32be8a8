"""A sharing agreement as a page to read, sign and keep: what it grants is what the software enforces."""

from __future__ import annotations

from datetime import date
from html import escape

from desist.partnership.agreements import Agreement

UNSIGNED = "This is an example. Nobody has signed it, and it opens nothing but rows that Desist made up."
SIGN_OFF = "Sign-off"


def agreement_markdown(agreement: Agreement, today: date) -> str:
    """The whole agreement in plain Markdown."""
    lines = [f"# {agreement.title}", ""]
    if agreement.example:
        lines += [f"**{UNSIGNED}**", ""]
    for heading, paragraphs in sections(agreement, today):
        lines += [f"## {heading}", ""]
        for each in paragraphs:
            lines += [each, ""] if isinstance(each, str) else [*_markdown_table(each), ""]
    return "\n".join(lines)


def agreement_html(agreement: Agreement, today: date) -> str:
    """The whole agreement as one self-contained page that also prints well."""
    parts = [f"<h1>{escape(agreement.title)}</h1>"]
    if agreement.example:
        parts.append(f'<p class="notice"><strong>{escape(UNSIGNED)}</strong></p>')
    for heading, paragraphs in sections(agreement, today):
        parts.append(f"<h2>{escape(heading)}</h2>")
        for each in paragraphs:
            parts.append(f"<p>{escape(each)}</p>" if isinstance(each, str) else _html_table(each, heading))
    body = "\n".join(parts)
    return _PAGE.format(title=escape(agreement.title), body=body)


Grid = list[tuple[str, ...]]


def sections(agreement: Agreement, today: date) -> list[tuple[str, list[str | Grid]]]:
    """Every heading of an agreement in the order of METHODS 13, with its paragraphs and tables."""
    when = (
        f"From {_day(agreement.valid_from)} to {_day(agreement.valid_until)}; on {_day(today)} it is "
        f"{agreement.state(today)}. To be reviewed by {_day(agreement.review)}"
        + (", which is overdue." if agreement.review < today else ".")
    )
    parties: Grid = [("Organisation", "Role", "Law", "Contact")]
    parties += [(each.name, each.role, each.regime, each.contact) for each in agreement.parties]
    items: Grid = [("Table", "Fields", "Rows", "Why")]
    items += [
        (
            each.contract,
            ", ".join(each.fields),
            "; ".join(f"{name} is {value}" for name, value in each.only.items()) or "every row",
            each.why,
        )
        for each in agreement.tables
    ]
    signatures: Grid = [("For", "Signed by", "On")]
    signatures += [
        (each.name, each.signed_by, _day(each.signed_on) if each.signed_on else "")
        for each in agreement.parties
    ]
    recipients = [f"Rows are seen by holders of these roles: {', '.join(agreement.recipients)}."]
    recipients.append(
        f"They may be handed over to: {', '.join(agreement.disclosed_to)}."
        if agreement.disclosed_to
        else "They are handed over to nobody."
    )
    if agreement.compartments:
        recipients.append(
            f"It opens, to recipients cleared for them, the compartments {', '.join(agreement.compartments)}."
        )
    if agreement.pseudonyms:
        recipients.append("Persons come out under made-up references that hold for this agreement alone.")
    return [
        ("Parties", [f"Controller: {agreement.controller}.", parties]),
        ("Purpose", [agreement.purpose, f"Named when asking as: {', '.join(agreement.purposes)}."]),
        ("Legal basis", [agreement.legal_basis, f"Power to share: {agreement.gateway}."]),
        ("Sensitive data", [agreement.sensitive or "None is shared."]),
        ("Data items", [items]),
        ("Recipients", list(recipients)),
        ("Accuracy", [agreement.accuracy]),
        ("Retention", [agreement.retention]),
        ("Security", [agreement.security]),
        ("Rights of the people concerned", [agreement.rights]),
        ("Breach", [agreement.breach]),
        ("Term and review", [when]),
        (SIGN_OFF, [signatures]),
    ]


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _markdown_table(rows: Grid) -> list[str]:
    head, *rest = [[each.replace("|", "\\|").replace("\n", " ") for each in row] for row in rows]
    return [f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rest)]


def _html_table(rows: Grid, caption: str) -> str:
    head, *rest = rows
    cells = "".join(f'<th scope="col">{escape(each)}</th>' for each in head)
    body = "".join(
        "<tr>"
        + f'<th scope="row">{escape(row[0])}</th>'
        + "".join(f"<td>{escape(each)}</td>" for each in row[1:])
        + "</tr>\n"
        for row in rest
    )
    title = f"<caption>{escape(caption)}</caption>"
    return f"<table>{title}<thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>"


_PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font-family: sans-serif; line-height: 1.5; max-width: 50rem; margin: 2rem auto; padding: 0 1rem;
  color: #0b0c0c; }}
.notice {{ border: 3px solid #801650; padding: .75rem; }}
table {{ border-collapse: collapse; width: 100%; }}
caption {{ text-align: left; font-weight: bold; position: absolute; left: -999rem; }}
th, td {{ text-align: left; vertical-align: top; border-bottom: 1px solid #b1b4b6;
  padding: .4rem .6rem .4rem 0; overflow-wrap: anywhere; }}
@media print {{ body {{ margin: 0; max-width: none; }} h2 {{ break-after: avoid; }} }}
</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""
