"""The made-up county beside the published figures of proven reoffending, counted by our own queries.

Sources: MoJ, Proven reoffending statistics, bulletin of 29 October 2020 (cohort of October to December 2018);
annual cohort 2018/19, pooled from quarters (3.98 reoffences per reoffender); MoJ, cohort of July 2011 to June
2012. The county is that of docs/method/synthetic-county.md: 20,000 people, seed 1, 2013/14 to 2021/22.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import desist
from desist.home.create import create
from desist.home.opened import Home
from desist.synthetic.offenders.county import draw_county
from desist.synthetic.offenders.files import write_county
from desist.synthetic.pack import SENDER

PAGE = Path(__file__).resolve().parents[2] / "docs" / "method" / "synthetic-county.md"
PEOPLE, SEED = 20_000, 1
AGENCIES = ("police.people", "courts.proven_offences", "prisons.custody_spells")

# Custody is not parted by length in the contracts: what was served, from the first proof to release.
SERVED = """
select
    o.short, count(*) filter (where o.reoffences > 0) as reoffenders, count(*) as offenders
from (
    select
        d.reoffences,
        date_diff('day', min(p.proof_date), d.index_date) <= 182 as short
    from offenders_by_disposal as d
    join proven_offence as p
        on p.person_id = d.person_id and p.index_date = d.index_date and p.disposal = 'custody'
    where d.disposal = 'custody' and d.cohort_months = 3 and d.age_group = 'adult'
        and d.period_start between date '2013-04-01' and date '2022-01-01'
    group by d.person_id, d.index_date, d.period_start, d.reoffences
) as o
group by o.short
"""
# Days from the index date to the first reoffence, in quarters of the year.
FIRST = """
select least(3, date_diff('day', index_date, first_reoffence_date) // 91) as quarter, count(*) as people
from offenders_followed_up
where cohort_months = 3 and reoffences > 0 and period_start between date '2013-04-01' and date '2022-01-01'
group by 1
order by 1
"""
# Each kind of disposal once for each person, so somebody given two kinds in a quarter counts twice here.
ADULT_ORDERS = {(kind, "adult") for kind in ("custody", "community_order", "suspended_sentence")}
LONGER = "Adults released after longer"


@dataclass(frozen=True, kw_only=True)
class Target:
    """A published figure and how far the county may lie from it, in the figure's own unit."""

    name: str
    published: float
    bound: float
    decimals: int = 1


TARGETS = (
    Target(name="Proven reoffending, all", published=28.1, bound=1.5),
    Target(name="Proven reoffending, adults", published=27.5, bound=1.5),
    Target(name="Proven reoffending, juveniles", published=37.3, bound=3.0),
    Target(name="Adults released or given a court order", published=35.7, bound=3.0),
    Target(name="Adults released after under 12 months", published=61.0, bound=5.0),
    Target(name="Reoffences per reoffender", published=3.98, bound=0.3, decimals=2),
    Target(name="12-month cohort, all", published=26.2, bound=3.0),
    Target(name="12-month cohort, no previous offence", published=10.5, bound=2.0),
    Target(name="12-month cohort, 11 or more", published=47.0, bound=7.0),
    Target(name="12-month cohort, reoffences per reoffender", published=2.9, bound=1.2, decimals=2),
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    folder = tmp_path_factory.mktemp("county")
    write_county(draw_county(PEOPLE, SEED), folder / "files", SEED)
    create(folder / "durham", "durham")
    opened = desist.open(folder / "durham")
    for contract in AGENCIES:
        loaded = opened.load(contract, [folder / "files" / f"{contract}.csv"], sender=SENDER)
        assert loaded.rows_quarantined == 0
        assert loaded.rows_accepted > 0
    return opened


def pooled(home: Home, name: str, *by: str) -> dict[tuple[str, ...], tuple[float, float]]:
    """Both counts of a measure by level, summed over all the years."""
    counts: dict[tuple[str, ...], tuple[float, float]] = {}
    for each in home.measure(name, by=list(by), start="2013-04", end="2022-03", every="year"):
        level = tuple(each.breakdown.get(column, "") for column in by)
        above, below = counts.get(level, (0.0, 0.0))
        counts[level] = (above + (each.numerator or 0), below + (each.denominator or 0))
    return counts


def percent(counts: tuple[float, float]) -> float:
    return 100 * counts[0] / counts[1]


def asked(home: Home, sql: str) -> list[dict[str, Any]]:
    reader = home.reader()
    try:
        return reader._asking.ask(sql)  # no measure parts custody by its length, so the records are asked
    finally:
        reader.close()


@pytest.fixture(scope="module")
def first_reoffences(home: Home) -> list[int]:
    return [int(row["people"]) for row in asked(home, FIRST)]


@pytest.fixture(scope="module")
def found(home: Home) -> dict[str, float]:
    """What the county's figures are, by the names of TARGETS."""
    by_age = pooled(home, "proven_reoffending_rate", "age_group")
    everybody = pooled(home, "proven_reoffending_rate")[()]
    by_disposal = pooled(home, "proven_reoffending_rate", "disposal", "age_group")
    orders = [counts for level, counts in by_disposal.items() if level in ADULT_ORDERS]
    again = pooled(home, "reoffences_per_reoffender")[()]
    older = "_12_month_cohort"
    by_history = pooled(home, "proven_reoffending_rate" + older, "previous_offences_band")
    older_again = pooled(home, "reoffences_per_reoffender" + older)[()]
    short = {
        bool(row["short"]): percent((row["reoffenders"], row["offenders"])) for row in asked(home, SERVED)
    }
    figures = (
        percent(everybody),
        percent(by_age["adult",]),
        percent(by_age["juvenile",]),
        percent((sum(each[0] for each in orders), sum(each[1] for each in orders))),
        short[True],
        again[0] / again[1],
        percent(pooled(home, "proven_reoffending_rate" + older)[()]),
        percent(by_history["0",]),
        percent(by_history["11 or more",]),
        older_again[0] / older_again[1],
        short[False],
    )
    return dict(zip([*(each.name for each in TARGETS), LONGER], figures, strict=True))


@pytest.mark.parametrize("target", TARGETS, ids=lambda each: each.name)
def test_the_county_is_near_the_published_figure(target: Target, found: dict[str, float]) -> None:
    assert found[target.name] == pytest.approx(target.published, abs=target.bound)


def test_a_short_stay_inside_is_followed_by_more_reoffending_than_a_long_one(found: dict[str, float]) -> None:
    assert found["Adults released after under 12 months"] > found[LONGER] + 10


def test_the_more_previous_offences_the_more_reoffend(home: Home) -> None:
    bands = pooled(home, "proven_reoffending_rate", "previous_offences_band")
    rates = [percent(bands[band,]) for band in ("0", "1 to 2", "3 to 6", "7 to 10", "11 or more")]
    assert rates == sorted(rates)


def test_the_first_three_months_are_the_highest_risk(first_reoffences: list[int]) -> None:
    assert first_reoffences == sorted(first_reoffences, reverse=True)
    assert 0.40 < first_reoffences[0] / sum(first_reoffences) < 0.60


def test_the_page_prints_every_distance(found: dict[str, float], first_reoffences: list[int]) -> None:
    page = PAGE.read_text(encoding="utf-8")
    for each in TARGETS:
        value = round(found[each.name], each.decimals)
        away = value - each.published
        line = f"| {each.name} | {each.published:.{each.decimals}f} | {value:.{each.decimals}f} | "
        assert f"{line}{away:+.{each.decimals}f} | {each.bound:g} |" in page
    assert f"{100 * first_reoffences[0] / sum(first_reoffences):.0f}%" in page
    assert f"{found[LONGER]:.1f}%" in page
