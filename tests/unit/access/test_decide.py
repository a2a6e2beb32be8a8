"""The door: what an agreement grants comes out; what it does not is refused, naming what lacks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from desist.access.caller import caller_of, demand
from desist.access.decide import Permit, Request, decide
from desist.access.persons import TABLES, columns_of_all, person_tables
from desist.access.refusal import Refused
from desist.contracts.catalogue import CONTRACTS
from desist.contracts.person_level import SHARED
from desist.home.door import signed_in
from desist.partnership.access import Act
from desist.partnership.lawful import Lawful, read_lawful
from desist.vocabulary.mistake import OperatorMistake
from tests.access_examples import ACCESS, AGREEMENT, allow

TODAY = date(2026, 5, 1)
MEMBERS = "local.cohort_membership"


def lawful(folder: Path, agreement: str = AGREEMENT, access: str = ACCESS) -> Lawful:
    folder.mkdir(exist_ok=True)
    allow(folder, access, agreement)
    return read_lawful(folder, columns_of_all())


def asked(
    rules: Lawful, *, user: str = "ann", account: str = "", day: date = TODAY, **told: object
) -> Permit:
    request = {"table": MEMBERS, "purpose": "selection", "reason": "meeting", **told}
    return decide(rules, caller_of(rules, account or signed_in(), user), Request(**request), day)  # type: ignore[arg-type]  # told in the test


def test_what_is_granted_comes_out(tmp_path: Path) -> None:
    permit = asked(lawful(tmp_path))
    assert permit.fields == ("person_ref", "scheme", "entry_date", "exit_date")
    assert permit.opened == frozenset()
    assert asked(lawful(tmp_path), fields=("scheme",), purpose="Selection").fields == ("scheme",)


@pytest.mark.parametrize(
    ("told", "missing", "said"),
    [
        ({"purpose": ""}, "purpose", "for a stated purpose only"),
        ({"reason": " "}, "reason", "for a stated reason only"),
        ({"purpose": "curiosity"}, "purpose", "No agreement shares local.cohort_membership for the purpose"),
        ({"table": "police.people"}, "agreement", "No sharing agreement covers police.people."),
        ({"fields": ("status",)}, "field status", "does not share the field 'status'"),
        ({"where": {"status": "red"}}, "field status", "so rows cannot be chosen by it"),
        ({"to": "A newspaper"}, "recipient", "it names: Probation"),
        ({"user": "dan"}, "role", "lets nobody with the role of user 'dan' see"),
        ({"user": "far"}, "user", "is not the account"),
        ({"user": "nobody"}, "user", "There is no user 'nobody'"),
        ({"user": ""}, "user", "is several users: say --as ann, dan, eve"),
        ({"account": "stranger", "user": ""}, "user", "belongs to no user of access.toml"),
        ({"day": date(2031, 1, 1)}, "live agreement", "expired on 2030-12-31"),
        ({"day": date(2024, 12, 31)}, "live agreement", "is not in force before 2025-01-01"),
    ],
)
def test_a_refusal_names_what_lacks(tmp_path: Path, told: dict[str, object], missing: str, said: str) -> None:
    with pytest.raises(Refused) as refused:
        asked(lawful(tmp_path), **told)  # type: ignore[arg-type]  # one table for all
    assert refused.value.missing == missing
    assert said in refused.value.sentence


def test_the_last_day_is_granted_and_the_next_is_not(tmp_path: Path) -> None:
    assert asked(lawful(tmp_path), day=date(2030, 12, 31))
    with pytest.raises(Refused):
        asked(lawful(tmp_path), day=date(2031, 1, 1))


def test_a_compartment_of_a_whole_table_stays_shut(tmp_path: Path) -> None:
    access = ACCESS.replace('only = {{ scheme = "Gangs" }}', "")
    with pytest.raises(Refused, match="is in the compartment 'gangs'") as refused:
        asked(lawful(tmp_path, access=access))
    assert refused.value.missing == "compartment gangs"
    opening = AGREEMENT.replace("valid_from", 'compartments = ["gangs"]\nvalid_from', 1)
    with pytest.raises(Refused, match="user 'ann' is not cleared for it"):
        asked(lawful(tmp_path, opening, access))
    cleared = access.replace('roles = ["coordinator"]', 'roles = ["coordinator"]\ncleared_for = ["gangs"]', 1)
    assert asked(lawful(tmp_path, opening, cleared)).opened == {"gangs"}


def test_under_pseudonyms_nobody_is_found_by_reference(tmp_path: Path) -> None:
    rules = lawful(tmp_path, AGREEMENT.replace("valid_from", "pseudonyms = true\nvalid_from", 1))
    assert asked(rules).agreement.pseudonyms
    with pytest.raises(Refused, match="nobody can be asked for by reference"):
        asked(rules, persons=("P01",))
    with pytest.raises(Refused, match="nobody can be asked for by reference"):
        asked(rules, where={"person_ref": "P01"})


def test_what_the_law_asks_for_needs_its_role(tmp_path: Path) -> None:
    rules = lawful(tmp_path)
    assert demand(rules, caller_of(rules, signed_in(), "eve"), Act.AUDIT, TODAY).id == "eve"
    with pytest.raises(Refused, match="lacks the permission 'audit', which 'auditor' has"):
        demand(rules, caller_of(rules, signed_in(), "ann"), Act.AUDIT, TODAY)


def test_a_user_asks_within_their_days_only(tmp_path: Path) -> None:
    access = ACCESS.replace('cleared_for = ["gangs"]', "").replace(
        'id = "ann"', 'id = "ann"\nvalid_from = 2026-01-01\nvalid_until = 2026-06-30'
    )
    assert asked(lawful(tmp_path, access=access))
    for day in (date(2025, 12, 31), date(2026, 7, 1)):
        with pytest.raises(Refused):
            asked(lawful(tmp_path, access=access), day=day)


def test_every_table_that_is_shared_under_an_agreement_names_its_persons() -> None:
    """A new contract about persons cannot be forgotten by the door."""
    shared = {name for name, each in CONTRACTS.items() if each.licence == SHARED}
    assert shared <= set(TABLES) and set(TABLES) == set(person_tables())
    assert not any(CONTRACTS[name].licence.startswith("Open") for name in TABLES)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            '"scheme", ',
            '"skeme", ',
            "'skeme' is not a column of local.cohort_membership; did you mean 'scheme'?",
        ),
        ('recipients = ["coordinator"]', 'recipients = ["cordinator"]', "not a known role; did you mean"),
        ('controller = "Force"', 'controller = "Farce"', "none of the parties"),
        ("valid_until = 2030-12-31", "valid_until = 2024-12-31", "ends before it begins"),
        ('signed_by = "Its head"\n', "", "has not signed agreement 'iom'"),
        ('id = "iom"', 'id = "iim"', "must be iim.toml"),
        ("gateway", "gatway", "'gatway' is not a key of agreement 'iom'; did you mean 'gateway'?"),
    ],
)
def test_a_mistake_in_an_agreement_is_one_sentence_with_its_line(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert old in AGREEMENT
    with pytest.raises(OperatorMistake) as caught:
        lawful(tmp_path, AGREEMENT.replace(old, new, 1))
    assert caught.value.sentence.startswith("agreements/iom.toml, line ")
    assert said in caught.value.sentence
