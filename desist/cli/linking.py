"""Which records are one person: link, and link run, changes, review, undo."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from desist.cli.main import Folder, app, opened, say
from desist.cli.progress import progress

if TYPE_CHECKING:
    from desist.linkage.decisions import Opinion

link = typer.Typer(no_args_is_help=True, rich_markup_mode=None, invoke_without_command=True)
app.add_typer(link, name="link")


@link.callback()
def files(
    context: typer.Context,
    people: list[Path] = typer.Option(
        [], "--people", help="A CSV file of people; may be given more than once."
    ),
    columns: str = typer.Option(
        "",
        "--map",
        help="Which column is which, as first_name=given,date_of_birth=dob; several joined as by+bm+bd.",
    ),
    out: Path = typer.Option(Path("people.csv"), "--out", help="The file to write: record_id,person_id."),
) -> None:
    """Say which records are one person, across files and within them.

    Files are linked as they are; columns with usual headings are found without --map. Nothing is kept,
    and no name, date or number is ever printed.

    Example: desist link --people police.csv --people prison.csv --out people.csv
    """
    if context.invoked_subcommand:
        return
    from desist.linkage.columns import parse_map
    from desist.linkage.files import link_files
    from desist.vocabulary.mistake import OperatorMistake

    if not people:
        raise OperatorMistake("No file was named.", hint="desist link --people FILE.csv --out people.csv")
    with tempfile.TemporaryDirectory() as scratch, progress("linking") as said:
        done = link_files(people, parse_map(columns), out, scratch=Path(scratch), progress=said)
    print(f"{done.records:,} records are {done.people:,} people; written to {out}.")
    say(f"Compared by {', '.join(each.replace('_', ' ') for each in done.fields)}.")
    for run in done.links.rules:
        common = (
            f"; {run.left_out:,} values shared by more than {run.largest:,} left out" if run.left_out else ""
        )
        say(f"  pairs with the same {run.rule.title}: {run.pairs:,}{common}")


@link.command()
def run(
    anew: bool = typer.Option(False, "--anew", help="Learn the model and compare everybody anew."),
    folder: Path | None = Folder,
) -> None:
    """Find who is one person among all that agencies sent as agency.identities.

    A person keeps the id for ever; only records that came since the last run are compared, unless many
    came or some went. 'desist undo RUN' takes a run back. From then on every measure counts persons.

    Example: desist link run
    """
    with progress("linking") as said:
        done = opened(folder).linking.run(anew=anew, progress=said)
    how = (
        "everybody was compared" if done.anew else f"{done.new_records:,} new records were compared with all"
    )
    print(f"{done.references:,} references are {done.people:,} people; {how}. Run {done.id}.")
    if done.changes:
        counted = Counter(each.kind.value for each in done.changes)
        say(f"Changed: {', '.join(f'{number:,} {kind}' for kind, number in counted.items())}.")
        say("See them with: desist link changes")


@link.command()
def changes(
    run: str = typer.Option("", "--run", help="Only of this run."),
    figures: bool = typer.Option(
        False, "--figures", help="The figures that say something else by the newest run."
    ),
    as_json: bool = typer.Option(False, "--json", help="Print as JSON."),
    folder: Path | None = Folder,
) -> None:
    """Say which persons were merged, split or moved, by what evidence, and which figures that touches.

    Example: desist link changes --figures
    """
    linking = opened(folder).linking
    if figures:
        touched = linking.figures_touched(run)
        if as_json:
            print(json.dumps([vars(each) for each in touched], indent=2))
            return
        for each in touched:
            print(f"{each.measure}  {each.place}  {each.period}  {each.before} -> {each.now}")
        say(f"{len(touched):,} figures say something else." if touched else "No figure says anything else.")
        return
    found = linking.changes(run)
    if as_json:
        print(json.dumps(found, indent=2))
        return
    for line in found:
        pair = f" {line['pair'][0]} and {line['pair'][1]}" if "pair" in line else ""
        bits = f", {line['bits']:+.1f} bits" if "bits" in line else ""
        print(
            f"{line['run']}  {line['before']} {line['kind']} -> {line['now']}  "
            f"{len(line['references'])} references; {line['why']}{pair}{bits}"
            f"{'  taken back' if line['undone'] else ''}"
        )
    if not found:
        say("Nobody was merged, split or moved.")


@link.command()
def review(
    same: tuple[str, str] = typer.Option(("", ""), "--same", help="Two references that are one person."),
    apart: tuple[str, str] = typer.Option(("", ""), "--apart", help="Two references that are two people."),
    by: str = typer.Option("", "--by", help="Who decides."),
    why: str = typer.Option("", "--why", help="What shows it."),
    decided: bool = typer.Option(False, "--decided", help="List what was decided instead."),
    show: tuple[str, str] = typer.Option(
        ("", ""), "--show", help="Two references: what agencies hold of both."
    ),
    purpose: str = typer.Option("", "--purpose", help="With --show: the purpose, as an agreement names it."),
    reason: str = typer.Option("", "--reason", help="With --show: why it is looked at."),
    top: int = typer.Option(20, "--top", help="So many pairs of the queue."),
    as_json: bool = typer.Option(False, "--json", help="Print as JSON."),
    folder: Path | None = Folder,
) -> None:
    """List doubtful pairs with their evidence field by field, or decide one.

    A decision stands above the model for ever, from the next run on, until somebody undoes it. Of a hard
    pair two people must agree. Names, dates and numbers are shown with --show alone, where an agreement
    grants it.

    Example: desist link review --same A001 B002 --by 'J. Smith' --why 'both files name the same mother'
    """
    linking = opened(folder).linking
    if any(same) or any(apart):
        given = linking.decide(*(same if any(same) else apart), same=any(same), by=by, why=why)
        said = "one person" if given.same else "two people"
        print(f"Decision {given.id}: {given.pair[0]} and {given.pair[1]} are {said}, by {given.by}.")
        if given.hard:
            say("This pair is hard: it stands once a second person agrees.")
        return
    if any(show):
        rows = linking.shown(show, purpose=purpose, reason=reason)
        for row in rows.rows:
            print("  ".join("" if cell is None else str(cell) for cell in row))
        return
    if decided:
        _decided(linking.decisions(), as_json)
        return
    found = linking.queue()
    if as_json:
        print(
            json.dumps(
                [{**vars(each), "opinions": [vars(one) for one in each.opinions]} for each in found[:top]],
                indent=2,
            )
        )
        return
    for each in found[:top]:
        state = "hard" if each.hard else "doubtful"
        linked = "linked" if each.linked else "apart"
        waits = f"; {len(each.opinions)} of 2 decided" if each.opinions else ""
        print(
            f"{each.pair[0]}  {each.pair[1]}  {each.probability:.0%} one person, {state}, now {linked}{waits}"
        )
        print("    " + "; ".join(f"{name.replace('_', ' ')} {how}" for name, how in each.likeness))
    say(f"{len(found):,} pairs wait for review." if found else "No pair waits for review.")


def _decided(given: Sequence[Opinion], as_json: bool) -> None:
    if as_json:
        print(json.dumps([vars(each) for each in given], indent=2))
        return
    for each in given:
        said = "one person" if each.same else "two people"
        undone = f"  undone by {each.undone_by}" if each.undone_by else ""
        pair = "  ".join(each.pair)
        print(f"{each.id}  {pair}  {said}  {each.by}  {each.at[:16]}  {each.why}{undone}")
    if not given:
        say("Nothing was decided yet.")


@link.command()
def undo(
    what: str = typer.Argument(..., help="A decision's number, or the id of a run."),
    by: str = typer.Option("", "--by", help="Who undoes a decision."),
    folder: Path | None = Folder,
) -> None:
    """Undo a decision, or take a whole run of linking back.

    Example: desist link undo 3 --by 'J. Smith'
    """
    home = opened(folder)
    if what.isdigit():
        undone = home.linking.undo(int(what), by=by)
        print(f"Decision {undone.id} is undone by {undone.undone_by}; the next 'desist link run' goes by it.")
        return
    taken, version = home.undo(what)
    print(f"Took back run {taken.id}; links stand as before it. Version {version}.")
