"""`desist protect` as somebody uses it: a table of counts in, the same table out, safe to publish."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from desist.home.opened import Home
from tests.command_line import run

VICTIMS = "region,sex,n\nA,f,2\nA,m,18\nB,f,19\nB,m,14\nC,f,10\nC,m,12\nD,f,0\nD,m,31\n"
AS_ASKED = ("--by", "region,sex", "--count", "n")


def table(folder: Path, text: str, name: str = "victims.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_rows_keep_their_order_and_counts_are_emptied(tmp_path: Path) -> None:
    given, out = table(tmp_path, VICTIMS), tmp_path / "out.csv"
    answer = run("protect", given, *AS_ASKED, "--totals", "--out", out)
    assert answer.code == 0, answer.err
    found = rows(out.read_text(encoding="utf-8"))
    assert list(found[0]) == ["region", "sex", "n", "mark"]
    assert [(each["region"], each["sex"]) for each in found[:8]] == [
        (each["region"], each["sex"]) for each in rows(VICTIMS)
    ]
    assert found[0] == {"region": "A", "sex": "f", "n": "", "mark": "[c]"}
    assert found[6] == {"region": "D", "sex": "f", "n": "0", "mark": ""}
    assert found[-1] == {"region": "Total", "sex": "Total", "n": "106", "mark": ""}
    assert [each["mark"] for each in found].count("[c]") == 4
    assert "4 of 15 counts withheld [c]: 1 small or telling, 3 so that those cannot be" in answer.err
    assert "It has not been verified." in answer.err


def test_totals_in_the_table_are_known_for_what_they_are(tmp_path: Path) -> None:
    given = table(tmp_path, "region,n,note\nA,3,x\nB,18,y\nC,20,z\nAll,41,\n")
    answer = run("protect", given, "--by", "region", "--count", "n")
    assert [each["n"] for each in rows(answer.out)] == ["", "", "20", "41"]
    assert "Left out, because it could tell the counts: note." in answer.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("region,sex,n\nA,f,-2\n", "line 2: the column 'n' holds -2."),
        ("region,sex,n\nA,f,2\nA,f,3\n", "The table has two rows for region A, sex f."),
        ("region,sex,n\nA,f,6\nA,m,7\nA,Total,14\n", "is 14, but its parts add up to 13."),
        ("region,n\nA,6\n", "has no column 'sex'."),
        ("region,sex,n\nA,f,many\n", "line 2: the column 'n' holds 'many', which is no count."),
        ("region,sex,n\nA,f,[c]\n", "holds the mark [c] in place of a count."),
        ("region,sex,n\n", "holds no rows."),
        ('region,sex,n\nA,f,"1,2"\n', "line 2: the column 'n' holds '1,2', which is no count."),
        ("region,sex,n\nA,f,1_0\n", "which is no count."),
        ("region,sex,n\nA,f,nan\n", "which is no count."),
        ("region,sex,n\nA,f,99999999999999999999\n", "more than is reckoned exactly."),
        ("region,sex,n\nA,f,9000000\nA,m,5\nA,Total,9000007\n", "but its parts add up to 9,000,005."),
        ("", "has no heading row."),
        ("region;sex;n\nA;f;3\n", "parts its columns by semicolons."),
    ],
)
def test_a_wrong_table_is_one_plain_sentence(tmp_path: Path, text: str, said: str) -> None:
    answer = run("protect", table(tmp_path, text), *AS_ASKED)
    assert answer.code == 2
    assert said in answer.err
    assert answer.out == ""


def test_a_second_table_is_held_against_the_first(small: Home) -> None:
    """All victims were published; the women among them, a month later, would tell of the two who are not."""
    about = ("--about", "victims referred", "--to", "2025-03", "-w", small.folder)
    everyone = table(small.folder, "region,n\nA,22\nB,33\n", "everyone.csv")
    one = run("protect", everyone, "--by", "region", "--count", "n", *about, "--publish", "first")
    assert one.code == 0, one.err
    women = table(small.folder, "region,sex,n\nA,f,20\nB,f,21\n", "women.csv")
    two = run("protect", women, *AS_ASKED, *about)
    assert [each["mark"] for each in rows(two.out)] == ["[c]", ""]
    again = run("protect", women, *AS_ASKED, *about, "--publish", "first")
    assert "'first' was published already." in again.err
    apart = run("protect", women, *AS_ASKED, "--about", "offenders", "--to", "2025-03", "-w", small.folder)
    assert [each["mark"] for each in rows(apart.out)] == ["", ""]


def test_a_total_that_is_wrong_is_named_and_not_the_one_made_above_it(tmp_path: Path) -> None:
    given = table(tmp_path, "region,sex,n\nA,m,18\nA,f,2\nA,Total,21\n")
    answer = run("protect", given, *AS_ASKED, "--totals")
    assert "The total of region A, all of sex is 21, but its parts add up to 20." in answer.err


def test_a_table_that_lacks_some_totals_is_protected_as_if_they_were_known(tmp_path: Path) -> None:
    """A's total is given and B's is not; the whole less A's tells B's, so one hidden cell is not enough."""
    given = table(tmp_path, "region,sex,n\nA,f,20\nA,m,22\nA,All,42\nB,f,2\nB,m,31\nAll,All,75\n")
    answer = run("protect", given, *AS_ASKED)
    assert answer.code == 0, answer.err
    found = rows(answer.out)
    assert [each["n"] for each in found if each["region"] == "B"] == ["", ""]
    assert len(found) == 6
    assert "3 totals that the table lacks were held to be known" in answer.err


def test_what_is_read_is_never_written_over(tmp_path: Path) -> None:
    given = table(tmp_path, VICTIMS)
    answer = run("protect", given, *AS_ASKED, "--out", given)
    assert (answer.code, given.read_text(encoding="utf-8")) == (2, VICTIMS)
    assert "is the file that is read, and would be lost." in answer.err


def test_a_place_that_cannot_be_written_is_said_before_anything_is_published(small: Home) -> None:
    given = table(small.folder, VICTIMS)
    told = ("--about", "victims", "--to", "2025-03", "--publish", "one", "-w", small.folder)
    nowhere = run("protect", given, *AS_ASKED, *told, "--out", small.folder / "no" / "out.csv")
    assert nowhere.code == 2
    assert "there is no folder" in nowhere.err
    again = run("protect", given, *AS_ASKED, *told, "--out", small.folder / "out.csv")
    assert again.code == 0, again.err


def test_a_hierarchy_of_no_breakdown_is_refused(tmp_path: Path) -> None:
    above = table(tmp_path, "level,parent\nA,north\n", "above.csv")
    answer = run("protect", table(tmp_path, VICTIMS), *AS_ASKED, "--hierarchy", f"regoin={above}")
    assert "--hierarchy names 'regoin', which is no breakdown." in answer.err


@pytest.mark.parametrize(
    ("looser", "said"),
    [
        (("--below", "1"), "own rule withholds counts below 5, and 1 would show more."),
        (("--below", "4"), "own rule withholds counts below 5, and 4 would show more."),
    ],
)
def test_nothing_is_protected_by_less_than_the_partnership_decided(
    small: Home, looser: tuple[str, ...], said: str
) -> None:
    given = table(small.folder, VICTIMS)
    told = ("--about", "victims", "--to", "2025-03", "-w", small.folder)
    for publish in ((), ("--publish", "one")):
        answer = run("protect", given, *AS_ASKED, *told, *looser, *publish)
        assert (answer.code, answer.out) == (2, "")
        assert said in answer.err
    assert not (small.folder / "editions" / "tables.jsonl").exists()
    stricter = run("protect", given, *AS_ASKED, *told, "--below", "10", "--round", "5", "--publish", "one")
    assert stricter.code == 0, stricter.err


def test_a_partnership_that_rounds_publishes_nothing_unrounded(small: Home) -> None:
    settings = small.folder / "partnership.toml"
    text = settings.read_text(encoding="utf-8")
    assert "round_to = 1\n" in text or "round_to" not in text
    text = text.replace("round_to = 1\n", "")
    settings.write_text(text.replace("withhold_below", "round_to = 5\nwithhold_below", 1), encoding="utf-8")
    answer = run("protect", table(small.folder, VICTIMS), *AS_ASKED, "--round", "1", "-w", small.folder)
    assert answer.code == 2
    assert "own rule rounds counts to a multiple of 5, and 1 would show more." in answer.err
