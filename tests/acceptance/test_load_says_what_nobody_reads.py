"""A return with a misspelt measure or place is kept, and the one who loads it is told."""

from __future__ import annotations

from pathlib import Path

import desist
from desist.home.create import create


def test_misspelt_names_are_told_with_the_nearest(tmp_path: Path) -> None:
    create(tmp_path / "home", "durham")
    sent = tmp_path / "return.csv"
    sent.write_text(
        "measure,place,period,numerator,denominator\n"
        "satisfied_tretment,Durham,2025-01,8,10\n"
        "rj_referrals,Durhum,2025-01,8,\n"
        "recorded_offences,Durham,2025-03,9,\n"
        "custody_visits,Durham,2025-01,3,\n"
    )
    done = desist.open(tmp_path / "home").load("local.series", [sent])
    assert (done.rows_read, done.rows_accepted, done.rows_quarantined) == (4, 4, 0)
    notes = "\n".join(done.notes)
    assert (
        "'satisfied_tretment': it is no measure that Desist knows. Did you mean 'satisfied_treatment'?"
        in notes
    )
    assert "'Durhum': it is no place that Desist knows. Did you mean 'Durham'?" in notes
    assert "'recorded_offences': it is counted from" in notes
    assert "custody_visits" not in notes


def test_a_scheme_nobody_declared_is_told_and_still_counted(tmp_path: Path) -> None:
    create(tmp_path / "home", "durham")
    sent = tmp_path / "members.csv"
    sent.write_text(
        "person_ref,scheme,entry_date,exit_date,exit_reason,status,area\n"
        "a,IOM,2024-01-01,,,Red,Darlington\n"
        "b,Check point,2024-02-01,,,,Darlington\n"
    )
    home = desist.open(tmp_path / "home")
    done = home.load("local.cohort_membership", [sent], sender="partner")
    assert done.notes == ("partnership.toml declares no scheme 'Check point'. Did you mean 'Checkpoint'?",)
    sizes = home.measure("scheme_cohort_size", start="2024-03", end="2024-03", every="month", by="scheme")
    assert {each.breakdown["scheme"]: each.numerator for each in sizes} == {"IOM": 1, "Check point": 1}
