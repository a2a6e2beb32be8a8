"""The pack goes into a store without one row set aside, and answers the questions of the report."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from itertools import groupby

import pytest

import desist
from desist.home.create import create
from desist.home.drafting import draft
from desist.home.opened import Home
from desist.synthetic.pack import NARRATIVE, SENDER, pack_files

LAST_QUARTER = {"start": "2025-01", "end": "2025-03", "every": "quarter"}
LAST_YEAR = {"start": "2023-04", "end": "2024-03", "every": "year"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    folder = tmp_path_factory.mktemp("pack") / "durham"
    create(folder, "durham")
    opened = desist.open(folder)
    for contract, files in groupby(pack_files(), key=lambda each: each[0]):
        done = opened.load(contract, [path for *_, path in files], sender=SENDER)
        assert done.rows_quarantined == 0, contract
        assert done.rows_accepted == done.rows_read > 0, contract
    return opened


def test_every_load_bears_the_name_of_the_pack(home: Home) -> None:
    assert {each.sender for each in home.loads()} == {SENDER}


@pytest.mark.parametrize(
    ("measure", "asked"),
    [
        ("crime_severity_score_published", LAST_YEAR),
        ("offences_per_1000", LAST_YEAR),
        ("recorded_offences", LAST_QUARTER),
        ("offences_change", LAST_QUARTER),
        ("antisocial_incidents", LAST_QUARTER),
        ("antisocial_share", LAST_QUARTER),
        ("killed_or_seriously_injured", {"start": "2023-01", "end": "2023-12", "every": "year"}),
        ("police_officers", LAST_YEAR),
        ("solved_rate", LAST_YEAR),
        ("outcomes_assigned_rate", LAST_YEAR),
        ("crime_severity_score", {"start": "2018-04", "end": "2019-03", "every": "year"}),
        ("satisfied_ease_of_contact", LAST_QUARTER),
        ("satisfied_arrival_time", LAST_QUARTER),
        ("satisfied_actions_taken", LAST_QUARTER),
        ("satisfied_follow_up", LAST_QUARTER),
        ("satisfied_treatment", LAST_QUARTER),
        ("satisfied_whole_experience", LAST_QUARTER),
        ("victim_service_referrals", LAST_QUARTER),
        ("mental_health_incidents", {"start": "2025-03", "end": "2025-03", "every": "month"}),
        ("mental_health_triage_share", LAST_QUARTER),
        ("place_of_safety_detentions", {"start": "2024-04", "end": "2025-03", "every": "year"}),
        ("rj_referrals", LAST_QUARTER),
        ("custody_visits", {"start": "2024-04", "end": "2025-03", "every": "year"}),
    ],
)
def test_durham_has_a_figure(home: Home, measure: str, asked: dict[str, str]) -> None:
    (reading,) = home.measure(measure, place="Durham", **asked)
    assert reading.value is not None, reading.why


@pytest.mark.parametrize(
    "measure",
    ["offences_per_1000", "solved_rate", "outcomes_assigned_rate", "crime_severity_score_published"],
)
def test_so_have_its_peers_and_the_country(home: Home, measure: str) -> None:
    (peers,) = [group for group in home.partnership.peer_groups if group.id == "most-similar"]
    readings = home.measure(measure, place=[*peers.codes, "North East", "England and Wales"], **LAST_YEAR)
    assert [(each.place, each.why) for each in readings if each.value is None] == []
    assert len({each.source for each in readings}) == 1


def test_detentions_are_few_enough_for_the_small_number_rule(home: Home) -> None:
    (reading,) = home.measure(
        "place_of_safety_detentions", place="Durham", start="2024-04", end="2025-03", every="year"
    )
    assert reading.value is not None
    assert reading.value < 5


def test_satisfaction_with_follow_up_drops(home: Home) -> None:
    readings = home.measure("satisfied_follow_up", place="Durham", every="quarter")
    *before, last = readings
    assert len(readings) == 17
    assert last.value is not None
    assert last.value < min(each.value for each in before if each.value is not None)


@pytest.mark.slow
def test_the_narrative_of_the_pack_claims_nothing_that_its_figures_contradict(home: Home) -> None:
    shutil.copytree(NARRATIVE, home.folder / "reports", dirs_exist_ok=True)
    made = draft(home, "2025-03", "1-4", now=datetime(2025, 5, 1, tzinfo=UTC), progress=lambda said: None)
    assert [each.sentence for each in made.findings] == []
    assert "Synthetic data." in made.files[0].read_text(encoding="utf-8")
