"""Compartments by age: rows about somebody under an age on the row's day, or of whom it cannot be told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlglot

from desist.access.persons import TABLES, columns_of_all
from desist.access.visible import hidden, matches
from desist.home.opened import Home
from desist.partnership.access import Apart, Compartment
from desist.partnership.lawful import compartments_toml, read_lawful
from desist.vocabulary.mistake import OperatorMistake
from tests.access_examples import ACCESS, AGREEMENT, allow
from tests.command_line import run

MEMBERS = "local.cohort_membership"
CHILDREN = """
[[compartment]]
id = "children"
title = "Children"
figures = "{figures}"
whole_person = {whole}

[[compartment.rows]]
contract = "local.cohort_membership"
under_age = 18
dated_by = "entry_date"
"""
HISTORY = AGREEMENT + (
    '\n[[table]]\ncontract = "police.people"\nfields = ["person_ref", "date_of_birth"]\nwhy = "Made up"\n'
)
# Of P03 to P19 in the scheme since 10 January 2024: what of each age group, and one of whom nobody knows.
BORN = {
    "P03": "2006-01-11",  # 17 until the day after
    "P04": "2006-01-10",  # comes of age on the day
    "P05": "2010-01-01",
    "P06": "1990-01-01",
}


@pytest.fixture
def by_age(home: Home, sent: Callable[..., str]) -> Callable[..., Home]:
    heading = "person_ref,date_of_birth,sex,ethnicity_self,ethnicity_officer,area\n"
    born = {f"P{at:02}": "1980-01-01" for at in range(20) if at != 7} | BORN
    sent("police.people", heading + "".join(f"{name},{day},M,,,\n" for name, day in born.items()))

    def made(figures: str = "left out", whole: str = "false") -> Home:
        allow(home.folder, ACCESS + CHILDREN.format(figures=figures, whole=whole), HISTORY)
        return Home(home.folder)

    return made


def seen(home: Home, table: str = MEMBERS) -> set[str]:
    asked = {"purpose": "selection", "reason": "x", "fields": ["person_ref"], "user": "ann"}
    return {row[0] for row in home.access.rows(table, **asked).rows}


def test_rows_about_children_and_of_unknown_age_do_not_come_out(by_age: Callable[..., Home]) -> None:
    everybody = {f"P{at:02}" for at in range(3, 20)}
    assert seen(by_age()) == everybody - {"P03", "P05", "P07"}
    assert "P05" in seen(by_age(), "police.people"), "only rows of the scheme are set apart"
    assert not {"P03", "P05", "P07"} & seen(by_age(whole="true"), "police.people")
    assert run("access", "rows", "--table", MEMBERS, "--person", "P05", "--purpose", "selection",
               "--reason", "x", "--as", "ann", "-w", by_age().folder).out.splitlines()[1:] == []  # fmt: skip


def test_figures_count_them_or_leave_them_out(by_age: Callable[..., Home]) -> None:
    def counted(home: Home) -> int:
        reader = home.reader()
        try:
            (row,) = reader.ask("select count(distinct person_ref) as n from local_cohort_membership")
        finally:
            reader.close()
        return int(row["n"])

    assert (counted(by_age("counted")), counted(by_age())) == (17, 14)
    assert by_age("counted").access.count(MEMBERS, user="ann").levels == (((), 15),)
    told = run("access", "count", "--table", MEMBERS, "--as", "ann", "-w", by_age().folder)
    assert "15" in told.out and "Left out are the rows of the compartment: Children" in told.err


def test_the_day_of_birth_that_a_row_says_itself_goes_before(home: Home, sent: Callable[..., str]) -> None:
    heading = "person_ref,date_of_birth,sex,offence_code,offence_date,proof_date,disposal,release_date,area\n"
    rows = [f"P{at:02},{day},M,00500,2024-02-01,2024-03-01,fine,,\n" for at, day in
            enumerate(("2008-02-29", "1990-01-01", "2006-02-01", "2006-02-02"))]  # fmt: skip
    sent("criminal_history", heading + "".join(rows))
    apart = CHILDREN.replace(MEMBERS, "criminal_history").replace("entry_date", "offence_date")
    access = ACCESS.replace("whole_person = true", "whole_person = false")
    allow(home.folder, access + apart.format(figures="counted", whole="false"), AGREEMENT)
    assert seen(Home(home.folder), "criminal_history") == {"P01", "P02"}


@pytest.mark.parametrize(
    ("born", "day", "child"),
    [
        ("2004-02-29", "2022-02-28", True),
        ("2004-02-29", "2022-03-01", False),
        ("2004-12-31", "2022-12-30", True),
        ("2004-12-31", "2022-12-31", False),
        ("2004-12-31", "2023-01-01", False),
    ],
)
def test_a_birthday_is_the_day_on_which_one_is_older(home: Home, born: str, day: str, child: bool) -> None:
    rows = Apart(contract="criminal_history", under_age=18, dated_by="offence_date")
    engine = home.store.engine()
    try:
        engine.run("create table police_people (person_ref varchar, date_of_birth date)")
        row = f"select 'a' as person_ref, date '{born}' as date_of_birth, date '{day}' as offence_date"
        assert engine.one(f"select {matches(rows, 't')} from ({row}) as t") is child
    finally:
        engine.close()


def test_a_row_about_two_is_set_apart_when_either_is_a_child() -> None:
    """Both who are related are looked up."""
    links = TABLES["local.known_links"]
    rows = Apart(contract=links.contract, under_age=18, dated_by="known_since")
    assert all(f't."{name}"' in matches(rows, "t") for name in links.persons) and len(links.persons) == 2


def test_an_edition_keeps_it_and_spark_can_read_it(home: Home) -> None:
    rows = (Apart(contract=MEMBERS, under_age=18, dated_by="entry_date"),)
    children = Compartment(id="children", title="Children", rows=rows)
    (home.folder / "access.toml").write_text(compartments_toml([children]), encoding="utf-8")
    for path in (home.folder / "agreements").glob("*"):
        path.unlink()
    assert read_lawful(home.folder, columns_of_all()).compartments == (children,)
    condition = hidden([children], TABLES[MEMBERS], {"children"})
    sqlglot.transpile(
        f"select 1 from local_cohort_membership as t where not {condition}",
        read="duckdb",
        write="spark",
        unsupported_level=sqlglot.ErrorLevel.RAISE,
    )


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ('dated_by = "entry_date"', "", "rows by age need both 'under_age' and 'dated_by'"),
        ('dated_by = "entry_date"', 'dated_by = "scheme"', "holds no days; these do: entry_date, exit_date"),
        ('dated_by = "entry_date"', 'dated_by = "entry"', "is not a column of local.cohort_membership"),
        ("under_age = 18", "under_age = 0", "under_age"),
        (f'contract = "{MEMBERS}"', 'contract = "ons.population"', "is not a column of ons.population"),
    ],
)
def test_a_mistake_is_one_sentence(home: Home, was: str, now: str, said: str) -> None:
    text = CHILDREN.format(figures="counted", whole="false").replace(was, now)
    allow(home.folder, ACCESS + text, AGREEMENT)
    with pytest.raises(OperatorMistake, match=r"access\.toml, line \d+") as mistake:
        Home(home.folder).access.who()
    assert said in mistake.value.sentence
