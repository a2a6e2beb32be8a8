"""The door a second time, slowly: which rows and fields somebody may see, in loops and dictionaries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

Row = Mapping[str, str]


def may_see(
    world: Mapping[str, Any], request: Mapping[str, Any], today: date
) -> list[tuple[list[str], list[Row]]]:
    """Under each agreement that grants the whole request: the fields and the rows that may come out."""
    user = world["users"][request["user"]]
    if not request["purpose"].strip() or not request["reason"].strip():
        return []
    if user["from"] > today or user["until"] < today:
        return []
    found = []
    for agreement in world["agreements"]:
        if agreement["from"] > today or agreement["until"] < today:
            continue
        if request["purpose"] not in agreement["purposes"] or not set(user["roles"]) & set(
            agreement["recipients"]
        ):
            continue
        if request["to"] and request["to"] not in agreement["disclosed_to"]:
            continue
        opened = [each for each in agreement["compartments"] if each in user["cleared_for"]]
        for table in agreement["tables"]:
            fields = request["fields"] or table["fields"]
            asked = [*fields, *request["only"], *(["person_ref"] if request["persons"] else [])]
            if table["contract"] != request["table"] or not set(asked) <= set(table["fields"]):
                continue
            if agreement["pseudonyms"] and (request["persons"] or "person_ref" in request["only"]):
                continue
            if any(
                each["id"] not in opened and part == {"contract": table["contract"], "only": {}}
                for each in world["compartments"]
                for part in each["rows"]
            ):
                continue
            rows = [
                row
                for row in world["tables"][table["contract"]]
                if all(row[name] == value for name, value in {**table["only"], **request["only"]}.items())
                and (not request["persons"] or row["person_ref"] in request["persons"])
                and not apart(world, table["contract"], row, opened)
                and not agreement["example"]  # none of these rows was made up by Desist
            ]
            found.append((list(fields), rows))
    return found


def apart(world: Mapping[str, Any], contract: str, row: Row, opened: Sequence[str]) -> bool:
    """Whether a row lies in a compartment that is not opened, itself or through the person it is about."""
    for each in world["compartments"]:
        if each["id"] in opened:
            continue
        for part in each["rows"]:
            if part["contract"] == contract and holds(world, part, row):
                return True
            if each["whole_person"]:
                for other in world["tables"][part["contract"]]:
                    if holds(world, part, other) and kept(world, other) == kept(world, row):
                        return True
    return False


def holds(world: Mapping[str, Any], part: Mapping[str, Any], row: Row) -> bool:
    """Whether a row has the values that a compartment names, and is about somebody young enough."""
    if not fits(row, part["only"]):
        return False
    if "under_age" not in part:
        return True
    born = max(
        (
            each["date_of_birth"]
            for each in world["tables"]["police.people"]
            if each["person_ref"] == row["person_ref"]
        ),
        default="",
    )
    if not born:
        return True
    birth, day = date.fromisoformat(born), date.fromisoformat(row[part["dated_by"]])
    years = day.year - birth.year
    if (day.month, day.day) < (birth.month, birth.day):
        years -= 1
    return years < int(part["under_age"])


def fits(row: Row, only: Mapping[str, str]) -> bool:
    return all(row[name].lower() == value.lower() for name, value in only.items())


def kept(world: Mapping[str, Any], row: Row) -> str:
    """The reference under which the person of a row is kept."""
    same: str = world["links"].get(row["person_ref"], row["person_ref"])
    return same
