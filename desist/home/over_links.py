"""Answers on reoffending over plausible links: each asked again by the whole of a draw's links."""

from __future__ import annotations

import inspect
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desist.home.opened import Home
from desist.vocabulary.link_range import LinkRange
from desist.vocabulary.mistake import OperatorMistake, nearest

if TYPE_CHECKING:
    from desist.quarter.reader import Reader


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure of an answer: by the links held, and its range over plausible links."""

    name: str
    value: float | None
    over: LinkRange


class ByLinks(Home):
    """A partnership whose persons are counted by other links than those held."""

    def __init__(self, home: Home, links: str) -> None:
        super().__init__(home.folder, engine=home.engine)
        self._links = links

    def reader(self, versions: dict[str, int] | None = None, **given: Any) -> Reader:
        return super().reader(versions, **{**given, "links": self._links})


def answer_over_links(
    home: Home,
    question: str,
    *of: str,
    draws: int,
    seed: int,
    progress: Callable[[str], None] = lambda said: None,
    **asked: Any,
) -> list[Figure]:
    """The figures of an answer on reoffending, each with its range; see `desist reoffending over-links`.

    ``of`` and ``asked`` are what the question is asked with, such as a scheme, or by="sex".
    """
    from desist.linkage.uncertainty import MOST_DRAWS
    from desist.quarter.linked import LINK, links_changed
    from desist.quarter.over_links import plausible_links
    from desist.quarter.reoffending.told_figures import TOLD

    if question not in TOLD:
        raise OperatorMistake(
            f"'{question}' tells no figures about persons that can be read over links.",
            hint=nearest(question, list(TOLD)) or f"These can: {', '.join(TOLD)}.",
        )
    if not 2 <= draws <= MOST_DRAWS:
        raise OperatorMistake(f"A range is drawn from 2 to {MOST_DRAWS:,} draws; {draws:,} was asked for.")
    if LINK not in home.store.versions():
        raise OperatorMistake("Nothing is linked, so there are no other links.", hint="desist link run")
    name = question.replace("-", "_")
    try:
        inspect.signature(getattr(home.reoffending, name)).bind(*of, **asked)
    except TypeError as trouble:
        raise OperatorMistake(
            f"'{question}' cannot be asked so over links.",
            hint=_asked_with(question, getattr(home.reoffending, name)),
        ) from trouble
    held = TOLD[question](getattr(home.reoffending, name)(*of, **asked))
    drawn = plausible_links(home.store, None, draws, seed)
    found = []
    for draw in range(draws):
        progress(f"draw {draw + 1} of {draws}")
        other = ByLinks(home, links_changed(drawn.links_of(draw)))
        found.append(TOLD[question](getattr(other.reoffending, name)(*of, **asked)))
    return [
        Figure(name=each, value=value, over=_range([one.get(each) for one in found], value, draws, seed))
        for each, value in held.items()
    ]


def _asked_with(question: str, answer: Callable[..., object]) -> str:
    """How a question is asked over links: what must stand behind it, and which options it takes."""
    taken = inspect.signature(answer).parameters.values()
    needed = [each.name for each in taken if each.default is each.empty]
    behind = [{"start": "FROM", "end": "TO"}.get(name, name.upper()) for name in needed]
    options = {"place": "--place", "start": "--from", "end": "--to", "by": "--by"}
    given = [options[each.name] for each in taken if each.name in options and each.name not in needed]
    asked = " ".join(["desist reoffending over-links", question, *behind])
    return f"{asked}, with {' or '.join(given)} where wanted."


def _range(values: list[float | None], held: float | None, draws: int, seed: int) -> LinkRange:
    known = [each for each in values if each is not None]
    if held is None or len(known) < len(values):
        why = "There is no figure." if held is None else "In some draws it rests on too few people."
        return LinkRange(draws=draws, seed=seed, why=why)
    cuts = statistics.quantiles(known, n=40, method="inclusive")
    middle = statistics.median(known)
    return LinkRange(draws=draws, seed=seed, lower=cuts[0], median=middle, upper=cuts[-1])
