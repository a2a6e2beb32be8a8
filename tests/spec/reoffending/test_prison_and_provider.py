"""By prison a person counts once for each prison left; by provider under who supervised on the index date."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from desist.quarter.asking import Asking
from desist.vocabulary.mark import Mark
from desist.vocabulary.period import Every, ending
from desist.vocabulary.reading import Reading
from tests.made_up import MadeUp, read_made_up
from tests.reoffending_examples import HOME, as_rows, offence

QUARTER = ending("2016-03", Every.QUARTER)
BORN = "1990-06-15"


@cache
def store() -> MadeUp:
    return MadeUp(home=[HOME])


def filled(**sent: list[dict[str, Any]]) -> Asking:
    everything: dict[str, list[dict[str, Any]]] = {
        "criminal_history": [],
        "police.people": [],
        "courts.proven_offences": [],
        "prisons.custody_spells": [],
        "probation.supervision": [],
    }
    return store().fill({**everything, **{name.replace("__", "."): rows for name, rows in sent.items()}})


def person(name: str) -> dict[str, Any]:
    return {"person_ref": name, "date_of_birth": BORN}


def proven(name: str, committed: str, proof: str, disposal: str = "custody") -> dict[str, Any]:
    dates = {"offence_date": committed, "proof_date": proof}
    return {"person_ref": name, "offence_code": "00500", "disposal": disposal, **dates}


def stay(name: str, prison: str, came_in: str, left: str) -> dict[str, Any]:
    dates = {"reception_date": came_in, "release_date": left}
    return {"person_ref": name, "prison": prison, "reason": "sentence", **dates}


def order(name: str, provider: str, first: str, last: str | None = None) -> dict[str, Any]:
    dates = {"start_date": first, "end_date": last}
    return {"person_ref": name, "kind": "licence", "provider": provider, **dates}


def read(asking: Asking, name: str, by: str) -> list[Reading]:
    return read_made_up(asking, name, [HOME], [QUARTER], by=[by])


def counted(asking: Asking, name: str, by: str) -> dict[str, tuple[float | None, float | None]]:
    return {each.breakdown[by]: (each.numerator, each.denominator) for each in read(asking, name, by)}


def test_a_person_counts_once_for_each_prison_at_the_first_release_from_it() -> None:
    asking = filled(
        police__people=[person("a"), person("b")],
        courts__proven_offences=[
            proven("a", "2015-11-01", "2015-12-01"),
            proven("a", "2016-01-25", "2016-01-26"),  # after the first release, before the second
            proven("a", "2016-02-20", "2016-02-21"),
            proven("b", "2015-01-01", "2016-02-01", "fine"),
        ],
        prisons__custody_spells=[
            stay("a", "Durham", "2015-12-01", "2016-01-20"),
            stay("a", "Durham", "2016-01-26", "2016-02-10"),
            stay("a", "Deerbolt", "2016-02-21", "2016-03-20"),
        ],
    )
    assert counted(asking, "proven_reoffending_rate", "prison") == {"Durham": (1, 1), "Deerbolt": (0, 1)}
    assert counted(asking, "reoffences_per_offender", "prison") == {"Durham": (2, 1), "Deerbolt": (0, 1)}
    assert counted(asking, "previous_offences_per_offender", "prison") == {
        "Durham": (0, 1),
        "Deerbolt": (2, 1),
    }
    whole = read_made_up(asking, "proven_reoffending_rate", [HOME], [QUARTER])[0]
    assert (whole.numerator, whole.denominator) == (1, 2)


def test_whoever_left_two_prisons_on_one_day_counts_for_both() -> None:
    asking = filled(
        police__people=[person("a")],
        courts__proven_offences=[proven("a", "2015-11-01", "2015-12-01")],
        prisons__custody_spells=[
            stay("a", "Durham", "2015-12-01", "2016-01-20"),
            stay("a", "Deerbolt", "2015-12-24", "2016-01-20"),
        ],
    )
    assert counted(asking, "proven_reoffending_rate", "prison") == {"Durham": (0, 1), "Deerbolt": (0, 1)}


@pytest.mark.parametrize(
    ("orders", "provider"),
    [
        ([("North", "2016-02-01", None)], "North"),
        ([("North", "2016-02-02", None)], "not stated"),  # begun the day after
        ([("North", "2015-01-01", "2016-02-01")], "North"),
        ([("North", "2015-01-01", "2016-01-31")], "not stated"),  # ended the day before
        ([("North", "2015-01-01", None), ("South", "2016-01-01", None)], "South"),  # the one begun last
        ([("South", "2016-01-01", None), ("North", "2016-01-01", None)], "North"),  # then by name
    ],
)
def test_the_provider_is_the_one_supervising_on_the_index_date(
    orders: list[tuple[str, str, str | None]], provider: str
) -> None:
    asking = filled(
        police__people=[person("a"), person("z")],
        courts__proven_offences=[proven("a", "2015-11-01", "2016-02-01", "community_order")],
        probation__supervision=[
            order("z", "Elsewhere", "2000-01-01"),
            *(order("a", *each) for each in orders),
        ],
    )
    assert counted(asking, "proven_reoffending_rate", "provider") == {provider: (0, 1)}


def test_by_prison_and_disposal_and_provider_at_once_the_prison_decides_who_counts() -> None:
    asking = filled(
        police__people=[person("a")],
        courts__proven_offences=[
            proven("a", "2015-11-01", "2015-12-01"),
            proven("a", "2016-02-01", "2016-02-02", "fine"),
        ],
        prisons__custody_spells=[stay("a", "Durham", "2015-12-01", "2016-01-20")],
        probation__supervision=[order("a", "North", "2016-01-20")],
    )
    by = ["prison", "disposal", "provider"]
    (found,) = read_made_up(asking, "proven_reoffending_rate", [HOME], [QUARTER], by=by)
    assert found.breakdown == {"prison": "Durham", "disposal": "custody", "provider": "North"}
    assert (found.numerator, found.denominator) == (1, 1)


@pytest.mark.parametrize(
    ("by", "supplied"),
    [
        ("prison", "courts.proven_offences and police.people and prisons.custody_spells"),
        ("provider", "courts.proven_offences and police.people and probation.supervision"),
    ],
)
def test_one_flat_file_names_neither_and_the_sentence_says_what_would(by: str, supplied: str) -> None:
    rows = as_rows([offence("a", "2015-11-01", "2015-12-01", "custody", released="2016-01-20")])
    asking = filled(criminal_history=rows)
    (found,) = read(asking, "proven_reoffending_rate", by)
    assert found.mark is Mark.NOT_AVAILABLE
    assert found.why == (
        f"Not available: {supplied} would supply Durham, January to March 2016 by {by}. "
        "criminal_history does not say it."
    )


def test_without_supervision_the_agencies_say_nothing_of_providers() -> None:
    asking = filled(
        police__people=[person("a")],
        courts__proven_offences=[proven("a", "2015-11-01", "2016-02-01", "fine")],
    )
    (found,) = read(asking, "proven_reoffending_rate", "provider")
    assert found.mark is Mark.NOT_AVAILABLE
    assert "probation.supervision would supply" in found.why
