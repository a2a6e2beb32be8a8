"""The `desist` command. Every verb lives in a file of its own and imports what it needs when it runs."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from desist.vocabulary.mistake import OperatorMistake

if TYPE_CHECKING:
    from desist.home.opened import Home

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


@app.callback()
def options(
    engine: str = typer.Option(
        "duckdb",
        "--engine",
        metavar="ENGINE",
        envvar="DESIST_ENGINE",
        help="What answers the questions of measures, and compares all records when people are linked: "
        "duckdb on this machine, or spark://host:7077, a cluster. It stands before the verb. Loading, "
        "checking and setting aside are DuckDB's either way.",
    ),
) -> None:
    """What is said before the verb and holds for every one."""
    from desist.store.engine_choice import known_engine

    # The verbs find it where a person may have put it.
    os.environ["DESIST_ENGINE"] = known_engine(engine)


def opened(folder: Path | None) -> Home:
    """The partnership, opened on the engine that was chosen before the verb."""
    import desist

    return desist.open(where(folder), engine=chosen_engine())


def chosen_engine() -> str:
    """The engine that was chosen before the verb."""
    return os.environ.get("DESIST_ENGINE", "duckdb")


def where(folder: Path | None) -> Path:
    """The partnership's folder: the one named, or DESIST_HOME, or the current folder."""
    return folder or Path(os.environ.get("DESIST_HOME") or ".")


def say(text: str) -> None:
    """Print one line for a person; never used for data."""
    print(text, file=sys.stderr)


def main() -> None:
    """Run the command; an operator's mistake is one sentence and an exit code, never a traceback."""
    from desist.cli import (  # noqa: F401  # each adds its verbs
        auditing,
        documenting,
        fetching,
        linking,
        loading,
        measuring,
        organising,
        protecting,
        reporting,
        reviewing,
        setting_up,
        synthesising,
    )
    from desist.cli.access import agreements, rights, rows  # noqa: F401
    from desist.cli.reoffending import (  # noqa: F401
        expected,
        harm,
        nowcast,
        over_links,
        ranking,
        reconcile,
        schemes,
        timing,
    )

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
