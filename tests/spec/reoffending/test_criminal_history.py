"""What a criminal history may say: each row that may not be is set aside with its one sentence."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from desist.contracts.catalogue import CONTRACTS
from desist.contracts.person_level import DISPOSALS
from desist.intake.load import Loaded, load
from desist.store import Store

HEADER = "person_ref,date_of_birth,sex,offence_code,offence_date,proof_date,disposal,release_date"

KEPT = [
    "a,1990-05-01,M,00100,2015-01-01,2015-02-01,caution,",
    "a,1990-05-01,male,00100,2015-01-01,2015-01-01,youth_caution,",
    "a,1990-05-01,,00100,2015-01-01,2015-02-01,other_conviction,",
    "b,2000-02-29,F,00805,2010-03-01,2010-04-01,absolute_discharge,",
    "b,2000-03-01,F,00805,2010-03-01,2010-04-01,conditional_discharge,",
    "c,1990-05-01,Female,00805,2015-01-01,2015-02-01,custody,2015-02-01",
    "c,1990-05-01,U,00805,2015-01-01,2015-02-01,custody,",
]
SET_ASIDE = [
    ("a,1990-05-01,M,00100,2015-02-02,2015-02-01,fine,", "proof_date is before offence_date."),
    ("a,1990-05-01,M,00100,2015-01-01,2015-02-01,custody,2015-01-31", "release_date is before proof_date."),
    ("a,2000-02-29,M,00100,2010-02-28,2015-02-01,fine,", "The person was under 10 on offence_date."),
    ("a,2005-01-02,M,00100,2015-01-01,2015-02-01,fine,", "The person was under 10 on offence_date."),
    (
        "a,1990-05-01,M,99999,2015-01-01,2015-02-01,fine,",
        "offence_code is not among the codes of the Ministry of Justice.",
    ),
    (
        "a,1990-05-01,M,805,2015-01-01,2015-02-01,fine,",
        "offence_code must be a code of five digits such as 00805; a leading zero seems lost, as in a "
        "spreadsheet, so save the column as text.",
    ),
    (
        "a,1990-05-01,M,00100,2015-01-01,2015-02-01,fine,2015-03-01",
        "release_date is filled though the disposal is not custody.",
    ),
    (
        "a,1990-05-01,M,00100,2015-01-01,2015-02-01,penalty_notice,",
        "disposal must be one of " + ", ".join(DISPOSALS) + ".",
    ),
    (
        "a,,M,00100,2015-01-01,2015-02-01,fine,",
        "date_of_birth is empty; it must be a date written like 2025-01-31.",
    ),
    (
        "a,1990-05-01,M,99999,2015-03-01,2015-02-01,fine,",
        "offence_code is not among the codes of the Ministry of Justice. proof_date is before offence_date.",
    ),
]


def sent(folder: Path, rows: list[str]) -> tuple[Loaded, list[str]]:
    """What came of a file of these rows: the load, and the sentences in the order of the rows."""
    file = folder / "history.csv"
    file.write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
    store = Store(folder / "store")
    done = load(store, CONTRACTS["criminal_history"], [file], now=datetime(2026, 1, 1, tzinfo=UTC))
    if not done.rows_quarantined:
        return done, []
    engine = store.engine()
    aside = folder / "store" / "quarantine" / "criminal_history" / f"{done.id}.parquet"
    said = [why for (why,) in engine.rows("select why from read_parquet($1) order by line", [str(aside)])]
    engine.close()
    return done, said


def test_rows_that_keep_the_contract_are_all_taken(tmp_path: Path) -> None:
    done, said = sent(tmp_path, KEPT)
    assert (done.rows_accepted, said) == (len(KEPT), [])


def test_each_row_that_breaks_it_is_set_aside_with_its_sentence(tmp_path: Path) -> None:
    done, said = sent(tmp_path, [KEPT[0], *(row for row, _ in SET_ASIDE)])
    assert said == [sentence for _, sentence in SET_ASIDE]
    assert done.rows_accepted == 1


def test_a_later_file_replaces_only_the_months_of_proof_it_holds(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    for name, rows in {"one": KEPT[:4], "two": KEPT[3:4]}.items():
        file = tmp_path / f"{name}.csv"
        file.write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
        load(store, CONTRACTS["criminal_history"], [file], now=datetime(2026, 1, 1, tzinfo=UTC))
    engine = store.engine()
    live = [str(path) for path in store.table("criminal_history").files()]
    months = engine.rows("select _period, count(*) from read_parquet($1) group by 1 order by 1", [live])
    engine.close()
    assert months == [("2010-04", 1), ("2015-01", 1), ("2015-02", 2)]


def test_release_before_reception_is_set_aside(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    file = tmp_path / "spells.csv"
    file.write_text(
        "person_ref,prison,reception_date,release_date,reason\n"
        "a,Durham,2015-01-01,2015-01-01,sentence\n"
        "a,Durham,2015-01-02,2015-01-01,sentence\n",
        encoding="utf-8",
    )
    done = load(store, CONTRACTS["prisons.custody_spells"], [file], now=datetime(2026, 1, 1, tzinfo=UTC))
    assert (done.rows_accepted, done.rows_quarantined) == (1, 1)


@pytest.mark.parametrize(
    "name",
    [
        "criminal_history",
        "police.people",
        "courts.proven_offences",
        "prisons.custody_spells",
        "probation.supervision",
        "police.arrests_and_charges",
        "youth.outcomes",
        "probation.needs",
        "local.cohort_membership",
        "moj.offences_not_counted",
    ],
)
def test_every_extract_about_people_has_a_contract(name: str) -> None:
    assert any(rule.name in ("person_ref", "offence_code") and rule.key for rule in CONTRACTS[name].columns)
