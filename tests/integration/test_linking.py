"""Linking in a store: ids stay, only what is new is compared, decisions stand, everything can be undone."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from desist.contracts.catalogue import CONTRACTS
from desist.intake.load import load
from desist.linkage import decisions
from desist.linkage.doubt import doubt
from desist.linkage.held import decisions_file, links, links_folder
from desist.linkage.review import evidence_of, queue
from desist.linkage.run import Ran, run
from desist.linkage.uncertainty import plausible
from desist.quarter.linked import links_changed
from desist.quarter.reader import Reader
from desist.store import Store
from desist.vocabulary.mistake import OperatorMistake
from tests.linkage_examples import after, as_another_knows, people, send
from tests.reoffending_examples import HOME

pytest.importorskip("splink")
PEOPLE = people(160)


@dataclass(frozen=True, kw_only=True)
class Told:
    """A store after two agencies were linked, and then a third that came later."""

    store: Store
    first: Ran
    second: Ran
    before: dict[str, str]
    now: dict[str, str]


def held(store: Store) -> dict[str, str]:
    engine = store.engine()
    try:
        return links(engine, store)
    finally:
        engine.close()


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    folder = tmp_path_factory.mktemp("linking")
    store = Store(folder / "store")
    send(store, folder, "A", PEOPLE, 1)
    send(store, folder, "B", as_another_knows(PEOPLE[:110], "B"), 2)
    first = run(store, after(3))
    before = held(store)
    send(store, folder, "C", as_another_knows(PEOPLE[100:115], "C", seed=3), 4)
    second = run(store, after(5))
    return Told(store=store, first=first, second=second, before=before, now=held(store))


def right(found: dict[str, str]) -> float:
    """The share of the pairs put together, of those there are, that are one person; all are that or none."""
    of_person = Counter((person, ref[1:]) for ref, person in found.items())
    truth = Counter(ref[1:] for ref in found)
    pairs = sum(n * (n - 1) // 2 for n in of_person.values())
    return pairs / sum(n * (n - 1) // 2 for n in truth.values())


def test_people_are_found_across_agencies(told: Told) -> None:
    assert told.first.anew
    assert told.first.references == 270
    assert right(told.before) > 0.9
    assert len({(person, ref[1:]) for ref, person in told.before.items()}) >= told.first.people


def test_only_what_is_new_is_compared_and_nobody_else_changes(told: Told) -> None:
    assert not told.second.anew
    assert told.second.new_records == 15
    assert {ref: told.now[ref] for ref in told.before} == told.before
    assert right(told.now) > 0.9
    joined = [ref for ref in told.now if ref[0] == "C" and told.now[ref] in set(told.before.values())]
    assert len(joined) >= 13


def test_linking_again_changes_nothing(told: Told) -> None:
    again = run(told.store, after(6))
    assert (again.changes, again.new_records, again.anew) == ((), 0, False)
    assert held(told.store) == told.now


def test_a_run_taken_back_leaves_links_as_before_it(told: Told) -> None:
    third = run(told.store, after(7))
    told.store.undo(third.id, after(8))
    assert held(told.store) == told.now


def test_a_decision_stands_above_the_model_and_can_be_undone(told: Told) -> None:
    """Two that the model puts together are parted, stay parted, and come together again when undone."""
    one, other = next(
        (f"A{at:04d}", f"B{at:04d}") for at in range(100) if told.now[f"A{at:04d}"] == told.now[f"B{at:04d}"]
    )
    path = decisions_file(told.store)
    given = decisions.with_opinion(
        [], (one, other), same=False, by="Ann", account="ann", at="2025-06-02", why="met both", hard=False
    )
    decisions.write(path, given)
    parted = run(told.store, after(9))
    assert [each.kind.value for each in parted.changes] == ["split"]
    apart = held(told.store)
    assert apart[one] != apart[other]
    assert {ref: apart[ref] for ref in apart if ref not in (one, other)} == {
        ref: told.now[ref] for ref in told.now if ref not in (one, other)
    }
    (line,) = (links_folder(told.store) / f"{parted.id}.jsonl").read_text().splitlines()
    assert json.loads(line)["why"] == "decided in review or sent as known"
    assert sorted(json.loads(line)["pair"]) == [one, other]
    assert run(told.store, after(10)).changes == ()
    decisions.write(path, decisions.without_opinion(given, 1, by="Bob", account="bob", at="2025-06-03"))
    merged = run(told.store, after(11))
    assert [each.kind.value for each in merged.changes] == ["merged"]
    together = held(told.store)
    assert together[one] == together[other] == told.now[one]
    decisions.write(path, [])


def test_a_known_link_joins_what_no_rule_compared(told: Told) -> None:
    path = decisions_file(told.store)
    one, other = "A0150", "A0151"
    engine = told.store.engine()
    assert evidence_of(engine, told.store, (one, other))[1], "what was never compared is hard"
    engine.close()
    given = decisions.with_opinion(
        [], (one, other), same=True, by="Ann", account="ann", at="2025-06-02", why="one file", hard=False
    )
    decisions.write(path, given)
    joined = run(told.store, after(12))
    assert held(told.store)[one] == held(told.store)[other]
    told.store.undo(joined.id, after(13))
    decisions.write(path, [])
    assert held(told.store) == told.now


def test_the_queue_says_how_alike_and_no_value(told: Told) -> None:
    engine = told.store.engine()
    waiting = queue(engine, told.store, [])
    engine.close()
    said = {how for each in waiting for _, how in each.likeness}
    assert said <= {"the same", "near", "alike", "different", "not known of both"}
    assert all(abs(each.bits) < 6 and each.hard == (abs(each.bits) < 2) for each in waiting)


def test_draws_are_repeated_by_their_seed_and_leave_what_is_sure(told: Told) -> None:
    def drawn(seed: int) -> list[dict[str, str]]:
        engine = told.store.engine()
        try:
            in_doubt, links_held = doubt(engine, told.store)
        finally:
            engine.close()
        found = plausible(in_doubt, links_held, draws=20, seed=seed, among=set(links_held))
        return [found.links_of(draw) for draw in range(20)]

    one, again, other = (drawn(seed) for seed in (1, 1, 2))
    assert one == again
    assert len(one) == len(other) == 20
    for changed in one:
        assert len(changed) < 40, "most pairs are sure"


def test_what_is_in_doubt_outlives_the_cache_and_goes_with_the_version(told: Told) -> None:
    engine = told.store.engine()
    try:
        now, held_now = doubt(engine, told.store)
        shutil.move(told.store.cache, told.store.folder / "aside")
        again, held_again = doubt(engine, told.store)
        assert (again.references, held_again) == (now.references, held_now)
        assert again.pairs.bits.tolist() == now.pairs.bits.tolist()
        with pytest.raises(OperatorMistake, match="what was compared is gone"):
            doubt(engine, told.store, 1)  # the first run, of which nobody ever asked
    finally:
        shutil.move(told.store.folder / "aside", told.store.cache)
        engine.close()


def test_nothing_to_link_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(OperatorMistake, match="nothing to link"):
        run(Store(tmp_path / "store"), after(1))


def test_measures_count_persons_by_the_links(told: Told, tmp_path: Path) -> None:
    """An offence under one reference and one under another: two people before linking, one after."""
    one, other = "A0007", "B0007"
    assert told.now[one] == told.now[other]
    rows = ["person_ref,date_of_birth,sex,offence_code,offence_date,proof_date,disposal,release_date,area"]
    rows.append(f"{one},1990-06-15,M,00500,2015-12-01,2016-01-10,fine,,County Durham")
    rows.append(f"{other},1990-06-15,M,00500,2016-05-01,2016-06-10,fine,,County Durham")
    (tmp_path / "history.csv").write_text("\n".join(rows) + "\n")
    done = load(
        told.store,
        CONTRACTS["criminal_history"],
        [tmp_path / "history.csv"],
        now=after(20),
        sender="Made up",
    )
    versions = told.store.versions()
    unlinked = {name: version for name, version in versions.items() if name != "linkage.person_link"}
    asked = "select count(distinct person_id) as people, count(*) as offences from proven_offence"
    try:
        assert answered(told.store, unlinked, asked) == [{"people": 2, "offences": 2}]
        assert answered(told.store, versions, asked) == [{"people": 1, "offences": 2}]
        drawn_apart = links_changed({one: "drawn 1"})
        assert answered(told.store, versions, asked, drawn_apart) == [{"people": 2, "offences": 2}]
    finally:
        told.store.undo(done.id, after(21))


def answered(store: Store, versions: dict[str, int], sql: str, links: str = "") -> list[dict[str, object]]:
    reader = Reader(store, versions, [HOME], links=links)
    try:
        return reader.ask(sql)
    finally:
        reader.close()
