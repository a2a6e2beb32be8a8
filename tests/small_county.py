"""A partnership so small that its report is built in a second: four questions, a few figures, all made up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desist.home.create import create
from desist.home.drafting import draft
from desist.home.making import Made
from desist.home.opened import Home
from desist.home.publishing import publish
from tests.extract_examples import series_file

NOW = datetime(2025, 6, 1, 9, 30, tzinfo=UTC)
QUARTER = "2025-03"
DURHAM = "Durham Constabulary"
PLAN = """
title = "The small plan"
short_title = "the plan"
starts = 2024-04-01
ends = 2027-03-31
vision = "Nobody is harmed."
source = "Made up for tests"

[[outcome]]
number = 1
title = "Victims feel supported"

[[cycle]]
quarters_ending = ["March", "September"]
kpqs = [1, 2]

[[cycle]]
quarters_ending = ["June", "December"]
kpqs = [3, 4]
"""
QUESTIONS = ("How well are victims referred?", "Are they satisfied?", "Are cells visited?", "Who is held?")
FIGURES = (
    ("victim_service_referrals", DURHAM, "2024-Q1", "400", "", ""),
    ("victim_service_referrals", DURHAM, "2025-Q1", "520", "", ""),
    ("satisfied_whole_experience", DURHAM, "2024-Q1", "320", "400", ""),
    ("satisfied_whole_experience", DURHAM, "2025-Q1", "250", "400", ""),
    ("place_of_safety_detentions", DURHAM, "2023/24", "0", "", ""),
    ("place_of_safety_detentions", DURHAM, "2024/25", "1", "", ""),
)


def indicator(id: str, kpq: int, measure: str, **said: str) -> str:
    """One indicator in the words of plan.toml; ``said`` replaces what follows the equals sign."""
    given = {
        "title": f'"{id.capitalize()}"',
        "place": f'"{DURHAM}"',
        "every": '"quarter"',
        "history": "5",
        "lag_months": "6",
        "comparators": '["year before"]',
        "better": '"higher"',
        "chart": '"none"',
        "owner": '"The office"',
    } | said
    lines = ["", "[[indicator]]", f'id = "{id}"', f"kpq = {kpq}", f'measure = "{measure}"']
    return "\n".join([*lines, *(f"{name} = {value}" for name, value in given.items()), ""])


INDICATORS = (
    indicator("referrals", 1, "victim_service_referrals"),
    indicator("satisfied", 2, "satisfied_whole_experience", title='"Victims satisfied"'),
    indicator("visits", 3, "custody_visits"),
    indicator(
        "detentions", 4, "place_of_safety_detentions", every='"year"', better='"lower"', lag_months="15"
    ),
)


def plan(indicators: Sequence[str] = INDICATORS, questions: Sequence[str] = QUESTIONS) -> str:
    """The whole of plan.toml."""
    kpqs = [
        f'\n[[kpq]]\nnumber = {number}\noutcome = 1\nquestion = "{question}"\n'
        for number, question in enumerate(questions, start=1)
    ]
    return PLAN + "".join(kpqs) + "".join(indicators)


def small_county(folder: Path, figures: Sequence[Sequence[str]] = FIGURES) -> Home:
    """Make the partnership and load its figures."""
    create(folder, "durham")
    for path in (folder / "reports").rglob("*.md"):
        path.unlink()
    (folder / "plan.toml").write_text(plan(), encoding="utf-8")
    home = Home(folder)
    if figures:
        load(home, *figures)
    return home


def load(home: Home, *figures: Sequence[str], name: str = "return.csv", minutes: int = 0) -> str:
    """Load figures as a partner's return; gives the load's id."""
    path = series_file(home.folder, name, *figures)
    return home.load("local.series", [path], sender="partner", now=NOW + timedelta(minutes=minutes)).id


def told(home: Home, narratives: Mapping[int, str], quarter: str = QUARTER) -> None:
    """Write the narrative of some questions."""
    folder = home.folder / "reports" / quarter
    folder.mkdir(parents=True, exist_ok=True)
    for number, text in narratives.items():
        (folder / f"kpq{number}.md").write_text(text, encoding="utf-8")


def drafted(home: Home, kpq: str = "", *, minutes: int = 10) -> Made:
    now = NOW + timedelta(minutes=minutes)
    return draft(Home(home.folder), QUARTER, kpq, now=now, progress=lambda said: None)


def published(home: Home, kpq: str = "", *, reason: str = "", minutes: int = 20) -> Made:
    now = NOW + timedelta(minutes=minutes)
    return publish(Home(home.folder), QUARTER, kpq, now=now, reason=reason, progress=lambda said: None)
