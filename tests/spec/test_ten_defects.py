"""The ten defects of the five reports: each is caught, so is a paraphrase, and the correction is not."""

from __future__ import annotations

import pytest

from desist.publication.claims.check import check
from desist.publication.claims.evidence import Exhibit
from desist.publication.claims.finding import Weight
from desist.publication.narrative_syntax import read_narrative
from tests.spec.ten_defects import DEFECTS, EVIDENCE, FEB_19_JAN_20, YEAR_2019, Defect, exhibit


def fired(text: str, defect: Defect) -> list[str]:
    narrative = read_narrative(text, file="report.md")
    findings = check([narrative], EVIDENCE, exhibits=defect.exhibits, edition=True)
    assert all(f.file == "report.md" and f.line > 0 for f in findings)
    hit = [f for f in findings if f.rule == defect.rule]
    assert all(f.weight is Weight.FAILURE for f in hit)
    return [f.sentence for f in hit]


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda d: d.number)
def test_the_reports_own_sentence_is_caught(defect: Defect) -> None:
    assert fired(defect.report, defect)


@pytest.mark.parametrize(
    ("defect", "text"), [(d, text) for d in DEFECTS for text in d.paraphrases], ids=lambda x: str(x)[:40]
)
def test_a_paraphrase_is_caught(defect: Defect, text: str) -> None:
    assert fired(text, defect)


@pytest.mark.parametrize(
    ("defect", "text"), [(d, text) for d in DEFECTS for text in d.corrected], ids=lambda x: str(x)[:40]
)
def test_the_corrected_sentence_is_left_alone(defect: Defect, text: str) -> None:
    assert fired(text, defect) == []


def test_each_defect_has_two_paraphrases_at_least() -> None:
    assert {d.number.split(",")[0] for d in DEFECTS} == {str(n) for n in range(1, 11)}
    assert all(len(d.paraphrases) >= 2 for d in DEFECTS)


HEADED_2018 = exhibit(
    caption="Police recorded crime, change, year ending September 2019 compared with year ending "
    "September 2017",
    heading="Police recorded crime, change, year ending September 2018 v year ending September 2019",
)


@pytest.mark.parametrize(
    ("shown", "caught"),
    [
        (HEADED_2018, True),
        (exhibit(caption="Crimes recorded, 12 months to March 2020", heading="Year ending March 2021"), True),
        (exhibit(caption="Offences recorded, 2019/20", heading="Offences recorded, 2018/19"), True),
        (exhibit(caption="Recorded crime", source="Crime Survey for England and Wales"), True),
        (exhibit(caption="People who are victims, Crime Survey", source="Police recorded crime"), True),
        (
            exhibit(
                caption="Change, year ending September 2019", heading="Year ending September 2019, change"
            ),
            False,
        ),
        (exhibit(caption="Recorded crime", source="Home Office, police recorded crime"), False),
    ],
)
def test_defect_6_on_figures_and_tables(shown: Exhibit, caught: bool) -> None:
    findings = check([], EVIDENCE, exhibits=[shown])
    assert ("caption-disagrees" in {f.rule for f in findings}) is caught


def test_defect_8_on_a_figure() -> None:
    unequal = {"Durham": FEB_19_JAN_20, "England and Wales": YEAR_2019}
    equal = {"Durham": YEAR_2019, "England and Wales": YEAR_2019}
    assert "unequal-windows" in {f.rule for f in check([], EVIDENCE, exhibits=[exhibit(windows=unequal)])}
    assert "unequal-windows" not in {f.rule for f in check([], EVIDENCE, exhibits=[exhibit(windows=equal)])}


def test_defect_5_corrected_figures_run_without_gaps() -> None:
    shown = [exhibit(name=f"f{n}", number=n, kind="figure") for n in (1, 2, 3)]
    assert "numbering" not in {f.rule for f in check([], EVIDENCE, exhibits=shown)}
