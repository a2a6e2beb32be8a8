"""Doubtful pairs of records, looked at and decided by whoever is signed in: link review."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from desist.cli.access import As
from desist.cli.linking import link
from desist.cli.main import Folder, opened, say
from desist.vocabulary.mistake import OperatorMistake

if TYPE_CHECKING:
    from desist.linkage.decisions import Opinion
    from desist.linkage.review import Doubtful

Why = typer.Option("", "--why", help="What shows it; it is kept with the decision and in the access log.")
By = typer.Option("", "--by", hidden=True)


@link.command()
def review(
    same: tuple[str, str] = typer.Option(("", ""), "--same", help="Two references that are one person."),
    apart: tuple[str, str] = typer.Option(("", ""), "--apart", help="Two references that are two people."),
    why: str = Why,
    decided: bool = typer.Option(False, "--decided", help="List what was decided instead."),
    show: tuple[str, str] = typer.Option(
        ("", ""), "--show", help="Two references: what agencies hold of both."
    ),
    purpose: str = typer.Option("", "--purpose", help="With --show: the purpose, as an agreement names it."),
    reason: str = typer.Option("", "--reason", help="Why you look just now; it is entered in the log."),
    top: int = typer.Option(20, "--top", help="So many pairs of the queue."),
    user: str = As,
    by: str = By,
    as_json: bool = typer.Option(False, "--json", help="Print as JSON."),
    folder: Path | None = Folder,
) -> None:
    """List doubtful pairs with their evidence field by field, or decide one.

    A decision stands above the model for ever, from the next run on, until somebody undoes it. Who decides
    is who is signed in, and needs a role that may review links. Of a hard pair two people must agree, each
    with an account of their own. Names, dates and numbers are shown with --show alone, where an agreement
    grants it.

    Example: desist link review --same A001 B002 --why 'both files name the same mother'
    """
    refuse_typed_name(by)
    reviewing = opened(folder).linking.review
    if any(same) or any(apart):
        given = reviewing.decide(*(same if any(same) else apart), same=any(same), why=why, user=user)
        print(f"Decision {given.id}: {given.pair[0]} and {given.pair[1]} are {given.said}, by {given.by}.")
        if given.hard:
            say("This pair is hard: it stands once a second person agrees, signed in as themselves.")
        return
    if any(show):
        rows = reviewing.shown(show, purpose=purpose, reason=reason, user=user)
        for row in rows.rows:
            print("  ".join("" if cell is None else str(cell) for cell in row))
        return
    if decided:
        _decided(reviewing.decisions(reason=reason, user=user), as_json)
        return
    found = reviewing.queue(reason=reason, top=top, user=user)
    _queue(found.pairs, as_json)
    if not as_json:
        say(f"{found.waiting:,} pairs wait for review." if found.waiting else "No pair waits for review.")


def refuse_typed_name(by: str) -> None:
    """Whoever decides is signed in; a name that is typed would be worth nothing."""
    if by:
        raise OperatorMistake(
            "Who decides is not typed: it is the user whose account is signed in.",
            hint="Leave --by out. Where several users are yours, --as USER says which; 'desist access who' "
            "lists them.",
        )


def _queue(pairs: Sequence[Doubtful], as_json: bool) -> None:
    if as_json:
        listed = [{**vars(each), "opinions": [vars(one) for one in each.opinions]} for each in pairs]
        print(json.dumps(listed, indent=2))
        return
    for each in pairs:
        state = "hard" if each.hard else "doubtful"
        linked = "linked" if each.linked else "apart"
        waits = f"; {len(each.opinions)} of 2 decided" if each.opinions else ""
        print(
            f"{each.pair[0]}  {each.pair[1]}  {each.probability:.0%} one person, {state}, now {linked}{waits}"
        )
        print("    " + "; ".join(f"{name.replace('_', ' ')} {how}" for name, how in each.likeness))


def _decided(given: Sequence[Opinion], as_json: bool) -> None:
    if as_json:
        print(json.dumps([vars(each) for each in given], indent=2))
        return
    for each in given:
        undone = f"  undone by {each.undone_by}" if each.undone_by else ""
        by = each.by if each.account else f"{each.by} (a typed name)"
        print(f"{each.id}  {'  '.join(each.pair)}  {each.said}  {by}  {each.at[:16]}  {each.why}{undone}")
    if not given:
        say("Nothing was decided yet.")
