"""The local figure of a made-up county beside its true official one: each cause found, and nothing lost."""

from __future__ import annotations

import csv
import json
import shutil
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import desist
from desist.home.create import create
from desist.home.opened import Home
from desist.measures.reoffending.reconciled import Cause, Counted
from desist.quarter.reoffending.reconciliation import Reconciled
from desist.synthetic.offenders.county import draw_county
from desist.synthetic.official.errors import ERRORS, Errors
from desist.synthetic.official.files import AS_EXTRACTED, write_official
from desist.synthetic.pack import SENDER
from desist.vocabulary.mistake import OperatorMistake
from tests.command_line import run

PLACES = ("Durham", "County Durham", "Darlington")
YEAR = {"start": "2021-04", "end": "2022-03"}
# The Ministry drew its data on 31 December 2023: what we held then, and what came afterwards.
THEN, NOW = datetime(2023, 12, 31, 12, tzinfo=UTC), datetime(2025, 4, 1, tzinfo=UTC)
ALL_KNOWN = replace(ERRORS, links_known=1.0, moves_known=1.0, area_unknown=0.0, elsewhere=0.0)
Three = tuple[int, int, int]
# How far a part may lie from the true one, in offenders, reoffenders and reoffences. In a council the people
# whose area nobody has on file cannot be placed.
NEAR, NEAR_IN_A_COUNCIL = (4, 4, 20), (15, 8, 30)
PAGE = Path(__file__).resolve().parents[2] / "docs" / "method" / "reconciliation.md"


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A partnership with the county loaded, and what each cause truly adds in the year, by area and cause."""

    home: Home
    truth: dict[tuple[str, str], Three]
    asked: dict[str, Reconciled] = field(default_factory=dict)

    def reconciled(self, **asked: Any) -> Reconciled:
        """Ask once and remember: each question counts the cohort five times."""
        key = repr(sorted(asked.items()))
        if key not in self.asked:
            self.asked[key] = self.home.reoffending.reconcile(**asked)
        return self.asked[key]


def drawn(folder: Path, people: int, seed: int, errors: Errors) -> Drawn:
    names = write_official(draw_county(people, seed), folder / "files", seed, errors=errors)
    create(folder / "durham", "durham")
    home = desist.open(folder / "durham")
    for number, name in enumerate(names):
        if name == "truth.csv":
            continue
        contract = name.removesuffix(".csv").removesuffix(".as-extracted")
        moment = THEN if name == f"{AS_EXTRACTED}.csv" or contract.startswith("prisons") else NOW
        loaded = home.load(
            contract, [folder / "files" / name], sender=SENDER, now=moment + timedelta(minutes=number)
        )
        assert (loaded.rows_quarantined, loaded.rows_accepted) == (0, names[name])
    truth: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    with (folder / "files" / "truth.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            for at, name in enumerate(("offenders", "reoffenders", "reoffences")):
                truth[row["area"], row["cause"]][at] += int(row[name])
    return Drawn(home=home, truth={key: (one, two, three) for key, (one, two, three) in truth.items()})


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    """Every link and every move is known, and nobody was dealt with elsewhere."""
    return drawn(tmp_path_factory.mktemp("known"), 4_000, 3, ALL_KNOWN)


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    """As `desist synthetic` draws it: of links four in five are known, of moves nine in ten."""
    return drawn(tmp_path_factory.mktemp("usual"), 6_000, 1, ERRORS)


def parts(found: Reconciled) -> dict[str, Three]:
    return {each.cause.value: (each.offenders, each.reoffenders, each.reoffences) for each in found.parts}


def three(counted: Counted) -> Three:
    return (counted.offenders, counted.reoffenders, counted.reoffences)


@pytest.mark.parametrize("place", PLACES)
def test_where_everything_is_known_every_part_is_found_to_the_person(known: Drawn, place: str) -> None:
    found = parts(known.reconciled(place=place, counts_listed=True, **YEAR))
    assert found.pop("unexplained") == (0, 0, 0)
    assert found == {cause: known.truth[place, cause] for cause in found}
    assert found.keys() == {"revision", "linkage", "geography", "rule"}
    if place == "Durham":
        assert all(any(those) for those in found.values())


def test_where_records_are_linked_our_figure_goes_by_it_already(known: Drawn, tmp_path: Path) -> None:
    """Linking found all but every fifth known link: that fifth is left for the links that were sent."""
    shutil.copytree(known.home.folder, tmp_path / "home")
    home = desist.open(tmp_path / "home")
    reader = home.reader()
    pairs = [
        (row["person_ref"], row["same_as"])
        for row in reader.ask("select person_ref, same_as from local_known_links order by all")
    ]
    reader.close()
    rows = [f"{ref},P{number:08}" for number, pair in enumerate(pairs, 1) for ref in pair if number % 5]
    (tmp_path / "links.csv").write_text("\n".join(["person_ref,person_id", *rows, ""]), encoding="utf-8")
    home.load("linkage.person_link", [tmp_path / "links.csv"], sender="Desist", now=NOW)
    before, found = known.reconciled(**YEAR), home.reoffending.reconcile(**YEAR)
    assert parts(found)["unexplained"] == parts(before)["unexplained"] == (0, 0, 0)
    was, now = parts(before)["linkage"], parts(found)["linkage"]
    assert 0 < abs(now[2]) < abs(was[2]), "reoffences"
    said = next(each.put_right for each in found.parts if each.cause is Cause.LINKAGE)
    assert "our figure goes by linking (linkage.person_link) already" in said


@pytest.mark.parametrize("place", PLACES)
def test_where_some_is_not_known_each_part_is_near_and_the_rest_is_shown(usual: Drawn, place: str) -> None:
    """Revision is to the person; of the others none is further off than the manual says."""
    found = parts(usual.reconciled(place=place, counts_listed=True, **YEAR))
    true = {cause: usual.truth[place, cause] for cause in ("revision", "linkage", "geography", "rule")}
    assert found["revision"] == true["revision"]
    for cause, counts in true.items():
        near = NEAR_IN_A_COUNCIL if cause == "geography" and place != "Durham" else NEAR
        for ours, theirs, bound in zip(found[cause], counts, near, strict=True):
            assert ours == pytest.approx(theirs, abs=bound), cause
    if place == "Durham":
        assert printed(found, true, usual.truth[place, "elsewhere"]) in PAGE.read_text(encoding="utf-8")


def printed(found: dict[str, Three], true: dict[str, Three], elsewhere: Three) -> str:
    """The table of the manual: what was found beside what is true."""
    rows = []
    for cause, counts in found.items():
        truly = true.get(cause, elsewhere)
        pairs = (
            f"{ours:+d} ({theirs:+d})".replace("-", "\u2212")
            for ours, theirs in zip(counts, truly, strict=True)
        )
        rows.append(f"| {cause} | " + " | ".join(pairs) + " |")
    return "\n".join(rows)


def test_the_local_figure_is_the_measures_own(usual: Drawn) -> None:
    found = usual.reconciled(place="Darlington", quarter="2022-03")
    rate = usual.home.measure("proven_reoffending_rate", place="Darlington", from_="2022-01", to="2022-03")[0]
    each = usual.home.measure("reoffences_per_offender", place="Darlington", from_="2022-01", to="2022-03")[0]
    assert three(found.local) == (rate.denominator, rate.numerator, each.numerator)
    assert found.local.rate == rate.value
    assert parts(found)["rule"] == (0, 0, 0)  # the list is held, so our measures leave it out too


@pytest.mark.parametrize("rule", [{}, {"counts_listed": True}, {"cohort_months": 12}])
def test_the_parts_add_up_to_the_difference(usual: Drawn, rule: dict[str, int]) -> None:
    found = usual.reconciled(**YEAR, **rule)
    local, official = three(found.local), three(found.official.counted)
    added = [sum(column) for column in zip(*parts(found).values(), strict=True)]
    assert added == [ours - theirs for ours, theirs in zip(local, official, strict=True)]
    points = sum(each.points or 0 for each in found.parts)
    assert points == pytest.approx((found.local.rate or 0) - (found.official.counted.rate or 0), abs=1e-9)


def test_a_cohort_of_twelve_months_differs_by_its_rule(usual: Drawn) -> None:
    once = usual.reconciled(cohort_months=12, **YEAR)
    (rate,) = usual.home.measure(
        "proven_reoffending_rate_12_month_cohort", from_="2021-04", to="2022-03", every="year"
    )
    assert (once.local.offenders, once.local.reoffenders) == (rate.denominator, rate.numerator)
    rule = next(each for each in once.parts if each.cause is Cause.RULE)
    assert rule.offenders < -50  # a person counts once and not up to four times
    assert "cohorts of three months" in rule.put_right
    pooled = usual.reconciled(**YEAR)
    assert parts(once)["unexplained"] == parts(pooled)["unexplained"]


def test_a_load_can_stand_for_the_day_of_the_extract(usual: Drawn) -> None:
    later = usual.home.loads("courts.proven_offences")[-1].id
    by_day = usual.reconciled(quarter="2022-03")
    assert usual.reconciled(quarter="2022-03", before=later) == by_day
    earlier = usual.home.loads("courts.proven_offences")[0].id
    found = usual.reconciled(quarter="2022-03", before=earlier).parts[0]
    assert (found.offenders, found.cause) == (0, Cause.REVISION)
    assert found.why_not == f"nothing of courts.proven_offences was held before load {earlier}"


def test_the_command_prints_table_and_json(usual: Drawn) -> None:
    asked = ["reoffending", "reconcile", "--quarter", "2022-03", "--place", "Darlington"]
    table = run(*asked, "-w", usual.home.folder)
    lines = table.out.splitlines()
    assert (
        lines[0] == "Proven reoffending, Darlington, January to March 2022: ours beside the official figure"
    )
    assert lines[1] == (f"Ours: agencies' extracts. Official: {SENDER}, drawn on 31 December 2023.")
    assert [line.split("  ")[0] or line.strip().split()[0] for line in lines[3:]] == [
        "Our figure", "revision", "linkage", "geography", "rule", "unexplained", "Official figure",
    ]  # fmt: skip
    assert "they add up to the whole difference" in table.err
    told = json.loads(run(*asked, "--json", "-w", usual.home.folder).out)
    assert told["local"]["offenders"] == told["official"]["counted"]["offenders"] + sum(
        part["offenders"] for part in told["parts"]
    )


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"quarter": "2020-03"}, "No official figure of proven reoffending is held for Durham, January"),
        ({"quarter": "2022-02"}, "is not the period of a cohort"),
        ({"quarter": "2022-03", "cohort_months": 12}, "A cohort of 12 months does not fit in January"),
        ({"quarter": "2022-03", "place": "Cleveland"}, "No official figure .* held for Cleveland"),
        ({"quarter": "2022-03", "before": "nothing"}, "There is no load 'nothing'"),
        ({"start": "2022-01"}, "Name one cohort"),
        ({}, "Name one cohort"),
    ],
)
def test_what_cannot_be_reconciled_is_said(usual: Drawn, asked: dict[str, str], sentence: str) -> None:
    with pytest.raises(OperatorMistake, match=sentence):
        usual.reconciled(**asked)


def test_with_a_flat_file_alone_only_what_it_tells_is_measured(tmp_path: Path) -> None:
    create(tmp_path / "durham", "durham")
    home = desist.open(tmp_path / "durham")
    header = "person_ref,date_of_birth,sex,offence_code,offence_date,proof_date,disposal,release_date"
    rows = [f"p{n},1990-01-01,M,00500,2021-01-01,2022-02-01,fine," for n in range(12)]
    (tmp_path / "history.csv").write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    home.load("criminal_history", [tmp_path / "history.csv"])
    columns = "area,cohort_start,cohort_end,offenders,reoffenders,reoffences,extracted_on"
    figure = "Durham,2022-01-01,2022-03-31,10,1,2,"
    (tmp_path / "official.csv").write_text(f"{columns}\n{figure}\n", encoding="utf-8")
    home.load("moj.reoffending_by_area", [tmp_path / "official.csv"])
    found = home.reoffending.reconcile(quarter="2022-03")
    assert parts(found)["unexplained"] == (2, -1, -2)
    assert [each.why_not.split("(")[0].strip() for each in found.parts] == [
        "the day of the Ministry's extract is not known",
        "no known links are held",
        "no address is held",
        "no list of offences that never count is held",
        "",
    ]
    assert found.mark.printed == "[u]"
    assert found.official.extracted_on is None
    assert date(2022, 1, 1) == found.period.start
