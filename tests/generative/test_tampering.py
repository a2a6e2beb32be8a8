"""Whatever byte of an edition someone alters, removes or signs anew, `verify` names the file."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desist.publication.editions import Edition
from desist.publication.passports.canonical import Json, canonical, from_canonical, sha256
from desist.publication.passports.ledger import read_ledger
from desist.publication.passports.passport import Passport
from desist.publication.passports.signing import SigningKey, create_key
from desist.publication.passports.verify import Answer, EditionCheck, Held, verify_edition
from desist.publication.passports.written import passport_from, passports_bytes
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.reading import Reading
from tests.passport_examples import STREET, passport, publish, reading

FIRST = Edition(quarter="2025-03", kpqs="1-4")
NEXT = replace(FIRST, kpqs="5-8")
LAST = replace(FIRST, quarter="2025-06")
FOLDER = FIRST.folder


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> SigningKey:
    return create_key(tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, key: SigningKey) -> Path:
    """Three editions, as published; tests copy them before they touch them."""
    editions = tmp_path_factory.mktemp("kept")
    for edition in (FIRST, NEXT, LAST):
        publish(editions, key, edition=edition, passports=(passport(key), passport(key, part="2")))
    return editions


@pytest.fixture
def editions(tmp_path: Path, kept: Path) -> Path:
    return Path(shutil.copytree(kept, tmp_path / "editions"))


def check(
    editions: Path,
    key: SigningKey,
    *,
    held: Held = STREET,
    now: tuple[Reading, ...] | None = None,
    pinned: str | None = None,
    known_head: str | None = None,
) -> EditionCheck:
    def replay(asked: Passport) -> tuple[Reading, ...]:
        return asked.readings if now is None else now

    return verify_edition(
        editions / FOLDER,
        replay=replay,
        inputs=lambda digest: held,
        public_key=key.public,
        pinned=pinned,
        known_head=known_head,
    )


@contextmanager
def rewritten(path: Path, data: bytes) -> Iterator[None]:
    before = path.read_bytes()
    path.chmod(0o644)
    path.write_bytes(data)
    try:
        yield
    finally:
        path.write_bytes(before)


def rewrite(path: Path, data: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(data)


def test_an_untouched_edition_is_the_same(editions: Path, key: SigningKey) -> None:
    book = read_ledger(editions / "ledger.jsonl", key.public)
    found = check(editions, key, pinned=key.public.fingerprint, known_head=book.entries[1].head)
    assert found.holds
    assert found.faults == ()
    assert [each.answer for each in found.figures] == [Answer.SAME, Answer.SAME]


@pytest.mark.parametrize(
    "name",
    [
        "report.html",
        "report.pdf",
        "report.docx",
        "report.ods",
        "narrative/kpq1.md",
        "passports.json",
        "manifest.json",
        "ledger.jsonl",
    ],
)
def test_any_flipped_bit_of_any_file_is_seen_and_the_file_named(
    kept: Path, key: SigningKey, name: str
) -> None:
    path = kept / name if name == "ledger.jsonl" else kept / FOLDER / name
    content = path.read_bytes()

    @settings(max_examples=60, deadline=None)
    @given(at=st.integers(0, len(content) - 1), bit=st.integers(0, 7))
    def flipped(at: int, bit: int) -> None:
        spoiled = bytearray(content)
        spoiled[at] ^= 1 << bit
        with rewritten(path, bytes(spoiled)):
            found = check(kept, key)
            assert not found.holds
            assert any(fault.startswith(f"{name}:") for fault in found.faults), found.faults

    flipped()


def test_every_byte_of_the_signed_files_counts(kept: Path, key: SigningKey) -> None:
    """All of them, not a sample: the last bit of a signature is where a lax spelling would hide."""
    for path in (kept / FOLDER / "manifest.json", kept / "ledger.jsonl"):
        content = path.read_bytes()
        for at in range(len(content)):
            spoiled = content[:at] + bytes([content[at] ^ 32]) + content[at + 1 :]
            with rewritten(path, spoiled):
                assert check(kept, key).faults, (path.name, at)


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_any_altered_input_is_seen(kept: Path, key: SigningKey, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(STREET) - 1))
    bit = data.draw(st.integers(0, 7))
    spoiled = bytearray(STREET)
    spoiled[at] ^= 1 << bit
    found = check(kept, key, held=bytes(spoiled))
    assert not found.holds
    assert {each.reasons for each in found.figures} == {("The input 2025-01-durham-street.csv was altered.",)}


def test_inputs_may_be_files_and_a_lost_one_is_said(editions: Path, key: SigningKey, tmp_path: Path) -> None:
    (tmp_path / "street.csv").write_bytes(STREET)
    assert check(editions, key, held=tmp_path / "street.csv").holds
    for gone in (None, tmp_path / "gone.csv"):
        found = check(editions, key, held=gone)
        assert found.figures[0].reasons == ("The input 2025-01-durham-street.csv is no longer held.",)
        assert not found.holds


def test_lawfully_erased_inputs_are_an_answer_of_their_own(editions: Path, key: SigningKey) -> None:
    found = check(editions, key, held="erased", now=())
    assert found.holds
    assert [each.answer for each in found.figures] == [Answer.ERASED, Answer.ERASED]
    assert found.figures[0].reasons == ("The input 2025-01-durham-street.csv was erased as the law asks.",)


def test_a_figure_that_comes_out_differently_says_what(editions: Path, key: SigningKey) -> None:
    found = check(editions, key, now=(reading(8.000000000000002), passport().readings[1]))
    assert not found.holds
    assert found.faults == ()
    assert found.figures[0].answer is Answer.DIFFERENT
    assert found.figures[0].reasons == (
        "offences_per_1000, Durham, January to March 2025, Robbery: value 8 is now 8.000000000000002.",
    )


def test_a_figure_that_cannot_be_computed_again_says_why(editions: Path, key: SigningKey) -> None:
    def gone(_: Passport) -> tuple[Reading, ...]:
        raise OperatorMistake("Version 3 of police_uk.street is no longer held.")

    found = verify_edition(editions / FOLDER, replay=gone, inputs=lambda _: STREET, public_key=key.public)
    assert found.figures[0].reasons == (
        "It cannot be computed again: Version 3 of police_uk.street is no longer held.",
    )


def forge(editions: Path) -> None:
    """Alter a figure as a careful forger would: report, passport and every hash made to agree."""
    folder = editions / FOLDER
    rewrite(folder / "report.html", b"<p>412</p>")
    document = read_json(folder / "passports.json")
    passports = [passport_from(each) for each in document["passports"]]
    altered = [replace(each, readings=(reading(6.4, numerator=412),)) for each in passports]
    rewrite(folder / "passports.json", passports_bytes(altered))
    manifest = read_json(folder / "manifest.json")
    for name in ("report.html", "passports.json"):
        data = (folder / name).read_bytes()
        manifest["files"][name] = {"sha256": sha256(data), "bytes": len(data)}
    rewrite(folder / "manifest.json", canonical(manifest))


def read_json(path: Path) -> dict[str, Json]:
    document = from_canonical(path.read_bytes())
    assert isinstance(document, dict)
    return document


def test_a_forger_without_the_key_is_seen_though_every_hash_agrees(editions: Path, key: SigningKey) -> None:
    forge(editions)  # keeps the old signatures: the forger has no key
    lines = [json.loads(line) for line in (editions / "ledger.jsonl").read_bytes().splitlines()]
    lines[0]["manifest"] = sha256((editions / FOLDER / "manifest.json").read_bytes())
    previous = "0" * 64
    written = []
    for line in lines:
        written.append(canonical(line | {"previous": previous}))
        previous = sha256(written[-1])
    rewrite(editions / "ledger.jsonl", b"\n".join([*written, b""]))
    found = check(editions, key, now=(reading(6.4, numerator=412),))
    assert not found.holds
    assert "manifest.json: was altered since it was signed." in found.faults
    assert "ledger.jsonl: line 1 was altered since it was signed." in found.faults
    assert all(each.answer is Answer.DIFFERENT for each in found.figures)


def test_a_forger_with_a_key_of_their_own_is_seen_by_the_pinned_fingerprint(
    editions: Path, key: SigningKey, tmp_path: Path
) -> None:
    """Everything signed anew, and signing.pub swapped: only partnership.toml still knows the true key."""
    thief = create_key(tmp_path / "thief")
    shutil.rmtree(editions)
    for edition in (FIRST, NEXT, LAST):
        publish(editions, thief, edition=edition, passports=(passport(thief),))
    assert check(editions, thief).holds
    found = check(editions, thief, pinned=key.public.fingerprint)
    assert not found.holds
    assert found.faults[0].endswith("the key was swapped.")
    assert found.faults[0].startswith("signing.pub:")


def test_a_swapped_public_key_fails_every_signature(editions: Path, tmp_path: Path) -> None:
    found = check(editions, create_key(tmp_path / "other"))
    assert "manifest.json: was signed by another key than the partnership's." in found.faults
    assert "ledger.jsonl: line 1 was signed by another key than the partnership's." in found.faults


@pytest.mark.parametrize(
    ("order", "said"),
    [
        ([1, 2], "ledger.jsonl: line 1 does not follow the line before it"),
        ([0, 2], "ledger.jsonl: line 2 does not follow the line before it"),
        ([0, 1], "ledger.jsonl: the edition 2025-06_kpq1-4_edition1 has a folder, but no line"),
        ([1, 0, 2], "ledger.jsonl: line 1 does not follow"),
        ([0, 0, 1, 2], "ledger.jsonl: line 2 does not follow"),
        ([], "ledger.jsonl: the edition 2025-03_kpq1-4_edition1 has a folder, but no line"),
    ],
)
def test_a_line_removed_moved_or_repeated_is_seen(
    editions: Path, key: SigningKey, order: list[int], said: str
) -> None:
    path = editions / "ledger.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[at] for at in order))
    assert any(fault.startswith(said) for fault in check(editions, key).faults), check(editions, key).faults


def test_an_edition_removed_whole_is_seen(editions: Path, key: SigningKey) -> None:
    shutil.rmtree(editions / LAST.folder)
    gone = f"{LAST.folder}: the edition is in the ledger, but its folder is gone."
    assert check(editions, key).faults == (gone,)


def test_the_last_edition_removed_with_its_line_is_seen_by_a_head_kept_elsewhere(
    editions: Path, key: SigningKey
) -> None:
    path = editions / "ledger.jsonl"
    head = read_ledger(path, key.public).head
    shutil.rmtree(editions / LAST.folder)
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    assert check(editions, key).holds, "nothing inside the folder can show it"
    (fault,) = check(editions, key, known_head=head).faults
    assert fault == f"ledger.jsonl: the entry {head[:16]}, known from elsewhere, is no longer in it."


def test_a_whole_edition_put_in_another_s_place_is_seen(editions: Path, key: SigningKey) -> None:
    shutil.rmtree(editions / FOLDER)
    shutil.copytree(editions / NEXT.folder, editions / FOLDER)
    assert check(editions, key).faults == (
        f"manifest.json: belongs to the edition {NEXT.folder}.",
        "manifest.json: is not the one that the ledger names.",
    )


@pytest.mark.parametrize("name", ["report.pdf", "passports.json", "manifest.json"])
def test_a_missing_file_is_named(editions: Path, key: SigningKey, name: str) -> None:
    (editions / FOLDER / name).unlink()
    assert any(fault.startswith(f"{name}: is missing") for fault in check(editions, key).faults)


def test_an_added_file_and_a_missing_ledger_are_named(editions: Path, key: SigningKey) -> None:
    (editions / FOLDER / "narrative" / "extra.md").write_text("more")
    (editions / "ledger.jsonl").unlink()
    assert check(editions, key).faults == (
        "ledger.jsonl: the ledger of editions is missing.",
        "narrative/extra.md: was added.",
    )


def test_the_altered_passport_is_told_from_its_neighbours(editions: Path, key: SigningKey) -> None:
    path = editions / FOLDER / "passports.json"
    document = read_json(path)
    document["passports"][0]["title"] = "Robbery fell"
    rewrite(path, canonical(document))
    found = check(editions, key)
    assert found.faults == ("passports.json: was altered.",)
    assert [each.answer for each in found.figures] == [Answer.DIFFERENT, Answer.SAME]
    assert found.figures[0].reasons == (
        "Its passport in passports.json was altered, or signed by another key.",
    )
