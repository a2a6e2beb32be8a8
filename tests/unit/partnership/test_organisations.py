"""Organisations over time: divided, joined again, planned otherwise; by the day and by what was known."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import desist
from desist.home.create import create
from desist.partnership.home import open_home
from desist.partnership.organisations import Organisation, OrganisationsFile, Succession
from desist.quarter.organisations import as_on
from desist.vocabulary.mistake import OperatorMistake

CRC = "Durham Tees Valley Community Rehabilitation Company"
NPS = "National Probation Service"
SERVICE = "Probation Service, County Durham and Darlington"
TRUST = "Durham Tees Valley Probation Trust"
UNIFIED = date(2021, 6, 26)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> OrganisationsFile:
    folder = tmp_path_factory.mktemp("home") / "durham"
    create(folder, "durham")
    return open_home(folder).organisations


def names(file: OrganisationsFile, id: str, day: date, known: date) -> list[str]:
    return [each.name for each in file.became(id, day, known)]


def test_the_last_day_of_two_and_the_first_of_one(example: OrganisationsFile) -> None:
    assert names(example, "crc", date(2021, 6, 25), UNIFIED) == [CRC]
    assert names(example, "crc", UNIFIED, UNIFIED) == [SERVICE]


def test_who_was_divided_is_one_again_when_the_parts_are(example: OrganisationsFile) -> None:
    assert names(example, "trust", date(2014, 5, 31), UNIFIED) == [TRUST]
    assert names(example, "trust", date(2014, 6, 1), UNIFIED) == [CRC, NPS]
    assert names(example, "trust", UNIFIED, UNIFIED) == [SERVICE]
    assert example.named_by(date(2014, 6, 1), UNIFIED)[TRUST.lower()] == TRUST
    assert example.named_by(UNIFIED, UNIFIED)[TRUST.lower()] == SERVICE


def test_what_was_believed_on_a_day_can_be_asked_for_ever(example: OrganisationsFile) -> None:
    assert names(example, "crc", UNIFIED, date(2019, 5, 15)) == [CRC]
    assert names(example, "crc", UNIFIED, date(2019, 5, 16)) == [NPS]
    assert names(example, "crc", UNIFIED, date(2020, 6, 10)) == [NPS]
    assert names(example, "crc", UNIFIED, date(2020, 6, 11)) == [SERVICE]
    known = {each.name for each in example.begun(UNIFIED, date(2020, 1, 1))}
    assert known == {TRUST, CRC, NPS}


def test_supervision_goes_by_the_organisation_of_the_day(example: OrganisationsFile) -> None:
    duck = duckdb.connect(":memory:")
    duck.execute(
        "create table probation_supervision as select 'p' || i as person_ref, 'licence' as kind, "
        "provider, date '2020-01-01' as start_date, null::date as end_date, null::varchar as end_reason "
        f"from (values (1, '{CRC}'), (2, ' dtv crc'), (3, 'NPS'), (4, 'Somebody''s'), (5, '{SERVICE}')) "
        "as t (i, provider)"
    )

    def counted(day: date, known: date) -> list[str]:
        sql = as_on(example, day, known)["probation_supervision"]
        return [
            row[0] for row in duck.execute(f"select provider from ({sql}) order by person_ref").fetchall()
        ]

    assert counted(date(2020, 1, 1), date(2020, 1, 1)) == [CRC, CRC, NPS, "Somebody's", SERVICE]
    assert counted(UNIFIED, UNIFIED) == [SERVICE, SERVICE, SERVICE, "Somebody's", SERVICE]


def test_without_organisations_nobody_can_be_followed(tmp_path: Path) -> None:
    create(tmp_path / "mine", None)
    with pytest.raises(OperatorMistake, match="no organisation"):
        desist.open(tmp_path / "mine").measure("proven_reoffending_rate", organisations_on=UNIFIED)


def test_a_mistake_in_the_file_is_said_with_its_line(tmp_path: Path) -> None:
    create(tmp_path / "home", "durham")
    path = tmp_path / "home" / "organisations.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace('after = "nps"', 'after = "npss"'), encoding="utf-8"
    )
    with pytest.raises(
        OperatorMistake, match=r"organisations.toml, line \d+: 'npss' is not a known organisation"
    ):
        open_home(tmp_path / "home")


DAYS = [date(2020, month, 1) for month in range(1, 7)]
BODIES = ["a", "b", "c", "d"]


@settings(max_examples=200, deadline=None)
@given(
    drawn=st.lists(
        st.tuples(
            *[st.sampled_from(BODIES)] * 2, *[st.sampled_from(DAYS)] * 2, st.sampled_from([None, *DAYS])
        ),
        max_size=8,
    ),
    day=st.sampled_from(DAYS),
    known=st.sampled_from(DAYS),
)
def test_any_history_as_walked_step_by_step(
    drawn: list[tuple[str, str, date, date, date | None]], day: date, known: date
) -> None:
    """Also where somebody's own successor became them again: nobody walks in a circle for ever."""
    steps = [each for each in drawn if each[0] != each[1] and (each[4] is None or each[3] <= each[4])]
    file = OrganisationsFile(
        organisations=tuple(
            Organisation(id=id, name=id.upper(), valid_from=DAYS[0], source="made up", verified=True)
            for id in BODIES
        ),
        successions=tuple(
            Succession(
                before=before,
                after=after,
                on=on,
                known_from=since,
                known_until=until,
                source="",
                verified=True,
            )
            for before, after, on, since, until in steps
        ),
    )
    told = {(b, a) for b, a, on, since, until in steps if on <= day and since <= known <= (until or known)}
    reached = {"a"}
    for _ in BODIES:
        reached |= {after for before, after in told if before in reached}
    ends = {each for each in reached if each not in {before for before, _ in told}}
    assert {each.id for each in file.became("a", day, known)} == ends
