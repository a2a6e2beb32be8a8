"""A small report for the tests of passports and editions: one figure, one table, one input file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from desist.publication.editions import Edition, publish_edition
from desist.publication.passports.canonical import output_hash, sha256
from desist.publication.passports.identity import passport_id
from desist.publication.passports.passport import Definition, Figure, Input, Passport, query_of
from desist.publication.passports.seal import signed
from desist.publication.passports.signing import SigningKey
from desist.vocabulary.mark import Mark
from desist.vocabulary.period import Every, ending
from desist.vocabulary.reading import Reading

QUARTER = ending("2025-03", Every.QUARTER)
STREET = b"Crime ID,Month\nab,2025-01\n"
FILES: Mapping[str, bytes] = {
    "report.html": b"<p>512</p>",
    "report.pdf": b"%PDF-1.7",
    "report.docx": b"PK\x03\x04docx",
    "report.ods": b"PK\x03\x04ods",
    "narrative/kpq1.md": "Crime is steady – café.\n".encode(),
}


def reading(value: float | None = 8.0, **changed: object) -> Reading:
    return replace(
        Reading(
            measure="offences_per_1000",
            place="Durham",
            period=QUARTER,
            numerator=512,
            denominator=64000,
            value=value,
            lower=7.3224,
            upper=8.7238,
            breakdown={"offence_group": "Robbery"},
        ),
        **changed,  # type: ignore[arg-type]  # a test names a field of Reading
    )


def passport(
    key: SigningKey | None = None, *, part: str = "", readings: tuple[Reading, ...] = ()
) -> Passport:
    figure = Figure(
        partnership="County Durham and Darlington",
        quarter="2025-03",
        kind="figure",
        measures=("offences_per_1000",),
        place="Durham",
        period=QUARTER,
        part=part,
    )
    bare = Passport(
        id=passport_id(figure, prefix="CDD"),
        figure=figure,
        title="Robbery is steady",
        definitions=(
            Definition(
                measure="offences_per_1000",
                title="Offences per 1,000 people",
                sentence="How many offences for every 1,000 people?",
                numerator="count(*)",
                denominator="sum(people)",
                over="population",
                per=1000.0,
                kind="rate",
                unit="per 1,000 people",
                better="lower",
                source="Police UK",
                author="A. Analyst",
                checker="C. Checker",
                review=date(2027, 1, 31),
            ),
        ),
        queries=(query_of("offences_per_1000", "select 1\n", {"from": date(2025, 1, 1), "place": "Durham"}),),
        tables={"police_uk.street": 3},
        inputs=(
            Input(
                name="2025-01-durham-street.csv",
                sha256=sha256(STREET),
                sender="police.uk",
                received=datetime(2025, 6, 1, 9, 30, tzinfo=UTC),
                rows=1,
            ),
        ),
        readings=readings
        or (reading(), reading(9.5, breakdown={"offence_group": "Theft"}, mark=Mark.PROVISIONAL)),
        output=output_hash([{"group": "Robbery", "rate": 8.0}]),
        desist="0.1.0",
        engine="DuckDB 2.0.0",
    )
    return signed(bare, key) if key else bare


def publish(
    folder: Path, key: SigningKey, *, edition: Edition, passports: tuple[Passport, ...], **changed: object
) -> Path:
    given: dict[str, object] = {
        "partnership": "County Durham and Darlington",
        "files": FILES,
        "passports": passports,
        "tables": {"police_uk.street": 3},
        "published": datetime(2025, 6, 12, 10, 0, tzinfo=UTC),
        "desist": "0.1.0",
        "key": key,
    } | changed
    return publish_edition(folder, edition, **given)  # type: ignore[arg-type]  # a test names an argument
