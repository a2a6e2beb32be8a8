"""Sharing agreements, listed, checked and printed: agreements, agreement."""

from __future__ import annotations

from pathlib import Path

import typer

from desist.cli.access import group
from desist.cli.main import Folder, opened, say
from desist.cli.out_file import write_out
from desist.vocabulary.mistake import OperatorMistake


@group.command()
def agreements(folder: Path | None = Folder) -> None:
    """Check access.toml and every agreement, and list what each grants to whom, until when.

    The first mistake in any of these files is one sentence with its line.
    """
    access = opened(folder).access
    today = access.today()
    for each in access.lawful.agreements:
        notes = ["example: made-up rows only"] if each.example else []
        notes += [f"review was due on {each.review}"] if each.review < today else []
        print(f"{each.id}: {each.title}")
        print(f"  {each.state(today)}, from {each.valid_from} until {each.valid_until}; review {each.review}")
        print(f"  for {', '.join(each.purposes)}; seen by {', '.join(each.recipients)}")
        for note in notes:
            print(f"  {note}")
    if not access.lawful.agreements:
        say("There is no agreement: nobody's rows are shown to anybody.")


@group.command()
def agreement(
    name: str = typer.Argument(..., help="The agreement, by its short name."),
    out: Path | None = typer.Option(
        None, "--out", metavar="FILE", help="Write .pdf, .html or .md; else print it."
    ),
    folder: Path | None = Folder,
) -> None:
    """Print an agreement as a page to read, sign and keep.

    Example: desist access agreement iom --out iom.pdf
    """
    from desist.publication.agreement_page import agreement_html, agreement_markdown
    from desist.publication.agreement_pdf import agreement_pdf

    access = opened(folder).access
    found, today = access.lawful.agreement(name), access.today()
    if out is None:
        print(agreement_markdown(found, today))
        return
    if out.suffix == ".pdf":
        write_out(out, agreement_pdf(found, access.now().replace(microsecond=0)))
    elif out.suffix == ".html":
        write_out(out, agreement_html(found, today))
    elif out.suffix == ".md":
        write_out(out, agreement_markdown(found, today))
    else:
        raise OperatorMistake(
            f"{out.name} is neither .pdf, .html nor .md.", hint=f"Write {out.stem}.pdf to sign it on paper."
        )
    print(out)
