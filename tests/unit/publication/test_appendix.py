"""The appendix of risks keeps its fixed headings."""

from __future__ import annotations

import pytest

from desist.publication.appendix import HEADINGS, risks
from desist.vocabulary.mistake import OperatorMistake


def test_every_heading_is_printed_with_na_where_nothing_is_said() -> None:
    made = risks({"Staffing": "One post is vacant.", "Finance": ""})
    assert tuple(risk.heading for risk in made) == HEADINGS
    assert len(made) == 13
    assert {risk.heading: risk.text for risk in made}["Staffing"] == "One post is vacant."
    assert sum(risk.text == "N/A" for risk in made) == 12


def test_an_unknown_heading_names_the_nearest() -> None:
    with pytest.raises(OperatorMistake, match=r"no heading 'Staff'.*'Staffing'"):
        risks({"Staff": "x"})
