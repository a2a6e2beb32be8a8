"""Whatever is altered after publication, `desist verify` finds it, and finds nothing where nothing was."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from desist.home.checking import verify
from desist.home.create import KEYS
from desist.home.opened import Home
from desist.publication.passports.canonical import canonical
from desist.publication.passports.signing import create_key
from desist.publication.passports.verify import Answer
from tests.command_line import run
from tests.small_county import DURHAM, load, published, small_county, told

FIRST = "2025-03_kpq1-2_edition1"


@pytest.fixture(scope="module")
def _edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = small_county(tmp_path_factory.mktemp("published") / "home")
    told(home, {1: "There were {{referrals}}."})
    published(home)
    return home.folder


@pytest.fixture
def home(_edition: Path, tmp_path: Path) -> Path:
    shutil.copytree(_edition, tmp_path / "home")
    return tmp_path / "home"


def alter(path: Path, *, at: int = -1) -> None:
    """Flip one bit of one byte, as a person who may write the file could."""
    said = bytearray(path.read_bytes())
    said[at if at >= 0 else len(said) // 2] ^= 1
    write(path, bytes(said))


def write(path: Path, said: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(said)


def test_an_edition_that_nobody_touched_holds_also_after_new_loads(home: Path) -> None:
    load(Home(home), ("victim_service_referrals", DURHAM, "2025-Q1", "480", "", ""), name="b.csv", minutes=30)
    answer = run("verify", "-w", home)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith(f"{FIRST}: holds\n")
    assert answer.out.count("  same  ") == 4
    assert "different" not in answer.out


FILES = [
    "report.html", "report.pdf", "report.docx", "report.ods", "passports.json", "manifest.json",
    "source/partnership.toml", "source/plan.toml", "source/breaks.toml", "source/sources.toml",
    "source/reports/2025-03/kpq1.md",
]  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_one_byte_of_any_file_of_the_edition(home: Path, name: str) -> None:
    alter(home / "editions" / FIRST / name)
    assert refused(home)


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_the_edition_that_is_gone(home: Path, name: str) -> None:
    (home / "editions" / FIRST / name).unlink()
    assert refused(home)


def test_a_file_that_was_added(home: Path) -> None:
    (home / "editions" / FIRST / "report-final.pdf").write_bytes(b"%PDF")
    assert "report-final.pdf: was added." in refused(home)


def test_one_byte_of_the_ledger(home: Path) -> None:
    alter(home / "editions" / "ledger.jsonl")
    assert refused(home)


def test_one_byte_of_the_file_that_came_in(home: Path) -> None:
    (path,) = [each for each in (home / "store" / "landed").rglob("*") if each.is_file()]
    alter(path)
    assert "The input return.csv was altered." in refused(home)
    path.unlink()
    assert "The input return.csv is no longer held." in refused(home)


def test_a_number_in_the_accepted_table(home: Path) -> None:
    """Altered by someone who writes a table as well as we do: only computing it again tells."""
    for path in (home / "store" / "accepted" / "local.series").glob("*.parquet"):
        rewritten(
            path, "select * replace (case when numerator = 520 then 510 else numerator end as numerator)"
        )
    said = refused(home)
    assert "numerator 520 is now 510" in said
    assert "The input" not in said


@pytest.mark.parametrize("at", [0, 40, -1])
def test_one_byte_of_the_accepted_table(home: Path, at: int) -> None:
    """Mostly it can no longer be read at all, and that is said of each figure, without a traceback."""
    for path in (home / "store" / "accepted" / "local.series").glob("*.parquet"):
        write(path, path.read_bytes()[:-9] if at == 40 else path.read_bytes())
        alter(path, at=at)
    answer = run("verify", "-w", home)
    assert "Traceback" not in answer.err
    assert answer.code in (0, 1)  # a byte in a column that no figure reads changes no figure
    if at == 40:
        assert answer.code == 1


def test_the_accepted_table_that_is_gone(home: Path) -> None:
    shutil.rmtree(home / "store" / "accepted" / "local.series")
    assert refused(home)


def rewritten(path: Path, sql: str) -> None:
    import duckdb

    new = path.with_suffix(".new")
    duckdb.connect().execute(f"copy ({sql} from read_parquet('{path}')) to '{new}' (format parquet)")
    new.replace(path)


def refused(home: Path) -> str:
    """What `desist verify` says on finding the edition altered."""
    answer = run("verify", "-w", home)
    assert (answer.code, answer.err) == (1, "")
    assert f"{FIRST}: DOES NOT HOLD" in answer.out
    return answer.out


def test_someone_who_computes_every_hash_again(home: Path) -> None:
    """Without the partnership's key the manifest cannot be made to fit the altered report."""
    folder = home / "editions" / FIRST
    alter(folder / "report.html")
    manifest = json.loads((folder / "manifest.json").read_bytes())
    said = (folder / "report.html").read_bytes()
    manifest["files"]["report.html"] = {"sha256": hashlib.sha256(said).hexdigest(), "bytes": len(said)}
    write(folder / "manifest.json", canonical(manifest))
    ledger = home / "editions" / "ledger.jsonl"
    entry = json.loads(ledger.read_text())
    entry["manifest"] = hashlib.sha256((folder / "manifest.json").read_bytes()).hexdigest()
    ledger.write_bytes(canonical(entry) + b"\n")
    assert "manifest.json: was altered since it was signed." in refused(home)


