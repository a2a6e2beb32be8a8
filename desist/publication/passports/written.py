"""Passports as they are written: to and from plain JSON, and the edition's passports.json."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

from desist.publication.passports.canonical import Json, canonical, from_canonical
from desist.publication.passports.difference import ReadingKey, reading_key
from desist.publication.passports.identity import figure_json, period_json
from desist.publication.passports.passport import Definition, Figure, Input, Passport, Query
from desist.vocabulary.link_range import LinkRange
from desist.vocabulary.mark import Mark
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.period import Period
from desist.vocabulary.reading import Reading

NAME = "passports.json"
FORMAT = "desist passports 1"


def reading_json(reading: Reading) -> dict[str, Json]:
    """A reading as plain JSON at full precision."""
    return {
        "measure": reading.measure,
        "place": reading.place,
        "period": period_json(reading.period),
        "breakdown": dict(reading.breakdown),
        "numerator": _number(reading.numerator),
        "denominator": _number(reading.denominator),
        "value": _number(reading.value),
        "lower": _number(reading.lower),
        "upper": _number(reading.upper),
        "mark": reading.mark.value,
        "why": reading.why,
        "source": reading.source,
        # Only of a provisional figure, so that passports of other figures stay as they were.
        **({"as_at": reading.as_at.isoformat()} if reading.as_at else {}),
        **({"matured": reading.matured} if reading.matured is not None else {}),
        # Only where the report gives it.
        **({"over_links": vars(reading.over_links)} if reading.over_links else {}),
    }


def passport_json(passport: Passport) -> dict[str, Json]:
    """A passport as plain JSON; what is signed is its canonical form without the signature."""
    return {
        "id": passport.id,
        "figure": figure_json(passport.figure),
        "title": passport.title,
        "definitions": [_flat(each) for each in passport.definitions],
        "queries": [_flat(each) for each in passport.queries],
        "tables": dict(passport.tables),
        "inputs": [_flat(each) for each in passport.inputs],
        "readings": [reading_json(each) for each in passport.readings],
        "output": passport.output,
        "agreement": passport.agreement,
        "desist": passport.desist,
        "engine": passport.engine,
        "signer": passport.signer,
        "signature": passport.signature,
    }


def passport_from(document: Mapping[str, Json]) -> Passport:
    """Read a passport back from plain JSON; KeyError, TypeError or ValueError when it is none."""
    given = cast(dict[str, Any], dict(document))
    figure = _with_period(given["figure"])
    return Passport(
        **given
        | {
            "figure": Figure(**figure | {"measures": tuple(figure["measures"])}),
            "definitions": tuple(Definition(**_with(date, "review", each)) for each in given["definitions"]),
            "queries": tuple(Query(**each) for each in given["queries"]),
            "inputs": tuple(Input(**_with(datetime, "received", each)) for each in given["inputs"]),
            "readings": tuple(
                Reading(**_with_period(_with_range(_with_day(each))) | {"mark": Mark(each["mark"])})
                for each in given["readings"]
            ),
        }
    )


def passports_bytes(passports: Iterable[Passport]) -> bytes:
    """All passports of an edition as one canonical document, ordered by id.

    Two figures under one id are a fault of the report (the same figure twice, without ``part`` to
    tell them apart) and raise ValueError; so do two unlike readings of one thing in one figure.
    """
    ordered = sorted(passports, key=lambda passport: passport.id)
    for one, other in pairwise(ordered):
        if one.id == other.id:
            raise ValueError(f"two figures have the passport id {one.id}: {one.title!r} and {other.title!r}")
    for passport in ordered:
        kept: dict[ReadingKey, Reading] = {}
        for reading in passport.readings:
            if kept.setdefault(reading_key(reading), reading) != reading:
                raise ValueError(f"{passport.id} {passport.title!r} has two unlike readings of {reading}")
    return canonical({"format": FORMAT, "passports": [passport_json(each) for each in ordered]})


def write_passports(folder: Path, passports: Iterable[Passport]) -> Path:
    """Write a report's passports beside it, whole or not at all."""
    path = folder / NAME
    part = path.with_name(f".{NAME}.part")
    part.write_bytes(passports_bytes(passports))
    os.replace(part, path)
    return path


def read_passports(folder: Path) -> tuple[Passport, ...]:
    """Read the passports of an edition or draft; a file that is none is one sentence."""
    path = folder / NAME
    try:
        return tuple(passport_from(each) for each in documents(path.read_bytes()))
    except FileNotFoundError:
        raise OperatorMistake(
            f"There is no {NAME} in {folder}.", hint="Build the report first: desist report."
        ) from None
    except OSError as trouble:
        raise OperatorMistake(f"{path} cannot be read: {trouble.strerror}.") from trouble
    except (ValueError, KeyError, TypeError):
        raise OperatorMistake(
            f"{path} is not a file of passports, or was altered.",
            hint="Check the edition with 'desist verify'.",
        ) from None


def documents(data: bytes) -> list[Mapping[str, Json]]:
    """The passports in the bytes of a passports.json, still as plain JSON; ValueError when it is none."""
    document = from_canonical(data)
    if not isinstance(document, Mapping) or document.get("format") != FORMAT:
        raise ValueError(f"not written as {FORMAT}")
    found = document.get("passports")
    if not isinstance(found, list) or not all(isinstance(each, Mapping) for each in found):
        raise ValueError("no list of passports")
    return found


def _number(number: float | None) -> float | None:
    return None if number is None else float(number)  # 512 and 512.0 are one count, so one spelling


def _flat(thing: Definition | Query | Input) -> dict[str, Json]:
    written: dict[str, Json] = {}
    for each in fields(thing):
        value = getattr(thing, each.name)
        if isinstance(value, date):  # a datetime is a date too
            value = value.isoformat()
        written[each.name] = value
    return written


def _with(kind: type[date], name: str, given: dict[str, Any]) -> dict[str, Any]:
    return given | {name: kind.fromisoformat(given[name])}


def _with_day(given: dict[str, Any]) -> dict[str, Any]:
    return _with(date, "as_at", given) if "as_at" in given else given


def _with_range(given: dict[str, Any]) -> dict[str, Any]:
    return given | {"over_links": LinkRange(**given["over_links"])} if "over_links" in given else given


def _with_period(given: dict[str, Any]) -> dict[str, Any]:
    period = given["period"]
    return given | {"period": Period(date.fromisoformat(period["start"]), date.fromisoformat(period["end"]))}
