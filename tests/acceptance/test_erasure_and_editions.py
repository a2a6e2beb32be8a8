"""A published edition outlives the erasure of a person whom it counted: its inputs were lawfully erased."""

from __future__ import annotations

from desist.home.checking import verify
from desist.home.opened import Home
from desist.home.publishing import rebuild
from desist.publication.passports.verify import Answer
from tests.access_examples import ACCESS, AGREEMENT, allow
from tests.command_line import run
from tests.small_county import NOW, indicator, plan, published, told

HEADER = "person_ref,scheme,entry_date,exit_date,exit_reason,status,area\n"
MEMBERS = indicator(
    "members", 1, "scheme_cohort_size", place='"County Durham"', better='"neither"', title='"People managed"'
)
REFERRALS = indicator("referrals", 2, "victim_service_referrals")


def counted(home: Home) -> Home:
    """A report with a figure of 30 people in a scheme beside one of no person known by reference."""
    (home.folder / "plan.toml").write_text(plan([MEMBERS, REFERRALS]), encoding="utf-8")
    allow(home.folder, ACCESS.replace("protects = true", "protects = false"), AGREEMENT)
    members = "".join(
        f"M{number:02},IOM,2024-01-10,2025-03-{number + 1:02},Moved,Red,County Durham\n"
        for number in range(30)
    )
    (home.folder / "members.csv").write_text(HEADER + members, encoding="utf-8")
    home = Home(home.folder)
    home.load("local.cohort_membership", [home.folder / "members.csv"], sender="made up", now=NOW)
    told(home, {1: "Some are managed.", 2: "Some are referred."})
    return home


def test_verify_and_rebuild_say_that_inputs_were_lawfully_erased(small: Home) -> None:
    home = counted(small)
    edition = published(home).folder.name
    before = {path.name: path.read_bytes() for path in (home.folder / "editions" / edition).glob("*.*")}
    (check,) = verify(Home(home.folder), [])
    assert {each.answer for each in check.figures} == {Answer.SAME}
    found = home.access.rights.erase("M07", reason="request", user="dan")
    assert found.done.rows == {"local.cohort_membership": 1}
    (check,) = verify(Home(home.folder), [])
    assert check.holds
    assert {each.answer for each in check.figures} == {Answer.ERASED, Answer.SAME}
    erased = [each for each in check.figures if each.answer is Answer.ERASED]
    assert {each.reasons for each in erased} == {("The input members.csv was erased as the law asks.",)}
    assert any("managed" in each.title for each in erased), [each.title for each in check.figures]
    said = rebuild(Home(home.folder), edition, progress=lambda said: None)
    assert said["report.html"] == "inputs lawfully erased" and "different" not in said.values()
    after = {path.name: path.read_bytes() for path in (home.folder / "editions" / edition).glob("*.*")}
    assert after == before
    answer = run("verify", "-w", home.folder)
    assert answer.code == 0 and "inputs lawfully erased" in answer.out
    landed = next(
        path for path in (home.store.folder / "landed").rglob("*members*") if b"M08" in path.read_bytes()
    )
    landed.write_bytes(landed.read_bytes().replace(b"M08", b"M99"))
    (check,) = verify(Home(home.folder), [])
    assert not check.holds