def test_someone_who_signs_everything_again_with_a_key_of_their_own(home: Path) -> None:
    """The swapped key does everything right but for one thing: partnership.toml names another."""
    partnership = (home / "partnership.toml").read_bytes()
    shutil.rmtree(home / "editions")
    shutil.rmtree(home / KEYS)
    key = create_key(home / KEYS)
    pinned = Home(home).partnership.signing_key
    (home / "partnership.toml").write_bytes(
        partnership.replace(pinned.encode(), key.public.fingerprint.encode())
    )
    published(Home(home))
    assert run("verify", "-w", home).code == 0
    (home / "partnership.toml").write_bytes(partnership)
    said = refused(home)
    assert "the key was swapped" in said


def test_a_rule_that_is_softened_later_does_not_change_what_was_published(home: Path) -> None:
    """Each edition is computed again under the small-number rule that it was made with."""
    path = home / "partnership.toml"
    path.write_text(path.read_text().replace("withhold_below = 5", "withhold_below = 2"))
    assert run("verify", "-w", home).code == 0


def test_as_json(home: Path) -> None:
    alter(home / "editions" / FIRST / "report.html")
    (said,) = json.loads(run("verify", "--json", "-w", home).out)
    assert (said["edition"], said["holds"], said["faults"]) == (FIRST, False, ["report.html: was altered."])
    assert {each["answer"] for each in said["figures"]} == {Answer.SAME.value}


def test_an_edition_that_does_not_exist(home: Path) -> None:
    answer = run("verify", "2025-03_kpq9_edition1", "-w", home)
    assert answer.code == 2
    assert answer.err.startswith("desist: There is no edition '2025-03_kpq9_edition1'.")
    assert verify(Home(home), [FIRST])[0].holds


ALTERED: dict[str, Callable[[dict[str, object]], object]] = {
    "title": lambda each: each.update(title="Referrals doubled"),
    "tables": lambda each: each.update(tables={"local.series": 2}),
    "query": lambda each: each["queries"][0].update(sql="select 1"),  # type: ignore[index]  # JSON
    "reading": lambda each: each["readings"][0].update(numerator=1.0),  # type: ignore[index]  # JSON
    "input": lambda each: each.update(inputs=[]),
    "definition": lambda each: each["definitions"][0].update(author="Nobody"),  # type: ignore[index]  # JSON
    "signature": lambda each: each.update(signature="00"),
}


@pytest.mark.parametrize("part", ALTERED)
def test_any_part_of_a_passport(home: Path, part: str) -> None:
    path = home / "editions" / FIRST / "passports.json"
    book = json.loads(path.read_bytes())
    ALTERED[part](book["passports"][0])
    write(path, canonical(book))
    said = refused(home)
    assert "passports.json: was altered." in said
    assert f"{book['passports'][0]['id']}  different" in said


def test_the_only_edition_that_is_gone(home: Path) -> None:
    folder = home / "editions" / FIRST
    folder.chmod(0o755)
    shutil.rmtree(folder)
    answer = run("verify", "-w", home)
    assert answer.code == 1
    assert f"{FIRST}: DOES NOT HOLD" in answer.out
    assert "its folder is gone" in answer.out
