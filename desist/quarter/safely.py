"""Build a report so that no small count can be worked out from it and all that was published before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desist.confidentiality.differencing import DISCLOSED, check
from desist.confidentiality.ledger import Printed, Publication, known
from desist.confidentiality.linked import PLACE
from desist.confidentiality.publication_attack import Attacked, attack_publication
from desist.confidentiality.rules import rules_of
from desist.confidentiality.small_numbers import in_force
from desist.partnership.home import Partnership
from desist.quarter.build import Built, build
from desist.quarter.order import Order
from desist.quarter.printed_cells import cells_of, entered, parents_of, shown_by
from desist.quarter.reader import Reader
from desist.vocabulary.mistake import OperatorMistake

ROUNDS = 10
LESS = "Show fewer breakdowns, larger areas or longer periods."


@dataclass(frozen=True, kw_only=True)
class Safe:
    """A report that gives no small count away: what it prints cell by cell, and how it was attacked."""

    built: Built
    printed: tuple[Printed, ...]
    attacked: Attacked
    publications: int  # those published before that it was held against


def build_safely(home: Partnership, reader: Reader, order: Order, before: Sequence[Publication]) -> Safe:
    """The report, built again while it gives anything away; then attacked, with all published before.

    Every figure about people counts as printed: the readings of the passports, which figures, tables,
    values in sentences, charts and comparisons are made from, and what charts say beside them. Raises
    OperatorMistake when what it would give away cannot be helped by withholding more of it, and when
    the attack recovers anything after all.
    """
    home = replace(home, small_numbers=in_force(home.small_numbers, order.now.date()))
    rules, earlier = rules_of(home.small_numbers), known(before)
    for _ in range(ROUNDS):
        built = build(home, reader, order)
        shown = shown_by(built, home)
        new, within = cells_of(shown, rules)
        gone = frozenset(at for at, each in enumerate(shown) if each.withheld)
        parents = {PLACE: parents_of(shown)}
        cost = {at: each.worth for at, each in enumerate(shown)}
        verdict = check(new, earlier, rules, withheld=gone, cost=cost, within=within, parents=parents)
        if verdict.exposed:
            raise OperatorMistake(
                f"The report cannot be published: {verdict.exposed[0].said} {DISCLOSED}.", hint=LESS
            )
        if not verdict.withhold:
            spared = frozenset(at for at, each in enumerate(shown) if each.excepted)
            attacked = attack_publication(
                new, earlier, rules, withheld=gone, within=within, parents=parents, excepted=spared
            )
            if attacked.recovered:
                raise OperatorMistake(
                    f"The report cannot be published: the attack recovers {attacked.recovered[0].said}.",
                    hint=LESS,
                )
            return Safe(built=built, printed=entered(new, gone), attacked=attacked, publications=len(before))
        more = frozenset(shown[at].key for at in verdict.withhold)
        order = replace(order, withheld=order.withheld | more)
    raise RuntimeError("withholding more and more of a report came to no end")
