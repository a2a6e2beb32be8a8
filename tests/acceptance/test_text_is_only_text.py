"""Whatever an officer or a partner writes is printed as what it is, in all four formats."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from desist.home.opened import Home
from tests.command_line import run
from tests.report_text import squeezed, texts
from tests.small_county import DURHAM, QUARTER, drafted, indicator, plan, small_county, told

SCRIPT = "<script>alert(1)</script>"
TYPST = '#panic("x") $a_1$ @framework'
FORMULA = "=cmd|' /C calc'!A0"
TURNED = "abc\u202egpj.exe"
SHOWN = "abc⟨U+202E⟩gpj.exe"


EVERY = ("html", "pdf", "docx", "ods")
WRITTEN = EVERY[:3]  # the workbook holds tables, and no narrative


def shown(folder: Path, text: str, formats: Sequence[str] = EVERY) -> None:
    """The text stands in each format, letter by letter; a PDF may break its lines anywhere."""
    for format, said in texts(folder).items():
        if format not in formats:
            continue
        plain = squeezed(text)
        if format == "pdf":
            said, plain = re.sub(r"\s", "", said), re.sub(r"\s", "", plain)
        assert plain in said, f"{text} in {format}"


def harmless(folder: Path) -> None:
    """No script in the page, no formula in the workbook, no field or macro in the Word document."""
    page = (folder / "report.html").read_text("utf-8")
    assert "<script>alert" not in page
    with zipfile.ZipFile(folder / "report.ods") as book:
        assert "table:formula" not in book.read("content.xml").decode("utf-8")
    with zipfile.ZipFile(folder / "report.docx") as word:
        assert not [name for name in word.namelist() if "vba" in name.lower()]
        assert "alert(1)</script>" not in word.read("word/document.xml").decode("utf-8")
    for said in texts(folder).values():
        assert "\u202e" not in said


def toml(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\u202e", "\\u202e") + '"'


@pytest.mark.parametrize("attack", [FORMULA, TYPST, "a ' b \" c & d", "&lt;b&gt; { 7 * 7 }"])
def test_narrative(small: Home, attack: str) -> None:
    told(small, {1: f"He said: {attack}"})
    made = drafted(small, "1")
    shown(made.folder, attack, WRITTEN)
    harmless(made.folder)


def test_a_turned_word_in_narrative_is_shown_with_its_turn(small: Home) -> None:
    told(small, {1: f"The file {TURNED} was sent."})
    made = drafted(small, "1")
    shown(made.folder, SHOWN, WRITTEN)
    harmless(made.folder)


def test_html_in_narrative_is_printed_or_refused_but_never_run(small: Home) -> None:
    told(small, {1: f"He wrote {SCRIPT} on the form."})
    answer = run("report", "--quarter", QUARTER, "--kpq", "1", "-w", small.folder)
    if answer.code:
        assert answer.err.startswith("desist: reports/2025-03/kpq1.md, line 1:")
    else:
        folder = small.folder / "drafts" / "2025-03_kpq1"
        shown(folder, SCRIPT, WRITTEN)
        harmless(folder)


@pytest.mark.parametrize(
    ("attack", "printed"), [(SCRIPT, SCRIPT), (TYPST, TYPST), (FORMULA, FORMULA), (TURNED, SHOWN)]
)
def test_titles_questions_owners_and_visions_of_the_plan(small: Home, attack: str, printed: str) -> None:
    said = [
        indicator("referrals", 1, "victim_service_referrals", title=toml(attack), owner=toml(attack)),
        indicator("visits", 1, "custody_visits", title=toml(f"{attack} again"), owner=toml(attack)),
    ]
    written = plan(said).replace('"Nobody is harmed."', toml(attack))
    written = written.replace('"Victims feel supported"', toml(attack))
    action = ["", "[[action]]", 'id = "a"', f"title = {toml(attack)}", "kpq = 1", f"owner = {toml(attack)}"]
    action += ['status = "on track"', f"evidence = {toml(attack)}", ""]
    (small.folder / "plan.toml").write_text(written + "\n".join(action), encoding="utf-8")
    made = drafted(small, "1")
    shown(made.folder, printed)
    harmless(made.folder)


def test_what_a_partner_returns(tmp_path: Path) -> None:
    """Notes stay in the store; a place or measure that is no name is set aside, and the report is built."""
    figures = [
        ("victim_service_referrals", DURHAM, "2025-Q1", "520", "", f"{FORMULA} {SCRIPT}"),
        ("victim_service_referrals", SCRIPT, "2025-Q1", "1", "", ""),
        ("victim_service_referrals", FORMULA, "2024-Q1", "1", "", ""),
        (FORMULA, DURHAM, "2024-Q4", "1", "", ""),
    ]
    home = small_county(tmp_path / "home", figures)
    made = drafted(home, "1")
    harmless(made.folder)
    assert "520" in texts(made.folder)["ods"]


@pytest.mark.parametrize(
    "name", [f"{FORMULA.replace('/', '')}.csv", "<b>x.csv", f"{TURNED}.csv", "$(touch x).csv", "a'; drop.csv"]
)
def test_the_name_of_a_file_that_came_in(small: Home, name: str) -> None:
    from tests.small_county import load

    load(small, ("victim_service_referrals", DURHAM, "2025-Q1", "530", "", ""), name=name, minutes=5)
    made = drafted(small, "1")
    harmless(made.folder)
    code = next(iter(re.findall(r"CDD-\w{4}-\w{4}", texts(made.folder)["html"])))
    said = run("trace", code, "-w", small.folder).out
    assert "\u202e" not in said
    assert "530 / missing = 530" in said
    assert run("report", "--quarter", QUARTER, "--kpq", "1", "--publish", "-w", small.folder).code == 0
    assert run("verify", "-w", small.folder).code == 0


def test_a_file_in_the_folder_of_the_report(small: Home) -> None:
    told(small, {1: "Every referral is a person."})
    (small.folder / "reports" / QUARTER / f"{SCRIPT.replace('/', '')}.txt").write_text(
        "notes", encoding="utf-8"
    )
    answer = run("report", "--quarter", QUARTER, "--kpq", "1", "--publish", "-w", small.folder)
    assert (answer.code, answer.err) == (0, "")
    assert run("verify", "-w", small.folder).code == 0
