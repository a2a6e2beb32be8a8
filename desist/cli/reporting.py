"""Make and check the report: report, plan, calendar, trace, verify, rebuild."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import typer

from desist.cli.main import Folder, app, opened, say
from desist.cli.progress import progress


@app.command()
def report(
    quarter: str = typer.Option(..., "--quarter", help="The month in which the quarter ends, as 2025-03."),
    kpq: str = typer.Option("", "--kpq", help="Which questions, 1-4 or 5-8; those due when left out."),
    publish: bool = typer.Option(
        False, "--publish", help="Freeze it as an edition: signed, and never changed again."
    ),
    correction: str = typer.Option(
        "", "--correction", help="Publish a correction; say in a sentence what was wrong."
    ),
    folder: Path | None = Folder,
) -> None:
    """Build the performance report in HTML, PDF, DOCX and ODS.

    Without --publish it is a draft: sentences without a claim are warned about, and nothing is
    frozen. A claim that the data contradict stops either.

    Example: desist report --quarter 2025-03 --kpq 1-4
    """
    from desist.home.drafting import draft
    from desist.home.publishing import publish as freeze

    home = opened(folder)
    now = datetime.now(UTC)
    with progress("Building the report") as show:
        if publish or correction:
            made = freeze(home, quarter, kpq, now=now, reason=correction, progress=show)
        else:
            made = draft(home, quarter, kpq, now=now, progress=show)
    for finding in made.findings:
        say(f"{finding.weight.value.capitalize()}: {finding.sentence} {finding.hint}")
    if made.unchanged:
        print(f"Nothing has changed since this report was built; it lies in {made.folder}")
        return
    print(f"{'Published' if made.folder.parent.name == 'editions' else 'Built'} {made.folder}")
    for file in made.files:
        print(f"  {file.name}")
    if made.attacked:
        print(made.attacked)


@app.command()
def plan(
    out: Path | None = typer.Option(None, "--out", help="Where to write plan.pdf and plan.html."),
    folder: Path | None = Folder,
) -> None:
    """Print the plan on a page: one side of A3, as PDF and HTML."""
    from desist.home.planning import plan_on_a_page

    home = opened(folder)
    for path in plan_on_a_page(home, out or home.folder / "drafts", now=datetime.now(UTC)):
        print(path)


@app.command()
def calendar(
    quarter: str = typer.Option(..., "--quarter", help="The month in which the quarter ends, as 2025-03."),
    on: datetime | None = typer.Option(None, "--on", formats=["%Y-%m-%d"], help="As at which day; today."),
    folder: Path | None = Folder,
) -> None:
    """Print what the report on a quarter must answer, what is too old or overdue, and what comes next.

    Example: desist calendar --quarter 2025-03
    """
    from desist.home.calendar import calendar as told
    from desist.home.making import quarter_ending

    home = opened(folder)
    print(told(home, quarter_ending(quarter), (on or datetime.now(UTC)).date()))


@app.command()
def trace(
    id: str = typer.Argument(..., help="The code printed small beside a figure or table."),
    as_json: bool = typer.Option(False, "--json", help="Print as JSON."),
    folder: Path | None = Folder,
) -> None:
    """Print where a figure came from: definition, query, data versions, input files, both counts.

    Example: desist trace CDD-7K3M-Q2XV
    """
    from desist.home.checking import trace as find
    from desist.publication.passports.trace import trace_text
    from desist.publication.passports.written import passport_json

    home = opened(folder)
    source, passport = find(home, id)
    if as_json:
        print(json.dumps({"in": source.name, **passport_json(passport)}, indent=2, ensure_ascii=False))
    else:
        print(f"In {source.name}\n{trace_text(passport)}")


@app.command()
def verify(
    editions: list[str] = typer.Argument(None, help="Editions by name; all of them when none is named."),
    as_json: bool = typer.Option(False, "--json", help="Print as JSON."),
    folder: Path | None = Folder,
) -> None:
    """Check published editions: no byte altered, every signature good, every figure computed again.

    Leaves with exit code 1 when anything was altered or comes out different.
    """
    from desist.home.checking import verify as check

    checks = check(opened(folder), editions or [])
    if as_json:
        listed = [
            {
                "edition": each.edition,
                "holds": each.holds,
                "faults": list(each.faults),
                "figures": [
                    {**vars(one), "answer": one.answer.value, "reasons": list(one.reasons)}
                    for one in each.figures
                ],
            }
            for each in checks
        ]
        print(json.dumps(listed, indent=2, ensure_ascii=False))
    else:
        for each in checks:
            print(f"{each.edition}: {'holds' if each.holds else 'DOES NOT HOLD'}")
            for fault in each.faults:
                print(f"  {fault}")
            for figure in each.figures:
                print(f"  {figure.id}  {figure.answer.value}  {figure.title}")
                for reason in figure.reasons:
                    print(f"      {reason}")
    if not checks:
        say("Nothing is published yet.")
    if not all(each.holds for each in checks):
        raise SystemExit(1)


@app.command()
def rebuild(
    edition: str = typer.Argument(..., help="A published edition, such as 2025-03_kpq1-4_edition1."),
    folder: Path | None = Folder,
) -> None:
    """Build a published edition again from its own sources and say whether every byte is the same."""
    from desist.home.publishing import rebuild as again

    home = opened(folder)
    with progress("Building the edition again") as show:
        answers = again(home, edition, progress=show)
    for name, answer in answers.items():
        print(f"{name}: {answer}")
    if not set(answers.values()) <= {"same", "inputs lawfully erased"}:
        raise SystemExit(1)
