"""The `desist` command. Every verb lives in a file of its own and imports what it needs when it runs."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import typer

from desist.vocabulary.mistake import OperatorMistake

app = typer.Typer(
    help="The system on which a local criminal justice partnership measures, judges and reports its work.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Folder = typer.Option(
    None,
    "-w",
    "--where",
    metavar="DIR",
    help="The partnership's folder; default DESIST_HOME or the current folder.",
)


def where(folder: Path | None) -> Path:
    """The partnership's folder: the one named, or DESIST_HOME, or the current folder."""
    return folder or Path(os.environ.get("DESIST_HOME") or ".")


def say(text: str) -> None:
    """Print one line for a person; never used for data."""
    print(text, file=sys.stderr)


def main() -> None:
    """Run the command; an operator's mistake is one sentence and an exit code, never a traceback."""
    from desist.cli import (  # noqa: F401  # each adds its verbs
        documenting,
        fetching,
        loading,
        measuring,
        reporting,
        setting_up,
        synthesising,
    )
    from desist.cli.reoffending import expected, harm, nowcast, ranking, schemes, timing  # noqa: F401

    try:
        app()
    except OperatorMistake as mistake:
        say(f"desist: {mistake.sentence}")
        if mistake.hint:
            say(f"        {mistake.hint}")
        raise SystemExit(mistake.exit_code) from None
    except KeyboardInterrupt:
        say("desist: stopped; nothing was half-written.")
        raise SystemExit(130) from None
    except BrokenPipeError:
        # The reader of our output has gone away (as `head` does); there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None


if __name__ == "__main__":
    main()
