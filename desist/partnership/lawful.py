"""Read access.toml and the agreements together: every name must be known, every field must exist."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from desist.partnership.access import AccessFile, Compartment, Figures, RetentionClass, Role, User
from desist.partnership.agreements import Agreement
from desist.partnership.keys import read_table
from desist.partnership.names import Names
from desist.partnership.positions import Path as KeyPath
from desist.partnership.toml_file import TomlFile, open_file, quoted, suggestion
from desist.vocabulary.mistake import OperatorMistake, nearest

ACCESS = "access.toml"
AGREEMENTS = "agreements"


@dataclass(frozen=True, kw_only=True)
class Lawful:
    """What the partnership's files say of access: roles, users, compartments, retention, agreements."""

    roles: tuple[Role, ...] = ()
    users: tuple[User, ...] = ()
    compartments: tuple[Compartment, ...] = ()
    retention: tuple[RetentionClass, ...] = ()
    agreements: tuple[Agreement, ...] = ()

    def agreement(self, name: str) -> Agreement:
        """The agreement of this name; another name is an OperatorMistake with the nearest."""
        known = [each.id for each in self.agreements]
        for each in self.agreements:
            if each.id == name:
                return each
        listed = f"There are: {', '.join(known)}." if known else f"There is no file in {AGREEMENTS}/."
        raise OperatorMistake(f"There is no agreement '{name}'.", hint=nearest(name, known) or listed)


def own_files(folder: Path) -> list[str]:
    """The names of the partnership's files on access, those that exist, below its folder."""
    found = [ACCESS] if (folder / ACCESS).exists() else []
    return found + [f"{AGREEMENTS}/{path.name}" for path in sorted((folder / AGREEMENTS).glob("*.toml"))]


def compartments_toml(compartments: Iterable[Compartment]) -> str:
    """The compartments whose rows figures leave out, as access.toml says them; empty without any."""
    lines: list[str] = []
    for each in compartments:
        if each.figures is not Figures.LEFT_OUT:
            continue
        lines += ["[[compartment]]", f"id = {_text(each.id)}", f"title = {_text(each.title)}"]
        lines += [f"whole_person = {str(each.whole_person).lower()}", f"figures = {_text(each.figures)}", ""]
        for rows in each.rows:
            only = ", ".join(f"{_text(name)} = {_text(value)}" for name, value in rows.only.items())
            lines += ["[[compartment.rows]]", f"contract = {_text(rows.contract)}", f"only = {{ {only} }}"]
            if rows.under_age is not None:
                lines += [f"under_age = {rows.under_age}", f"dated_by = {_text(rows.dated_by)}"]
            lines.append("")
    return "\n".join(lines)


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def read_lawful(folder: Path, columns: Mapping[str, Mapping[str, str]] | None = None) -> Lawful:
    """Read the files on access; the first mistake in any of them is one sentence with its line.

    ``columns`` maps each known contract to its columns and their types; left out, contracts and fields are
    not checked. A partnership without these files grants nothing to anybody.
    """
    names = Names(outside={} if columns is None else {"contract": list(columns)})
    about, home = AccessFile(), None
    if (folder / ACCESS).exists():
        home = open_file(folder / ACCESS)
        about = read_table(AccessFile, home, names)
    agreements = []
    files = []
    for path in sorted((folder / AGREEMENTS).glob("*.toml")):
        file = replace(open_file(path), name=f"{AGREEMENTS}/{path.name}")
        agreement = read_table(Agreement, file, names)
        if agreement.id != path.stem:
            raise file.mistake(("id",), f"the file of agreement '{agreement.id}' must be {agreement.id}.toml")
        agreements.append(agreement)
        files.append(file)
    names.check()
    if columns is not None:
        for agreement, file in zip(agreements, files, strict=True):
            _check_fields(agreement, file, columns)
        if home is not None:
            _check_columns(about, home, columns)
    return Lawful(
        roles=about.roles,
        users=about.users,
        compartments=about.compartments,
        retention=about.retention,
        agreements=tuple(agreements),
    )


def _check_fields(agreement: Agreement, file: TomlFile, columns: Mapping[str, Collection[str]]) -> None:
    for at, table in enumerate(agreement.tables):
        known = columns[table.contract]
        for place, field in enumerate(table.fields):
            _known(file, ("table", at, "fields", place), field, known, table.contract)
        _all_known(file, ("table", at, "only"), table.only, known, table.contract)


def _check_columns(about: AccessFile, file: TomlFile, columns: Mapping[str, Mapping[str, str]]) -> None:
    for at, compartment in enumerate(about.compartments):
        for place, rows in enumerate(compartment.rows):
            here = ("compartment", at, "rows", place, "only")
            _all_known(file, here, rows.only, columns[rows.contract], rows.contract)
            if rows.under_age is not None:
                _dated(file, (*here[:-1], "dated_by"), rows.dated_by, columns[rows.contract], rows.contract)
                _with_ages(file, (*here[:-1], "under_age"), columns[rows.contract], rows.contract)
    for at, each in enumerate(about.retention):
        for place, kept in enumerate(each.kept):
            where = ("retention_class", at, "kept", place)
            _dated(file, (*where, "dated_by"), kept.dated_by, columns[kept.contract], kept.contract)
            _all_known(file, (*where, "only"), kept.only, columns[kept.contract], kept.contract)


def _all_known(
    file: TomlFile, path: KeyPath, fields: Iterable[str], known: Collection[str], contract: str
) -> None:
    for field in fields:
        _known(file, (*path, field), field, known, contract)


def _known(file: TomlFile, path: KeyPath, field: str, known: Collection[str], contract: str) -> None:
    if field not in known:
        near = suggestion(field, known)
        raise file.mistake(path, f"{quoted(field)} is not a column of {contract}{near}")


def _dated(file: TomlFile, path: KeyPath, field: str, known: Mapping[str, str], contract: str) -> None:
    """The column holds days, so that a time can be reckoned from them."""
    _known(file, path, field, known, contract)
    if known[field] != "DATE":
        days = ", ".join(name for name, kind in known.items() if kind == "DATE") or "none"
        raise file.mistake(path, f"{quoted(field)} of {contract} holds no days; these do: {days}")


def _with_ages(file: TomlFile, path: KeyPath, known: Collection[str], contract: str) -> None:
    """How old somebody is can be told by the table itself, or by whom its rows are about."""
    if not {"date_of_birth", "person_ref"} & set(known):
        raise file.mistake(path, f"{contract} says neither whom its rows are about nor when they were born")
