"""Public sources on this machine: files of the shape of the real ones, and where they lie."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from desist.intake.fetch import fetch
from desist.intake.holding import Fetch
from desist.intake.publishers import Each, Publication, Publishers
from desist.vocabulary.period import Every, ending
from tests.publisher_server import Publisher

STREET = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
    "Crime type,Last outcome category,Context\n"
)
OUTCOMES = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Outcome type\n"
)
RECORDED = (
    "Financial Year,Financial Quarter,Force Name,Offence Description,Offence Group,Offence Subgroup,"
    "Offence Code,Number of Offences\n2024/25,1,Durham,Robbery,Robbery,Robbery,34A,3\n"
)
QUARTER = list(ending("2025-03", Every.QUARTER).steps(Every.MONTH))


def street(at: str, force: str, rows: int = 3) -> str:
    """A month of a force, as data.police.uk writes it."""
    return STREET + f",{at},{force},{force},,,,,,Anti-social behaviour,,\n" * rows


def archive(
    months: Sequence[str], forces: Sequence[str] = ("durham", "cleveland"), *, rows: int = 3
) -> bytes:
    """A zip as data.police.uk publishes it: a folder for each month, a file for each force."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for at in months:
            for force in forces:
                made.writestr(f"{at}/{at}-{force}-street.csv", street(at, force, rows))
                made.writestr(f"{at}/{at}-{force}-outcomes.csv", OUTCOMES)
        made.writestr("../../outside.csv", "nobody asked for this")
    return out.getvalue()


def workbook(name: str = "[Content_Types].xml") -> bytes:
    """A zip with one file in it, which is what a workbook is from outside."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(name, "x" * 500)
    return out.getvalue()


def publishers_at(publisher: Publisher) -> Publishers:
    """A file of addresses that all lie on this machine."""

    def source(name: str, each: Each, **given: object) -> Publication:
        return Publication(
            name=name,
            title=name,
            publisher="A publisher",
            each=each,
            hosts=("127.0.0.1",),
            checked="unverified",
            **given,  # type: ignore[arg-type]  # fields of Publication
        )

    at = publisher.address
    members = {"police_uk.street": "{month}/{month}-{force}-street.csv"}
    outcomes = {"police_uk.outcomes": "{month}/{month}-{force}-outcomes.csv"}
    return Publishers(
        dated=date(2026, 11, 22),
        sources=(
            source(
                "police_uk",
                Each.ARCHIVE,
                address=f"{at}/archive/{{month}}.zip",
                members=members | outcomes,
                months_held=36,
            ),
            source(
                "home_office.recorded_crime",
                Each.ONCE,
                contract="home_office.recorded_crime",
                page=f"{at}/tables",
                link=r"prc-pfa-\d{6}\.(csv|ods)",
            ),
            source(
                "home_office.crime_outcomes",
                Each.FINANCIAL_YEAR,
                contract="home_office.crime_outcomes",
                page=f"{at}/tables",
                link=r"outcomes-mar{year}-\d{6}\.xlsx",
                first="Save the sheet as CSV.",
            ),
            source(
                "stats19.casualties",
                Each.YEAR,
                contract="stats19.casualties",
                address=f"{at}/casualty-{{year}}.csv",
                columns=("casualty_severity",),
                first="Join the collisions.",
            ),
        ),
    )


def get(publishers: Publishers, into: Path, name: str, **given: object) -> Fetch:
    """Fetch without waiting: the quarter and Durham, unless said otherwise."""
    asked: dict[str, object] = {"months": QUARTER, "forces": ["durham"]} | given
    return fetch(
        name,
        into=into,
        publishers=publishers,
        progress=lambda *_: None,
        pause=lambda _: None,
        **asked,  # type: ignore[arg-type]  # arguments of fetch
    )


def files(into: Path) -> set[str]:
    """What lies in a folder, the lock aside."""
    return {
        path.relative_to(into).as_posix()
        for path in into.rglob("*")
        if path.is_file() and path.name != ".lock"
    }
