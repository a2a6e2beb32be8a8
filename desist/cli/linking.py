"""Which records are one person: link, and link run, changes, undo."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from pathlib import Path

import typer

from desist.cli.access import As
from desist.cli.main import Folder, app, chosen_engine, opened, say
from desist.cli.progress import progress

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
    from desist.linkage.blocking import EVERY_PAIR
    from desist.linkage.columns import parse_map
    from desist.linkage.files import link_files
    from desist.store.engine_choice import DUCKDB
    from desist.store.own_files import refuse_own_files
    from desist.vocabulary.mistake import OperatorMistake

    if not people:
        raise OperatorMistake("No file was named.", hint="desist link --people FILE.csv --out people.csv")
    refuse_own_files(people)
    # On a cluster the records travel by a file that its machines must see: beside the one to write.
    engine = chosen_engine()
    beside = out.parent if engine != DUCKDB and out.parent.is_dir() else None
    with tempfile.TemporaryDirectory(dir=beside) as scratch, progress("linking") as said:
        done = link_files(
            people, parse_map(columns), out, scratch=Path(scratch), progress=said, pairs_on=engine
        )
    print(f"{done.records:,} records are {done.people:,} people; written to {out}.")
    say(f"Compared by {', '.join(each.replace('_', ' ') for each in done.fields)}.")
    for run in done.links.rules:
        common = (
            f"; {run.left_out:,} values shared by more than {run.largest:,} left out" if run.left_out else ""
        )
        which = run.rule.title if run.rule == EVERY_PAIR else f"pairs with the same {run.rule.title}"
        say(f"  {which}: {run.pairs:,}{common}")


@link.command()
def run(
    reason: str = typer.Option("", "--reason", help="Why records are linked now; it is entered in the log."),
    anew: bool = typer.Option(False, "--anew", help="Learn the model and compare everybody anew."),
    user: str = As,
    folder: Path | None = Folder,
) -> None:
    """Find who is one person among all that agencies sent as agency.identities.

    A person keeps the id for ever; only records that came since the last run are compared, unless many
    came or some went. 'desist undo RUN' takes a run back. From then on every measure counts persons.
    Linking shows nobody's rows and needs no agreement, but a reason: it is entered in the access log as a
    combination, with who ran it.

    Example: desist link run --reason 'report on the quarter to March'
    """
    with progress("linking") as said:
        done = opened(folder).linking.run(reason=reason, anew=anew, user=user, progress=said)
    how = (
        "everybody was compared" if done.anew else f"{done.new_records:,} new records were compared with all"
    )
    print(f"{done.references:,} references are {done.people:,} people; {how}. Run {done.id}.")
    if done.changes:
        counted = Counter(each.kind.value for each in done.changes)
        say(f"Changed: {', '.join(f'{number:,} {kind}' for kind, number in counted.items())}.")
        say("See them with: desist link changes --reason '…'")


@link.command()
def changes(
    run: str = typer.Option("", "--run", help="Only of this run."),
    figures: bool = typer.Option(
        False, "--figures", help="The figures, held and published, that say something else since the run."
    ),
    reason: str = typer.Option("", "--reason", help="Say whom, and why you look; it is entered in the log."),
    user: str = As,
    as_json: bool = typer.Option(False, "--json", help="Print as JSON."),
    folder: Path | None = Folder,
) -> None:
    """Say how many persons were merged, split or moved, or which and by what evidence, or which figures.

    Which persons is told for a reason, and to a role that may review links.

    Example: desist link changes --figures
    """
    linking = opened(folder).linking
    if figures:
        touched = linking.figures_touched(run)
        if as_json:
            print(json.dumps([vars(each) for each in touched], indent=2))
            return
        for each in touched:
            printed = f"  published in {each.edition} as {each.passport}" if each.edition else ""
            which = "  ".join(filter(None, (each.measure, each.place, each.period, each.group)))
            print(f"{which}  {each.before} -> {each.now}{printed}")
        say(f"{len(touched):,} figures say something else." if touched else "No figure says anything else.")
        return
    if not reason:
        counted = linking.changes(run)
        if as_json:
            print(json.dumps(counted, indent=2))
            return
        for ran, kinds in counted.items():
            print(f"{ran}  {', '.join(f'{number:,} {kind}' for kind, number in kinds.items())}")
        say("Whom, and why: --reason '…'" if counted else "Nobody was merged, split or moved.")
        return
    found = linking.review.changes(run, reason=reason, user=user)
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
def undo(
    what: str = typer.Argument(..., help="A decision's number, or the id of a run."),
    why: str = typer.Option("", "--why", help="Why a decision is undone; it is entered in the access log."),
    user: str = As,
    by: str = typer.Option("", "--by", hidden=True),
    folder: Path | None = Folder,
) -> None:
    """Undo a decision, or take a whole run of linking back.

    Example: desist link undo 3 --why 'the mother has two sons'
    """
    from desist.cli.reviewing import refuse_typed_name

    refuse_typed_name(by)
    home = opened(folder)
    if what.isdigit():
        undone = home.linking.review.undo(int(what), why=why, user=user)
        print(f"Decision {undone.id} is undone by {undone.undone_by}; the next 'desist link run' goes by it.")
        return
    taken, version = home.undo(what)
    print(f"Took back run {taken.id}; links stand as before it. Version {version}.")
