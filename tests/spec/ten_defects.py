"""The ten defects of the five reports: their own sentences, paraphrases, and what is right.

Sentences are quoted, short, from the reports of the Durham Panel (March and October 2020), Herefordshire
(January 2017) and Thames Valley (2021). Where a rule needs a value that no report gives, it is marked
ASSUMED here and in the test's data.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from desist.publication.claims.evidence import Evidence, Exhibit, Row
from desist.vocabulary.mark import Mark
from desist.vocabulary.measure import Kind, Measure
from desist.vocabulary.period import Period
from desist.vocabulary.reading import Reading
from desist.vocabulary.signal import Better

YEAR_2019 = Period(date(2019, 1, 1), date(2019, 12, 31))
FEB_19_JAN_20 = Period(date(2019, 2, 1), date(2020, 1, 31))


def measure(name: str, asks: str, kind: Kind, unit: str, contract: str = "local.series") -> Measure:
    return Measure(
        name=name,
        title=name.replace("_", " ").capitalize(),
        asks=asks,
        of=name,
        kind=kind,
        numerator="count(*)",
        better=Better.LOWER,
        unit=unit,
        source="a report",
        contracts=(contract,),
        author="A",
        checker="B",
        review=date(2030, 1, 1),
    )


YOUNG = measure("youth_reoffending", "How many young people reoffend?", Kind.PROPORTION, "% of young people")
ETE = measure("ete_outcomes", "How many people are in work?", Kind.PROPORTION, "% of people", "local.series")


def young(numerator: int, denominator: int, lower: float, upper: float) -> Reading:
    return Reading(
        measure="youth_reoffending",
        place="Durham",
        period=YEAR_2019,
        numerator=numerator,
        denominator=denominator,
        value=100 * numerator / denominator,
        lower=lower,
        upper=upper,
    )


EVIDENCE = Evidence(
    place="Durham",
    period=YEAR_2019,
    measures={"youth_reoffending": YOUNG, "ete_outcomes": ETE},
    # 5 of 19 is ASSUMED: the report prints 26.3% alone. Intervals: exact, METHODS 9.3.
    readings=(
        young(5, 19, 9.1, 51.2),
        Reading(
            measure="ete_outcomes",
            place="Durham",
            period=YEAR_2019,
            mark=Mark.NOT_AVAILABLE,
            why="no reading of ete_outcomes is held; local.series would supply it [x].",  # ASSUMED wording
        ),
    ),
    phrases={
        "youth reoffending rate": "youth_reoffending",
        "education, training and employment": "ete_outcomes",
        "into work": "ete_outcomes",
    },
)


def exhibit(
    name: str = "recorded-crime",
    number: int | None = 1,
    kind: str = "table",
    caption: str = "Change in recorded crime",
    heading: str = "",
    source: str = "Police recorded crime, Home Office",
    windows: dict[str, Period] | None = None,
    rows: tuple[Row, ...] = (Row(label="All crime", numbers=(1.0, 1.0, 5.0)),),
) -> Exhibit:
    columns = ("Durham", "North East", "England and Wales")
    return Exhibit(
        name=name,
        kind=kind,
        number=number,
        caption=caption,
        heading=heading,
        source=source,
        columns=columns,
        rows=rows,
        windows=windows or {},
        file="report.md",
        line=7,
    )


# Report 002, Figure 9, percentage change: Durham, North East, England and Wales.
FIGURE_9 = exhibit(
    rows=(
        Row(label="All Crime (excl. fraud offences)", numbers=(1.0, 1.0, 5.0)),
        Row(label="Violence Against the Person", numbers=(7.0, 9.0, 12.0)),
        Row(label="Sexual Offences", numbers=(-3.0, -1.0, 3.0)),
        Row(label="Robbery", numbers=(-18.0, 4.0, 12.0)),
        Row(label="Theft Offences", numbers=(-3.0, -4.0, 0.0)),
        Row(label="Criminal Damage and Arson", numbers=(-4.0, -3.0, -2.0)),
    )
)


@dataclass(frozen=True, kw_only=True)
class Defect:
    """One defect: the report's own words, paraphrases, and the corrected sentence."""

    number: str
    rule: str
    report: str
    paraphrases: tuple[str, ...]
    corrected: tuple[str, ...]
    exhibits: tuple[Exhibit, ...] = field(default=())


