"""Tell where a figure came from: its passport in plain text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from pathlib import Path

from desist.publication.passports.difference import number_text
from desist.publication.passports.identity import read_id
from desist.publication.passports.passport import Passport
from desist.publication.passports.written import read_passports
from desist.publication.plain_text import visible
from desist.vocabulary.mark import SYNTHETIC, SYNTHETIC_MEANING
from desist.vocabulary.mistake import OperatorMistake, nearest
from desist.vocabulary.reading import Reading

READINGS_SHOWN = 40


def find_passport(folders: Iterable[Path], wanted: str) -> list[tuple[Path, Passport]]:
    """Find a figure by the id printed beside it, in each edition or draft that has it, in the order given."""
    known: list[str] = []
    found = []
    plain = read_id(wanted)
    for folder in folders:
        for passport in read_passports(folder):
            known.append(passport.id)
            if passport.id == plain:
                found.append((folder, passport))
    if not found:
        raise OperatorMistake(
            f"No figure has the passport '{wanted}'.",
            hint=nearest(plain, known) or "The id is printed small beside each figure and table.",
        )
    return found


def trace_text(passport: Passport) -> str:
    """A passport as a person reads it: definition, query, table versions, inputs, both counts."""
    figure = passport.figure
    signer = f"signed by the key {passport.signer[:16]}" if passport.signature else "not signed: a draft"
    lines = [
        f"{passport.id}  {passport.title}",
        f"  {figure.partnership}, {figure.kind} of the report for the quarter ending {figure.quarter}",
        f"  {figure.place}, {figure.period}",
        *([f"  {SYNTHETIC}: {SYNTHETIC_MEANING}, in whole or in part"] if passport.synthetic else []),
        *_definitions(passport),
        "Readings (numerator, denominator, value, 95% interval)",
        *_readings(passport.readings),
        "Tables",
        *(f"  {contract}, version {version}" for contract, version in sorted(passport.tables.items())),
        "Inputs",
        *_inputs(passport),
        *_queries(passport),
        f"Agreement: {passport.agreement}",
        f"Output: sha256 {passport.output}",
        f"Made with Desist {passport.desist}, {passport.engine}; {signer}",
    ]
    return visible("\n".join(lines))  # a terminal obeys control characters; ours shows them


def _definitions(passport: Passport) -> list[str]:
    lines = []
    for each in passport.definitions:
        better = "" if each.better == "neither" else f"; {each.better} is better"
        review = each.review.isoformat()
        lines += [
            f"Measure {each.measure}, {each.title}: {each.sentence}",
            f"  numerator    {each.numerator}",
            f"  denominator  {each.denominator or 'none'}{f' of {each.over}' if each.over else ''}",
            f"  unit {each.unit}{better}",
            f"  source {each.source}",
            f"  written by {each.author}, checked by {each.checker}, to be reviewed by {review}",
        ]
    return lines


def _readings(readings: tuple[Reading, ...]) -> list[str]:
    lines = [f"  {_reading(each)}" for each in readings[:READINGS_SHOWN]]
    if len(readings) > READINGS_SHOWN:
        lines.append(f"  and {len(readings) - READINGS_SHOWN} more: see --json")
    return lines


def _reading(reading: Reading) -> str:
    levels = "".join(f", {level}" for level in reading.breakdown.values())
    publisher = f", {reading.source}" if reading.source else ""
    name = f"{reading.measure}, {reading.place}, {reading.period}{levels}{publisher}"
    if not reading.available:
        return f"{name}: {reading.mark.printed} {reading.why}".rstrip()
    interval = "no interval"
    if reading.lower is not None or reading.upper is not None:
        interval = f"{number_text(reading.lower)} to {number_text(reading.upper)}"
    counts = f"{number_text(reading.numerator)} / {number_text(reading.denominator)}"
    said = f"{name}: {counts} = {number_text(reading.value)} ({interval}) {reading.mark.printed}".rstrip()
    return f"{said}{_over_links(reading)}"


def _over_links(reading: Reading) -> str:
    over = reading.over_links
    if over is None:
        return ""
    ends = f"{number_text(over.lower)} to {number_text(over.upper)}" if over.available else over.why
    return f"; over {over.draws} draws of plausible links, seed {over.seed}: {ends}"


def _inputs(passport: Passport) -> list[str]:
    lines = []
    for each in passport.inputs:
        rows = "1 row" if each.rows == 1 else f"{each.rows:,} rows"
        lines.append(f"  {each.name} from {each.sender}, received {each.received.isoformat()}, {rows}")
        lines.append(f"    sha256 {each.sha256}")
    return lines


def _queries(passport: Passport) -> list[str]:
    lines = []
    for each in passport.queries:
        lines.append(f"Query of {each.measure} (sha256 {each.sha256})")
        lines += [f"  {name} = {value!r}" for name, value in sorted(each.parameters.items())]
        lines.append(textwrap.indent(each.sql.rstrip(), "  | ", lambda _: True))
    return lines
