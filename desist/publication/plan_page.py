"""The plan on a page: one side of A3 or A4 from vision to what makes it possible, in PDF and HTML."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from desist.publication.document import Outcome
from desist.vocabulary.mistake import OperatorMistake


@dataclass(frozen=True, kw_only=True)
class Strand:
    """A named group of short points: an objective, a core deliverable or an enabler."""

    title: str
    points: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PlanOnAPage:
    """Everything the plan says, in the order in which one thing serves the one above it.

    ``outcomes`` carry their key performance questions; any band that is empty is left out.
    ``notice`` is printed above when the plan is a draft or made up.
    """

    title: str
    organisation: str
    period: str
    vision: str
    outcomes: tuple[Outcome, ...]
    goal: str = ""
    objectives: tuple[Strand, ...] = ()
    deliverables: tuple[Strand, ...] = ()
    enablers: tuple[Strand, ...] = ()
    notice: str = ""
    language: str = "en-GB"
    timestamp: datetime

    def __post_init__(self) -> None:
        if self.timestamp.tzinfo is None:
            raise ValueError("a plan's timestamp needs its time zone, or a rebuild would differ")
        if not self.outcomes:
            raise OperatorMistake(
                "A plan on a page needs at least one outcome.", hint="Add an [[outcome]] to plan.toml."
            )


def render_plan_html(plan: PlanOnAPage) -> str:
    """Print the plan as one self-contained page for the web, which also prints on one side."""
    from desist.publication.html import environment, style

    return environment().get_template("plan.html.j2").render(plan=plan, style=style("plan.css"))


def render_plan_pdf(
    plan: PlanOnAPage, *, paper: Literal["a3", "a4"] = "a3", timestamp: datetime | None = None
) -> bytes:
    """Print the plan on one side of A3 or A4, in the largest type that fits.

    Raises OperatorMistake when it does not fit in any size a reader could read.
    """
    import typst

    from desist.publication.pdf import plain, typeset

    try:
        data = plain(plan)
        assert isinstance(data, dict)
        return typeset("plan.typ", {**data, "paper": paper}, timestamp=timestamp or plan.timestamp)
    except typst.TypstError as error:
        if "does not fit on one side" not in str(error):
            raise
        raise OperatorMistake(
            f"The plan '{plan.title}' does not fit on one side of {paper.upper()} in letters one can read.",
            hint="Shorten its points, or move some of them to the delivery plan.",
        ) from error
