"""The ranking for choosing a managed cohort, through the door: the one analysis answered with persons."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

from desist.access.figures import sent
from desist.access.persons import TABLES
from desist.access.rows import granted
from desist.quarter.reoffending.ranking import ranking

if TYPE_CHECKING:
    from desist.access.decide import Permit
    from desist.home.opened import Home
    from desist.measures.reoffending.rfg_model import RfgModel
    from desist.quarter.reoffending.ranking import Ranking

ACT = "reoffending rank"
MEMBERS = "local.cohort_membership"
STAYS = ("person_ref", "scheme", "entry_date", "exit_date")
PROVEN = ("person_ref", "offence_code", "offence_date", "proof_date")
# Agencies' extracts before a single file, as everywhere in proven reoffending.
SOURCES = ("courts.proven_offences", "criminal_history")


def ranked(
    home: Home,
    scheme: str,
    *,
    place: str,
    model: RfgModel,
    purpose: str,
    reason: str,
    user: str,
    as_at: date | None,
    index: str,
    members_only: bool,
    top: int | None,
) -> Ranking:
    """Rank people under an agreement that opens who is in a cohort and what was proven against whom.

    Only rows that the agreement grants are read: those of shut compartments are not there, and of the two
    sources of proven offences only the one that was asked for.
    """
    held = home.store.versions()
    proven = next((name for name in SOURCES if name in held), SOURCES[0])

    def answer(permits: Mapping[str, Permit]) -> tuple[Ranking, list[str]]:
        under = sent(home.store)
        instead = {
            TABLES[name].view: f"select t.* from {TABLES[name].view} as t where "
            + " and ".join(granted(home.access.lawful, permit, under))
            for name, permit in permits.items()
        }
        for other in set(SOURCES) - {proven}:
            instead[TABLES[other].view] = f"select * from {TABLES[other].view} where false"
        caller = home.access.caller(user)
        with closing(home.reader(instead=instead)) as reader:
            found = ranking(
                reader,
                place,
                scheme=scheme,
                model=model,
                purpose=purpose,
                asked_by=caller.user.name if caller.user else "",
                as_at=as_at,
                index=index,
                members_only=members_only,
                top=top,
            )
        return found, [each.ranked.person for each in found.people]

    return home.access.under(
        {MEMBERS: STAYS, proven: PROVEN}, answer, act=ACT, purpose=purpose, reason=reason, user=user
    )
