"""The general return: any figure a partner sends for which there is no row-level source."""

from __future__ import annotations

from desist.contracts.column import Column
from desist.contracts.extract import Extract


class Series(
    Extract,
    name="local.series",
    sender="partner return",
    place="place",
    period="period",
    series="measure",
    one_figure=True,
    licence="Supplied by the partner for this partnership's use",
    checks=(
        ("denominator is null or denominator >= 0", "denominator must not be negative."),
        (
            "not coalesce(numerator > denominator, false) or measure not like 'satisfied_%'",
            "numerator must not be more than denominator: satisfied people are among those asked.",
        ),
        (
            "not coalesce(numerator < 0, false) or measure not like 'satisfied_%'",
            "numerator must not be negative: it counts the people who were satisfied.",
        ),
        (
            "denominator is not null or measure not like 'satisfied_%'",
            "denominator is empty; it must say how many people were asked.",
        ),
        (
            "period not like '%/%' "
            "or try_cast(right(period, 2) as int) = (try_cast(left(period, 4) as int) + 1) % 100",
            "period must be a financial year of two years that follow one another, such as 2024/25.",
        ),
        (  # one that cannot be read would count as 1, and the interval come out too narrow
            "note is null or not regexp_matches(note, 'deff', 'i') "
            "or regexp_matches(note, 'deff *= *[0-9]+([.][0-9]+)?([^0-9.,]|[.,]?$|[.,][^0-9])')",
            "note must give the design effect written like deff=1.2.",
        ),
    ),
):
    """One figure of a partner: a measure, a place, a period and its counts; one row per figure.

    Used for victim satisfaction by facet, referrals into victim services, incidents with a
    mental-health qualifier, all incidents, restorative justice referrals, triage, custody visits.
    """

    measure: str = Column(
        "Name of the measure, as `desist measures` lists it.",
        pattern="[a-z][a-z0-9_]*",
        shape="a name in small letters such as victim_service_referrals",
        key=True,
    )
    place: str = Column("The place it is about, by name or code.", key=True)
    period: str = Column(
        "Month 2025-01, quarter 2025-Q1 (January to March), or year ending 2024/25 or 2025.",
        pattern=r"(19|20)\d{2}(-(0[1-9]|1[0-2])|-Q[1-4]|/\d{2})?",
        shape="a month 2025-01, a calendar quarter 2025-Q1, a financial year 2024/25 or a year 2025",
        key=True,
    )
    numerator: float = Column("The count, or the part of the whole.")
    denominator: float | None = Column("Out of how many; empty for a plain count.", also=("n",))
    note: str | None = Column("Anything a reader must know.", optional_column=True)
