"""What the officer wrote for a report: a Markdown file a question, and the risks of the appendix."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

from desist.partnership.plan import Kpq, Plan
from desist.publication.narrative import Narrative
from desist.publication.narrative_syntax import read_narrative
from desist.vocabulary.mistake import OperatorMistake, nearest


def narratives_of(folder: Path, plan: Plan, kpqs: Sequence[Kpq]) -> dict[int, Narrative]:
    """The narrative of each question that has one; a file that no question would read is a mistake."""
    known = [f"{kpq.id}.md" for kpq in plan.kpqs]
    for path in sorted(folder.glob("*.[mM][dD]")):
        if path.name not in known and path.name != "README.md":
            raise OperatorMistake(
                f"{_named(path)} is the narrative of no question, so nobody would read it.",
                hint=nearest(path.name, known) or f"The plan's questions are written in {', '.join(known)}.",
            )
    found = {kpq.number: folder / f"{kpq.id}.md" for kpq in kpqs}
    return {number: _read(path) for number, path in found.items() if path.exists()}


def _read(path: Path) -> Narrative:
    try:
        return read_narrative(path.read_text(encoding="utf-8-sig"), file=_named(path))
    except UnicodeDecodeError as trouble:
        raise OperatorMistake(
            f"{_named(path)} is not written in UTF-8.", hint="Save it as UTF-8 text."
        ) from trouble
    except OSError as trouble:
        raise OperatorMistake(f"{_named(path)} cannot be read: {trouble.strerror}.") from trouble


def risks_said(folder: Path) -> dict[str, str]:
    """What the officer has to say under the headings of the appendix: reports/2025-03/risks.toml."""
    path = folder / "risks.toml"
    if not path.exists():
        return {}
    hint = 'Write a line for each heading: "Finance" = "…".'
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as trouble:
        raise OperatorMistake(f"{_named(path)} cannot be read: {trouble}.", hint=hint) from trouble
    for heading, text in said.items():
        if not isinstance(text, str):
            raise OperatorMistake(f"{_named(path)}: '{heading}' is not a text in quotation marks.", hint=hint)
    return dict(said)


def _named(path: Path) -> str:
    """The file as the officer knows it: 'reports/2025-03/kpq1.md'."""
    return "/".join(path.parts[-3:])
