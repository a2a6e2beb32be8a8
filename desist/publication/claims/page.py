"""The manual page on narratives and claims, written from the rules themselves."""

from __future__ import annotations

from desist.publication.claims.claim import ClaimKind
from desist.publication.claims.finding import Gravity
from desist.publication.claims.rules import RULES
from desist.publication.printed import SHOWS

WEIGHTS = {
    Gravity.ALWAYS: "Fails a draft and an edition, and cannot be allowed.",
    Gravity.EDITION: "Warns in a draft and fails an edition, unless allowed with a reason.",
    Gravity.NEVER: "Only ever warns.",
}
EXAMPLES = {
    ClaimKind.ROSE: '[ASB rose on last year]{claim=rose measure=antisocial_incidents against="year before"}',
    ClaimKind.FELL: '[Robbery fell]{claim=fell measure=recorded_offences offence_group="Robbery"}',
    ClaimKind.STEADY: "[Crime was broadly similar to a year before]{claim=steady measure=recorded_offences}",
    ClaimKind.WITHIN_LIMITS: "[Satisfaction is within normal fluctuation]{claim=within-limits "
    "measure=satisfied_whole_experience}",
    ClaimKind.UPWARD_TREND: "[Reoffending is on an upward trend]{claim=upward-trend "
    "measure=national_reoffending_rate}",
    ClaimKind.DOWNWARD_TREND: "[There is a downward trend in casualties]{claim=downward-trend "
    "measure=killed_or_seriously_injured}",
    ClaimKind.ABOVE: '[The solved rate is above its peers]{claim=above measure=solved_rate against="peers"}',
    ClaimKind.BELOW: '[The rate is below target]{claim=below measure=offences_per_1000 against="target"}',
    ClaimKind.HIGHEST: "[the highest solved rate since 2018]{claim=highest measure=solved_rate "
    'since="2018-04"}',
    ClaimKind.LOWEST: "[the lowest rate among its peers]{claim=lowest measure=offences_per_1000 "
    'against="peers"}',
    ClaimKind.IMPROVED: "[Confidence improved]{claim=improved measure=confidence}",
    ClaimKind.WORSENED: "[Confidence worsened]{claim=worsened measure=confidence}",
    ClaimKind.SHARE: "[A third of offenders reoffend]{claim=share measure=national_reoffending_rate}",
    ClaimKind.COUNT: "[9,834 crimes were recorded]{claim=count measure=recorded_offences}",
    ClaimKind.DIFFERENCE: "[a difference of 120 crimes]{claim=difference measure=recorded_offences}",
    ClaimKind.HIGHEST_RISK_FIRST: "[The highest risk is in the first three months]{claim=highest-risk-first "
    'measure=proven_reoffending_rate period="2023-09" every="year"}',
}
WRITING = f"""\
# Narrative and claims

This page is written from the code by `claims_page()`; a test fails when it is not fresh.

## Writing

Paragraphs, lists, **bold**, *italics*, links that begin with `https://`, and headings of level 3 (`###`)
are Markdown. Anything else, HTML included, is only ever text and prints as it was typed.

| what | how it is written |
|---|---|
| a value | `{{{{recorded_offences}}}}` |
| another place or period | `{{{{solved_rate place="Durham" period="2024-03" every="year"}}}}` |
| its interval, count or size | `{{{{solved_rate show="interval"}}}}` |
| a breakdown | `{{{{recorded_offences offence_group="Robbery"}}}}` |
| a figure or table, on a line of its own | `{{{{figure asb-monthly}}}}`, `{{{{table offences-by-group}}}}` |
| a reference to one | `{{{{ref asb-monthly}}}}` |
| a claim | `[words]{{claim=fell measure=recorded_offences against="year before"}}` |
| an allowance | `[words]{{allow="unequal-windows" because="the two years differ by one leap day"}}` |
| the brackets themselves | `\\{{{{` |

`show` is one of {", ".join(f"`{show}`" for show in SHOWS)}. A value that is not held prints its
mark, as in [x].

A claim names its `measure`. `against` says what it compares with: `year before`, `own past`, `peers`,
`target`, or a name the comparison uses. `place` and `period` are the report's own unless given; a period is
the month it ends in (`2025-03`), of the report's length or of `every="month|quarter|year"`, or a span
(`2025-01 to 2025-03`). Any other term is a breakdown of the measure. Every word of direction must stand
inside a claim that tests directions.

A claim that the data contradict, or that they cannot decide, fails the build. The message quotes the
sentence, the claim and the reading.
"""


def claims_page() -> str:
    """The whole page as Markdown, ending in one newline."""
    parts = [WRITING, "## What can be claimed\n", "| claim | how it is tested | example |\n|---|---|---|"]
    parts[-1] += "".join(f"\n| `{kind}` | {kind.test} | `{EXAMPLES[kind]}` |" for kind in ClaimKind)
    parts.append(
        "\n## Rules\n\n"
        "Each rule reads every sentence, figure and table. Rules on language recognise turns of phrase, so "
        "a rule may be wrong about a sentence: reword it, or allow it with a reason, which is printed when "
        "the report is built.\n"
    )
    for rule in RULES:
        parts.append(
            f"### `{rule.name}`\n\n{rule.why} {WEIGHTS[rule.gravity]}\n\n"
            f"- Fires on: `{rule.wrong}`\n- Silent on: `{rule.right}`\n"
        )
    return "\n".join(parts).rstrip() + "\n"