DEFECTS = (
    Defect(
        number="1",
        rule="opposite-directions",
        report="Offending and reoffending rates both nationally and locally have remained stubbornly "
        "high although "
        "there has been a slight decrease recently as the figures below evidence. The recent published data "
        "suggest that the percentage of offenders who reoffend is on an upward trend.",
        paraphrases=(
            "Reoffending has come down a little of late. The share of people who reoffend is going up.",
            "We have seen fewer burglaries recently than before and burglary fell.\n\n"
            "Burglary is rising again across the area.",
            "Satisfaction among victims dropped. It has since been reported that victim satisfaction "
            "increased.",
        ),
        corrected=(
            "The percentage of offenders who reoffend is on an upward trend. It remains lower than it "
            "has been "
            "historically.",
            "The proportion of offenders who reoffend fell. The number of reoffences per reoffender rose.",
            "Burglary fell in Durham. Burglary rose in the North East.",
            "Reoffending fell in 2018. Reoffending rose in 2019.",
        ),
    ),
    Defect(
        number="2",
        rule="tiny-numbers",
        report="In the most recent cohort only 14.3% (2 young people) reoffended within the first 6 months.",
        paraphrases=(
            "Just two young people, or 14%, went on to reoffend.",
            "Two of the 14 young people on the programme reoffended.",
            "One in seven of them (2 children) offended again.",
        ),
        corrected=(
            "The cohort is too small to report a rate of reoffending or to compare it with earlier cohorts.",
            "Of 1,240 young people, 310 (25.0%) reoffended.",
        ),
    ),
    Defect(
        number="2, the record",
        rule="tiny-numbers",
        report="Likewise the April 19 cohort had the lowest reoffending rate after 12 months with only "
        "26.3% of "
        "the cohort going on to reoffend.",
        paraphrases=(
            "At 26.3% the youth reoffending rate has never been lower.",
            "The youth reoffending rate is the lowest on record.",
        ),
        corrected=(
            "The April 2019 cohort has fewer than 30 young people, too few to say whether fewer of them "
            "reoffend "
            "than in earlier cohorts.",
        ),
    ),
    Defect(
        number="3",
        rule="wrong-denominator",
        report="They indicate a potential reduction in offender caseload, on average, of 10 offenders "
        "per 100 "
        "re-offenders who were given a normal criminal justice sanction.",
        paraphrases=(
            "For every 100 reoffenders, ten fewer came back.",
            "The effect is a drop of about 10 per hundred re-offenders.",
            "Some 37% of reoffenders reoffended after Checkpoint.",
        ),
        corrected=(
            "Of every 100 offenders, about 10 fewer reoffended (95% interval 2 to 19).",  # arm sizes ASSUMED
            "There were 3.8 reoffences per reoffender.",
        ),
    ),
    Defect(
        number="4",
        rule="raw-contrast",
        report="If we take an average of reoffending rates across all prisons, we arrive at a standard "
        "prison "
        "reoffending rate of 38% compared to 26% for those with NEPACS family support.",
        paraphrases=(
            "A recent evaluation suggests reductions in reoffending amongst service beneficiaries.",
            "Just 26% of people who received family visits reoffended, against 38% of everyone else.",
            "Victims who were supported by the service were satisfied in 80% of cases, whereas for the "
            "rest it "
            "was 65%.",
        ),
        corrected=(
            "The prison reoffending rate is 38%, and 26% for those with NEPACS family support; the two "
            "groups "
            "were not matched, so the difference cannot be credited to the support.",
            "In a randomised trial 36.6% of those given Checkpoint reoffended, compared with 46.9% of "
            "the control "
            "group.",
        ),
    ),
    Defect(
        number="5, the run of numbers",
        rule="numbering",
        report="Figure 6: RJ Hub referrals\n\nFigure 9: ICV visits – 2019",
        paraphrases=(
            "Table 1 - Offences by group\n\nTable 3 - Outcomes by group",
            "As figure 4 shows, visits went ahead.",
        ),
        corrected=("{{ref rj-referrals}} shows the referrals and {{ref icv-visits}} the visits.",),
    ),
    Defect(
        number="5, the empty table",
        rule="numbering",
        report="The following table summarises the cohort results given in the above chart.",
        paraphrases=("The results are set out beneath.", "See the table."),
        corrected=(),
        exhibits=(exhibit(name="rct-cohorts", caption="Prevalence of Reoffending for RCT cohorts", rows=()),),
    ),
    Defect(
        number="5, a gap between figures",
        rule="numbering",
        report="The figures follow.",
        paraphrases=("Both are below.", "See beneath."),
        corrected=(),
        exhibits=(
            exhibit(name="a", number=1, kind="figure"),
            exhibit(name="b", number=4, kind="figure"),
        ),
    ),
    Defect(
        number="6, the source",
        rule="caption-disagrees",
        report="Figure 9: Police Recorded Crime Percentage Change (Crime Survey for England and Wales)",
        paraphrases=(
            "Table 2: Offences recorded by the police (CSEW)",
            "Figure 3 - Crimes recorded in the year. Source: Crime Survey",
        ),
        corrected=(
            "Change in police recorded crime (source: Home Office police recorded crime)",
            "Both police recorded crime and the Crime Survey are used in this report.",
        ),
    ),
    Defect(
        number="7",
        rule="table-contradicts",
        report="From the period January 2019 to January 2020 percentage change in: Violence Against the "
        "Person, "
        "Sexual Offences, Theft Offences and Criminal Damage have increased marginally, while Robbery "
        "levels have "
        "seen no change from this time last year.\n\n{{table recorded-crime}}",
        paraphrases=(
            "Sexual offences went up.\n\n{{table recorded-crime}}",
            "{{ref recorded-crime}} gives the figures.\n\n{{table recorded-crime}}\n\nRobbery was "
            "broadly the same.",
            "Theft grew, and violence with it.\n\n{{table recorded-crime}}",
        ),
        corrected=(
            "Violence rose by 7%, while sexual offences and theft fell by 3%, criminal damage by 4% and "
            "robbery by "
            "18%.\n\n{{table recorded-crime}}",
            "Unlike the table, the force's own later figures say that sexual offences have increased.\n\n"
            "{{table recorded-crime}}",
        ),
        exhibits=(FIGURE_9,),
    ),
    Defect(
        number="8",
        rule="unequal-windows",
        report="Between February 2019 and January 2020, then, Durham’s solved rate was 19%, compared to "
        "a 13% "
        "average for forces across England and Wales from January 2019 to December 2019.",
        paraphrases=(
            "In the year ending January 2020 the force solved 19% of crimes, whereas nationally it was "
            "13% in the "
            "year ending December 2019.",
            "There were 900 burglaries in the nine months to December 2019, against 1,300 in the year ending "
            "March 2019.",
            "Robbery went from 120 (April 2018 to March 2019) to 95 (April 2019 to December 2019).",
        ),
        corrected=(
            "From January 2019 to December 2019 Durham's solved rate was 19%, compared to 13% across "
            "England and "
            "Wales.",
            "The proportion has gone from 8.9% (November 2018 to January 2019) to 10.6% (November 2019 "
            "to January "
            "2020).",
            "Casualties were fewer in 2018 than in 2017.",
        ),
    ),
    Defect(
        number="9",
        rule="steady-and-moved",
        report="Police recorded Anti-Social Behaviour (ASB) incidents are at broadly similar levels to "
        "what they "
        "have been over the past three years.\n\nAdditionally, ASB incident levels have risen above "
        "those of this "
        "time last year, but almost identical to 2017/18.",
        paraphrases=(
            "Anti-social behaviour is much as it was over the last two years. ASB went up on last year.",
            "Robbery remained stable year on year. Robberies fell compared with a year ago.",
            "Confidence in the police has not changed. Confidence in the police has dropped.",
        ),
        corrected=(
            "ASB incident levels have risen above those of this time last year, and are almost identical to "
            "2017/18.",
            "ASB has been broadly similar over the past three years. Burglary has risen above last year.",
            "Robbery rose on last year but remained steady compared with the previous quarter.",
        ),
    ),
    Defect(
        number="10, the count",
        rule="count-ranked",
        report="40 people have called for service 2 or more times in 12 mths. Lowest in Force.",
        paraphrases=(
            "The county had 40 repeat callers, the fewest of any district.",
            "With 312 recorded burglaries, this is the lowest number in England.",
        ),
        corrected=(
            "In Herefordshire 2 in every 1,000 residents called two or more times, the lowest rate in "
            "the force.",
            "15% of calls for police service in Herefordshire are High Risk. Highest in Force.",
        ),
    ),
    Defect(
        number="10, no data",
        rule="no-data-held",
        # Question 3 of report 004, put as the statement that it presumes.
        report="There have been successes of getting Re-Offenders to access education, training and "
        "employment.",
        paraphrases=(
            "The programme has been effective in moving people into work.",
            "Most of those released found education, training and employment.",
        ),
        corrected=(
            "No data on education, training and employment are held; the Commissioner has been asked for "
            "them.",
            "The plan aims at education, training and employment for everyone released.",
        ),
    ),
)
