"""The manual page on the Python interface, written from its source."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from typing import NamedTuple

_HEAD = """\
# Desist in Python

The command line is a thin layer over this. Nothing is read before it is asked for.

```python
import desist

home = desist.open("durham")
home.load("police_uk.street", ["downloads/2025-03-durham-street.csv"])
readings = home.measure("recorded_offences", place="Durham", from_="2024-04", to="2025-03", every="quarter")
readings.to_pandas()
```

A mistake in what is asked for, or in a file, raises `desist.vocabulary.mistake.OperatorMistake`: one
plain `sentence`, and a `hint` where there is one. Any other exception is a bug.
"""


class _Told(NamedTuple):
    """A function or property: its name, how it is called, and what its docstring says."""

    name: str
    call: str
    says: str


def page() -> str:
    """The functions of `desist`, and the public methods of what they give back."""
    import desist
    from desist.home import access, linking, opened, readings, reoffending, reviewing, rights
    from desist.vocabulary import reading

    parts = [_HEAD]
    for heading, module, kind in (
        ("The package", desist, None),
        ("A partnership opened for work", opened, "Home"),
        ("Reoffending in depth", reoffending, "Reoffending"),
        ("Persons' rows", access, "Access"),
        ("Rights of persons", rights, "Rights"),
        ("Who is one person", linking, "Linking"),
        ("Review of links", reviewing, "Review"),
        ("A list of readings", readings, "Readings"),
        ("One reading", reading, "Reading"),
    ):
        tree: ast.Module | ast.ClassDef = ast.parse(inspect.getsource(module))
        if kind:
            tree = next(
                each for each in ast.walk(tree) if isinstance(each, ast.ClassDef) and each.name == kind
            )
        parts.append(f"\n## {heading}\n")
        if kind:
            parts.append(f"\n`{module.__name__}.{kind}`: {_says(tree)}\n")
        if fields := list(_fields(tree)):
            parts.append("\n" + _code("\n".join(fields)))
        for each in _functions(tree):
            parts.append(f"\n### {each.name}\n\n{_code(each.call)}" + f"\n{each.says}\n" * bool(each.says))
    return "".join(parts)


def _fields(tree: ast.Module | ast.ClassDef) -> Iterator[str]:
    """The fields of a thing, as they are declared; a module has none."""
    for each in tree.body if isinstance(tree, ast.ClassDef) else ():
        if isinstance(each, ast.AnnAssign):
            yield ast.unparse(each)


def _functions(tree: ast.Module | ast.ClassDef) -> Iterator[_Told]:
    """The public functions, in the order in which they are written."""
    for each in tree.body:
        if not isinstance(each, ast.FunctionDef) or each.name.startswith("_"):
            continue
        back = f" -> {ast.unparse(each.returns)}" if each.returns else ""
        each.args.args = [argument for argument in each.args.args if argument.arg != "self"]
        stored = any(ast.unparse(mark).endswith("property") for mark in each.decorator_list)
        call = each.name if stored else f"{each.name}({ast.unparse(each.args)})"
        yield _Told(name=each.name, call=call + back, says=_says(each))


def _says(tree: ast.Module | ast.ClassDef | ast.FunctionDef) -> str:
    return (ast.get_docstring(tree) or "").replace("``", "`").strip()


def _code(text: str) -> str:
    return f"```python\n{text}\n```\n"
