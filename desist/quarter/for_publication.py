"""Readings of one measure as they may leave the partnership by themselves, outside a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from desist.confidentiality.differencing import DISCLOSED, check
from desist.confidentiality.ledger import Printed, Publication, known
from desist.confidentiality.linked import PLACE
from desist.confidentiality.publication_attack import Attacked, attack_publication
from desist.confidentiality.rules import rules_of
from desist.confidentiality.small_numbers import in_force, protect, shield
from desist.measures.catalogue import CATALOGUE
from desist.partnership.home import Partnership
from desist.quarter.printed_cells import cells_of, entered, parents_of, shown_reading
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.reading import Reading

LESS = "Ask for fewer breakdowns, larger areas or longer periods."


@dataclass(frozen=True, kw_only=True)
class ForPublication:
    """Protected readings, what the ledger would remember of them, and how they were attacked."""

    readings: tuple[Reading, ...]
    printed: tuple[Printed, ...]
    attacked: Attacked


def for_publication(
    home: Partnership, true: Sequence[Reading], before: Sequence[Publication], on: date
) -> ForPublication:
    """Protect readings as a report would, and hold them against everything published before.

    ``on`` is the day of publication, by which a stated decision may be due to be looked at again.
    Raises OperatorMistake when what they would give away cannot be helped by withholding more of them.
    """
    home = replace(home, small_numbers=in_force(home.small_numbers, on))
    rules, earlier = rules_of(home.small_numbers), known(before)
    safe = protect(true, home.small_numbers, CATALOGUE)
    people = [at for at, each in enumerate(true) if CATALOGUE[each.measure].people]
    shown = [shown_reading(true[at], safe[at], home) for at in people]
    new, within = cells_of(shown, rules)
    gone = frozenset(at for at, each in enumerate(shown) if each.withheld)
    parents = {PLACE: parents_of(shown)}
    cost = {at: each.worth for at, each in enumerate(shown)}
    verdict = check(new, earlier, rules, withheld=gone, cost=cost, within=within, parents=parents)
    if verdict.exposed:
        raise OperatorMistake(f"This cannot be published: {verdict.exposed[0].said} {DISCLOSED}.", hint=LESS)
    gone |= verdict.withhold
    spared = frozenset(at for at, each in enumerate(shown) if each.excepted)
    attacked = attack_publication(
        new, earlier, rules, withheld=gone, within=within, parents=parents, excepted=spared
    )
    if attacked.recovered:
        raise OperatorMistake(
            f"This cannot be published: the attack recovers {attacked.recovered[0].said}.", hint=LESS
        )
    for at in verdict.withhold:
        safe[people[at]] = shield(safe[people[at]])
    return ForPublication(readings=tuple(safe), printed=entered(new, gone), attacked=attacked)
