"""A report made for tests, in the shape of the Durham Panel report of March 2020.

The rates and changes are those printed in that report (paragraphs 30 and 31); the series behind the
figures are made up for the test.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from desist.publication.appendix import risks
from desist.publication.document import (
    Answer,
    Answers,
    Callout,
    Contact,
    Figure,
    Framework,
    Heading,
    Outcome,
    Paragraph,
    Points,
    Promise,
    Question,
    Report,
    Table,
)
from desist.publication.grid import Cell, Column, ColumnKind, Grid
from desist.publication.inline import Badge, Emphasis, Link, Reference, Strong, Text, Value, words
from desist.vocabulary.mark import Mark
from desist.vocabulary.signal import Verdict

NUMBER = ColumnKind.NUMBER
KPQS = (
    Question(name="KPQ 1", text="How safe are our communities?"),
    Question(name="KPQ 2", text="How well are we preventing and reducing crime?"),
    Question(
        name="KPQ 3",
        text="How well are victims supported to cope and recover, and engage in criminal justice processes?",
    ),
    Question(name="KPQ 4", text="How well are vulnerable people supported?"),
    Question(name="KPQ 5", text="How well are we reducing reoffending?"),
    Question(name="KPQ 6", text="How well are we rehabilitating people who have offended?"),
    Question(name="KPQ 7", text="How confident are people in the Criminal Justice System?"),
    Question(name="KPQ 8", text="How confident are people in the police?"),
)
OUTCOMES = (
    Outcome(text="Communities are safe and crime is reduced", questions=KPQS[0:2]),
    Outcome(text="Victims and the vulnerable feel supported", questions=KPQS[2:4]),
    Outcome(text="Reoffending is reduced and rehabilitation is improved", questions=KPQS[4:6]),
    Outcome(text="People have confidence in the police and the criminal justice system", questions=KPQS[6:8]),
)
RATES = (
    ("All crime (excluding fraud)", 100.1, 107.2, 88.8, Verdict.NO_CHANGE),
    ("Violence against the person", 39.9, 36.1, 29.0, Verdict.CONCERN),
    ("Sexual offences", 3.1, 3.2, 2.7, Verdict.NO_CHANGE),
    ("Robbery", 0.3, 0.6, 1.5, Verdict.IMPROVEMENT),
    ("Theft offences", 28.7, 34.5, 33.4, Verdict.IMPROVEMENT),
    ("Criminal damage and arson", 14.8, 15.3, 9.4, Verdict.TOO_FEW),
)
SERIES = (98.2, 99.5, 97.9, 101.3, 100.8, 99.1, 98.4, 102.2, 101.7, 99.9, 100.4, 100.1)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def line_chart(values: tuple[float, ...], *, label: str, width: int = 640, height: int = 300) -> str:
    """A line with its process limits, drawn plainly for the test."""
    top, left, right, bottom = 20, 46, 118, 36
    highest = max(values) * 1.15
    across = (width - left - right) / (len(values) - 1)

    def y(value: float) -> float:
        return top + (height - top - bottom) * (1 - value / highest)

    points = " ".join(f"{left + index * across:.1f},{y(value):.1f}" for index, value in enumerate(values))
    mean = sum(values) / len(values)
    font = 'font-family="sans-serif" font-size="13" fill="#0b0c0c"'
    ticks = "".join(
        f'<line x1="{left}" x2="{width - right}" y1="{y(at):.1f}" y2="{y(at):.1f}" stroke="#d9dcde"/>'
        f'<text x="{left - 8}" y="{y(at) + 4:.1f}" text-anchor="end" {font}>{at:.0f}</text>'
        for at in (highest * step / 4 for step in range(5))
    )
    months = "".join(
        f'<text x="{left + index * across:.1f}" y="{height - 12}" text-anchor="middle" {font}>{name}</text>'
        for index, name in enumerate(MONTHS[: len(values)])
    )
    limits = "".join(
        f'<line x1="{left}" x2="{width - right}" y1="{y(at):.1f}" y2="{y(at):.1f}" stroke="#505a5f" '
        f'stroke-dasharray="5 4"/><text x="{width - right + 8}" y="{y(at) + 4:.1f}" {font}>{name}</text>'
        for at, name in ((mean * 1.07, "upper limit"), (mean * 0.93, "lower limit"))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}">{ticks}{months}{limits}'
        f'<polyline points="{points}" fill="none" stroke="#12436D" stroke-width="3"/>'
        f'<text x="{width - right + 8}" y="{y(values[-1]) + 4:.1f}" font-weight="bold" {font}>{label}</text>'
        "</svg>"
    )


def rates_table() -> Table:
    """Offences per 1,000, with the signal of each row."""
    rows = tuple(
        (
            Cell(name),
            Cell(f"{durham:.1f}", durham, Mark.PROVISIONAL if name.startswith("Sexual") else Mark.NONE),
            Cell(f"{region:.1f}", region),
            Cell(f"{nation:.1f}", nation),
            Cell(verdict=verdict, note="Fewer than 8 periods." if verdict is Verdict.TOO_FEW else ""),
        )
        for name, durham, region, nation, verdict in RATES
    )
    columns = (
        Column(title="Offence group"),
        Column(title="Durham", kind=NUMBER),
        Column(title="North East", kind=NUMBER),
        Column(title="England and Wales", kind=NUMBER),
        Column(title="Signal against its own past"),
    )
    return Table(
        id="indicators",
        title="Recorded offences for every 1,000 people",
        subtitle="Year ending September 2019",
        grid=Grid(columns=columns, rows=rows),
        source="Office for National Statistics, Crime in England and Wales",
        lag="Published 4 months after the period ends",
        notes=("Excludes fraud, which Action Fraud records nationally.",),
        passport="fp-2w7k-91",
    )


def crime_figure(*, synthetic: bool = False) -> Figure:
    rows = tuple((Cell(f"{m} 2019"), Cell(f"{v:.1f}", v)) for m, v in zip(MONTHS, SERIES, strict=True))
    return Figure(
        id="crime-rate",
        title="Recorded crime stayed within its ordinary range",
        subtitle="Offences for every 1,000 people, Durham Constabulary, rolling year, 2019",
        svg=line_chart(SERIES, label="Durham 100.1"),
        alt="Recorded crime stayed between 97.9 and 102.2 for every 1,000 people; 100.1 in December 2019.",
        source="Office for National Statistics, Crime in England and Wales",
        lag="Published 4 months after the period ends",
        passport="fp-8c31-4d",
        synthetic=synthetic,
        data=Grid(
            columns=(Column(title="Year ending"), Column(title="Offences per 1,000", kind=NUMBER)), rows=rows
        ),
    )


def durham(*, synthetic: bool = False, draft: bool = False) -> Report:
    """The whole sample; when ``synthetic``, its figure and one value were made up, and its table was not."""
    return Report(
        title="Quarterly Performance Report",
        subtitle="October to December 2019 (quarter 3, 2019/20)",
        organisation="Office of the Durham Police, Crime and Victims' Commissioner",
        panel="Police and Crime Panel",
        meeting=date(2020, 3, 12),
        edition="Draft" if draft else "Edition 1",
        synthetic=synthetic,
        notice="Every figure in this report is made up." if synthetic else "",
        draft=draft,
        answers=_answers(),
        blocks=_blocks(synthetic),
        appendix=risks(
            {
                "Crime and Disorder": "The report helps the Panel to see where crime and disorder change.",
                "Other Risks": "Two extracts are late; the figures they would supply are marked [x].",
            }
        ),
        contact=Contact(
            name="Jo Example",
            role="Policy and Accountability Officer",
            email="office@example.org",
            telephone="0191 498 0000",
        ),
        attributions=(
            "Contains public sector information licensed under the Open Government Licence v3.0.",
            "Source: Office for National Statistics, Crime in England and Wales.",
        ),
        timestamp=datetime(2020, 3, 4, 9, 30, tzinfo=UTC),
    )


def _answers() -> Answers:
    return Answers(
        rows=(
            Answer(
                question=KPQS[0],
                sentence=(
                    Text("The Crime Severity Score is "),
                    Value(text="13.4", passport="fp-11"),
                    Text(", about the same as England and Wales; serious road casualties have not changed."),
                ),
                verdict=Verdict.NO_CHANGE,
                changed=words("Fatal casualties are back to their usual level."),
            ),
            Answer(
                question=KPQS[1],
                sentence=words(
                    "Violence recorded by the police is above its ordinary range; robbery is below it."
                ),
                verdict=Verdict.CONCERN,
                changed=words("Violence was within its limits last time."),
            ),
            Answer(
                question=KPQS[2],
                sentence=words("Eight in every ten victims are satisfied with their whole experience."),
                verdict=Verdict.IMPROVEMENT,
                changed=words("Two facets rose, and none fell."),
            ),
            Answer(
                question=KPQS[3],
                sentence=words("Mental-health incidents have only six months under the present recording."),
                verdict=Verdict.TOO_FEW,
                changed=words("Recording changed in July 2019."),
            ),
        ),
        promises=(
            Promise(
                text="More detail on crime prevention activities",
                made="March 2020 report",
                state="Due June 2020",
            ),
            Promise(
                text="Solved rate by harm category", made="December 2019 report", state="Done, paragraph 8"
            ),
        ),
    )


def _blocks(
    synthetic: bool = False,
) -> tuple[Heading | Paragraph | Points | Figure | Table | Framework | Callout, ...]:
    return (
        Heading(text="Purpose"),
        Paragraph(
            runs=words(
                "To update the Panel and the public on performance against the Police, Crime and Victims' "
                "Plan 2018–2021."
            )
        ),
        Heading(text="Background"),
        Paragraph(
            runs=(
                Text("The Plan sets out four outcomes and eight key performance questions, shown in "),
                Reference("framework"),
                Text(". This report considers questions 1 to 4; questions 5 to 8 come next quarter."),
            )
        ),
        Framework(
            id="framework", title="Outcomes and key performance questions of the Plan", outcomes=OUTCOMES
        ),
        Heading(text="Outcome 1: Communities are safe and crime is reduced"),
        Heading(text="KPQ 1: How safe are our communities?", level=2),
        Paragraph(
            runs=(
                Text("There were "),
                Value(text="100.1", passport="fp-8c31-4d", synthetic=synthetic),
                Text(
                    " recorded offences for every 1,000 people in the year ending December 2019. The rate "
                    "has stayed within its ordinary range, as "
                ),
                Reference("crime-rate"),
                Text(" shows. Signal: "),
                Badge(Verdict.NO_CHANGE),
                Text("."),
            )
        ),
        crime_figure(synthetic=synthetic),
        Paragraph(
            runs=(
                Text("The rate is above the average of England and Wales. One reason is that Durham is "),
                Strong(words("among the most complete")),
                Text(" in recording; another is criminal damage, see "),
                Reference("indicators"),
                Text(". The "),
                Link(text="Office for National Statistics", url="https://www.ons.gov.uk/"),
                Text(" publishes "),
                Emphasis(words("Crime in England and Wales")),
                Text(" every quarter."),
            )
        ),
        Heading(text="KPQ 2: How well are we preventing and reducing crime?", level=2),
        Paragraph(
            runs=words("Recorded crime by group of offences is set beside the region and the country.")
        ),
        rates_table(),
        Callout(
            title="Solved rate by harm category [x]",
            runs=words(
                "No data are held for October to December 2019. The extract 'local.series' would supply it; "
                "the last period held is July to September 2019."
            ),
        ),
        Heading(text="Outcome 2: Victims and the vulnerable feel supported"),
        Heading(text="KPQ 3: How well are victims supported to cope and recover?", level=2),
        Paragraph(runs=words("Specialist services that support victims include:"), numbered=True),
        Points(
            items=(
                words(
                    "the Rape and Sexual Abuse Counselling Centre, a charity that counsels women and girls;"
                ),
                words("Harbour, which works with families affected by abuse; and"),
                words("the Halo Project, which supports victims of so-called honour-based abuse."),
            )
        ),
        Paragraph(runs=words("The Victim and Witness Group works through three steps:")),
        Points(
            items=(
                words("understand present pathways;"),
                words("find the gaps; and"),
                words("commission what is missing."),
            ),
            ordered=True,
        ),
        Heading(text="Recommendation"),
        Paragraph(runs=words("Panel Members are asked to note this report and to comment on it.")),
    )
