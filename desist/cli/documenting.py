"""Write the generated reference pages: docs."""

from __future__ import annotations

from pathlib import Path

import typer

from desist.cli.main import app, say
from desist.vocabulary.mistake import OperatorMistake

# The first line of every page in a folder of generated pages: a page that bears it and that nothing
# writes any more was left behind, as when a measure is taken out of the catalogue.
MARK = "<!-- Written from the code by `desist docs`; do not edit by hand. -->\n\n"


@app.command()
def docs(
    into: Path = typer.Option(Path("docs"), "--into", help="The folder of the manual."),
    check: bool = typer.Option(False, "--check", help="Write nothing; fail when a page is not fresh."),
) -> None:
    """Write the pages of the manual that come from the code.

    With --check nothing is written; each page that is not fresh is named, and the exit code is 1.

    Example: desist docs --check
    """
    if not into.is_dir():
        raise OperatorMistake(
            f"There is no folder {into}.", hint="Run it where Desist's own docs lie, or say --into DIR."
        )
    written = pages()
    wrong = stale(into, written)
    if check:
        for name, why in wrong.items():
            say(f"{into / name} {why}.")
        if wrong:
            say("Write them anew with: desist docs")
            raise SystemExit(1)
        print(f"{len(written)} generated pages are fresh.")
        return
    for name in wrong:
        path = into / name
        if name in written:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(written[name], encoding="utf-8")
        else:
            path.unlink()
        print(f"{path} {'written' if name in written else 'taken away'}.")
    print(f"{len(written)} generated pages, {len(wrong)} of them changed.")


def pages() -> dict[str, str]:
    """Every generated page: its path below the manual's folder, and its text."""
    from desist.cli.pages import command_line, python, reference_tables
    from desist.contracts import dictionary
    from desist.measures.pages import pages as method_pages
    from desist.partnership.handbook import partnership_files_page
    from desist.publication.claims.page import claims_page

    return {
        "partnership-files.md": partnership_files_page(),
        "claims.md": claims_page(),
        **{
            name: MARK + text
            for name, text in {
                "reference/command-line.md": command_line.page(),
                "reference/python.md": python.page(),
                "reference/reference-tables.md": reference_tables.page(),
                **{f"dictionary/{name}": text for name, text in dictionary.pages().items()},
                **method_pages(),
            }.items()
        },
    }


def stale(into: Path, written: dict[str, str]) -> dict[str, str]:
    """The pages of a folder that are not as they should be, each with what is wrong with it."""
    wrong = {}
    for name, text in written.items():
        path = into / name
        if not path.exists():
            wrong[name] = "is missing"
        elif path.read_text(encoding="utf-8") != text:
            wrong[name] = "is not fresh"
    for path in sorted(into.rglob("*.md")):
        name = path.relative_to(into).as_posix()
        if name not in written and path.read_text(encoding="utf-8").startswith(MARK):
            wrong[name] = "was left behind: nothing writes it any more"
    return wrong
