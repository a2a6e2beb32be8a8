"""The manual page on the command line, written from the commands themselves."""

from __future__ import annotations

import importlib
import pkgutil
import re
from typing import Any

import typer

import desist.cli
from desist.cli.main import app

_HEAD = """\
# The command line

`desist COMMAND --help` prints the same in the terminal. Every command that works in a partnership takes
`-w DIR`; without it, it works in `DESIST_HOME`, or else in the current folder.

What a command found goes to standard output and may be piped; what it has to say about it goes to
standard error. Exit codes: 0 when all is well, 1 when a check did not hold (`verify`, `rebuild`,
`docs --check`), 2 for a mistake in what was asked for or in a file, said in one sentence.

What answers the questions of measures is said before the verb, `desist --engine ENGINE COMMAND`, or in
`DESIST_ENGINE`: `duckdb`, which is the default, or the address of a Spark cluster such as
`spark://host:7077`. Loading is DuckDB's either way. See [move to Spark](../how-to/move-to-spark.md).

| command | what it does |
|---|---|
"""


def page() -> str:
    """Every command in the order of the alphabet: what it does, its arguments and options, an example."""
    commands = sorted(_commands().items())
    index = "".join(
        f"| [`desist {name}`](#desist-{name.replace(' ', '-')}) | {_first(each)} |\n"
        for name, each in commands
    )
    return _HEAD + index + "".join(f"\n{_section(name, each)}" for name, each in commands)


def _commands() -> dict[str, Any]:
    """The commands by name; each file of the command line adds its own when it is imported.

    A verb of a group of commands bears the group's name before its own: 'reoffending nowcast'. A group
    that does something by itself, as 'link' does, is a command besides.
    """
    for module in pkgutil.walk_packages(desist.cli.__path__, "desist.cli."):
        importlib.import_module(module.name)
    group: Any = typer.main.get_command(app)
    found: dict[str, Any] = {}
    for name, each in group.commands.items():
        verbs = getattr(each, "commands", None)
        found |= {f"{name} {verb}": one for verb, one in (verbs or {}).items()}
        if not verbs or each.invoke_without_command:
            found[name] = each
    return found


def _first(command: Any) -> str:
    return str(command.help).split("\n\n")[0].replace("\n", " ")


def _section(name: str, command: Any) -> str:
    told, _, example = str(command.help).partition("\n\nExample: ")
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    options = [each for each in command.params if each.param_type_name == "option"]
    shape = " ".join(["desist", name, *(_shape(each) for each in arguments), "[OPTIONS]" * bool(options)])
    rows = [f"| `{each.name.upper()}` | {_said(each)} |" for each in arguments]
    rows += [f"| `{', '.join(each.opts)}` | {_said(each)} |" for each in options]
    parts = [f"## desist {name}\n", f"```\n{shape.strip()}\n```\n", _flowing(told) + "\n"]
    if rows:
        parts.append("| | |\n|---|---|\n" + "\n".join(rows) + "\n")
    if example:
        parts.append(f"For example:\n\n```\n{_flowing(example)}\n```\n")
    return "\n".join(parts)


def _shape(argument: Any) -> str:
    name = argument.name.upper() + ("…" if argument.nargs == -1 else "")
    return name if argument.required else f"[{name}]"


def _said(parameter: Any) -> str:
    """The help of an argument or option, with what holds when it is left out."""
    text = _flowing(str(parameter.help)).replace("|", "\\|")
    if parameter.required and parameter.param_type_name == "option":
        return f"{text} Required."
    default = parameter.default
    if default in (None, "", [], ()) or isinstance(default, bool):
        return text
    return f"{text} Default: `{default}`."


def _flowing(text: str) -> str:
    """Paragraphs as they are, with the line breaks of the source taken out."""
    return re.sub(r"(?<!\n)\n(?!\n)", " ", text).strip()
