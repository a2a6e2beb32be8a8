"""A framework of women stands in the report in a section of its own, and nobody is found by difference."""

from __future__ import annotations

import csv
from pathlib import Path

from desist.home.opened import Home
from desist.publication.passports.written import read_passports
from desist.synthetic.pack import SENDER
from tests.report_text import texts
from tests.small_county import NOW, drafted, indicator, plan

WOMEN = """
[[framework]]
id = "women"
title = "Women who offend"
group = "women"
what = "What women need."
lead = "The lead for women"
inherits = ["needs"]
only = { sex = "female" }

[[pledge]]
id = "late"
who = "The council"
what = "Open a centre for women"
made = 2024-03-06
where = "the conference on women"
due = 2025-01-31
status = "open"
framework = "women"

[[pledge]]
id = "later"
who = "The health service"
what = "Name a nurse"
made = 2024-03-06
where = "the conference on women"
due = 2026-01-31
status = "open"
"""


def assessed(home: Home, folder: Path, women: tuple[int, int], men: tuple[int, int]) -> None:
    """Women and men assessed in the quarter, how many of each have a need, and a plan that watches them."""
    people = [("F", at, at < women[0]) for at in range(women[1])]
    people += [("M", at, at < men[0]) for at in range(men[1])]
    _write(
        folder / "people.csv",
        ("person_ref", "date_of_birth", "sex", "ethnicity_self", "ethnicity_officer", "area"),
        [(f"{sex}{at}", "1990-01-01", sex, "", "", "County Durham") for sex, at, _ in people],
    )
    _write(
        folder / "needs.csv",
        ("person_ref", "assessed_on", "pathway", "need", "closed_on"),
        [(f"{sex}{at}", "2025-02-03", "health", str(need), "") for sex, at, need in people],
    )
    for contract, name in (("police.people", "people.csv"), ("probation.needs", "needs.csv")):
        home.load(contract, [folder / name], sender=SENDER, now=NOW)
    needs = indicator("needs", 1, "people_with_need", comparators='["none"]', better='"neither"')
    (home.folder / "plan.toml").write_text(plan([needs]) + WOMEN, encoding="utf-8")


def _write(path: Path, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def numerators(folder: Path) -> set[float | None]:
    return {each.numerator for passport in read_passports(folder) for each in passport.readings}


def test_the_section_its_figures_and_the_pledges(small: Home, tmp_path: Path) -> None:
    assessed(small, tmp_path, women=(30, 60), men=(40, 90))
    made = drafted(small, "1")
    for said in texts(made.folder).values():
        assert "Women who offend" in said
        assert said.index("Overdue since 31 January 2025") < said.index("Open, due by 31 January 2026")
    page = texts(made.folder)["html"]
    assert "The lead for women leads on it." in page
    assert "Needs: women: 50.0%" in page
    assert "One is overdue." in page
    assert {30, 70} <= numerators(made.folder)


def test_women_are_withheld_where_the_few_men_could_be_worked_out(small: Home, tmp_path: Path) -> None:
    """Of 62 people 32 have a need, and of 60 women 30: then both men would be known to have one."""
    assessed(small, tmp_path, women=(30, 60), men=(2, 2))
    made = drafted(small, "1")
    assert not {30, 32} <= numerators(made.folder)
    for said in texts(made.folder).values():
        assert "Withheld" in said


def test_another_quarter_s_questions_bring_nothing_of_the_group(small: Home, tmp_path: Path) -> None:
    assessed(small, tmp_path, women=(30, 60), men=(40, 90))
    made = drafted(small, "2")
    for said in texts(made.folder).values():
        assert "Women who offend" not in said
        assert "Overdue since 31 January 2025" in said
