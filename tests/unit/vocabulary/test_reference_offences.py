"""Looking up offences, outcomes and weights in the tables of facts."""

from __future__ import annotations

import pytest

from desist.vocabulary import reference
from desist.vocabulary.mistake import OperatorMistake


def test_an_offence_code_has_its_group() -> None:
    code = reference.offence_code(" 8n ")
    assert (code.description, code.subgroup, code.offence_group) == (
        "Assault with injury", "Violence with injury", "Violence against the person",
    )  # fmt: skip


def test_manslaughter_and_corporate_manslaughter_are_two_codes() -> None:
    assert reference.offence_code("4.1").description == "Manslaughter"
    assert reference.offence_code("4.10").description == "Corporate manslaughter"


def test_an_unknown_offence_code_is_an_operators_mistake() -> None:
    with pytest.raises(OperatorMistake, match="'8Ñ' is no Home Office offence code"):
        reference.offence_code("8Ñ")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Miscellaneous crimes", "Miscellaneous crimes against society"),
        ("Total recorded crime  (excluding fraud)", "Total recorded crime (excluding fraud)"),
        ("Rape offences", "Rape"),
        ("ROBBERY", "Robbery"),
        ("All other theft offences", "Other theft offences"),
    ],
)
def test_a_group_has_one_name_however_it_is_published(written: str, name: str) -> None:
    assert reference.offence_group(written) == name


def test_an_unknown_group_is_an_operators_mistake() -> None:
    with pytest.raises(OperatorMistake, match=r"'Roberry' is no offence group.*Did you mean 'Robbery'"):
        reference.offence_group("Roberry")


@pytest.mark.parametrize(
    ("category", "group"),
    [
        ("Violence and sexual offences", "Violence and sexual offences"),
        ("Bicycle theft", "Theft offences"),
        ("Anti-social behaviour", ""),
    ],
)
def test_a_police_uk_type_has_a_group_it_compares_with(category: str, group: str) -> None:
    assert reference.comparable_group(category) == group


def test_anti_social_behaviour_is_the_only_type_that_is_no_crime() -> None:
    not_crimes = [row["name"] for row in reference.rows("police_uk_categories") if row["is_crime"] == "false"]
    assert not_crimes == ["Anti-social behaviour"]


def test_an_unknown_police_uk_type_is_an_operators_mistake() -> None:
    with pytest.raises(OperatorMistake, match="Did you mean 'Burglary'"):
        reference.comparable_group("Burgulary")


def test_both_sources_compare_by_the_same_groups() -> None:
    from_codes = {row["comparable_group"] for row in reference.rows("offence_codes")} - {""}
    from_types = {row["comparable_group"] for row in reference.rows("police_uk_categories")} - {""}
    assert from_codes == from_types


def test_an_offence_and_its_police_uk_type_agree_on_the_group() -> None:
    for row in reference.rows("offence_codes"):
        if row["police_uk_category"]:
            assert reference.comparable_group(row["police_uk_category"]) == row["comparable_group"], row[
                "code"
            ]


def test_the_positive_outcomes_are_those_of_the_method() -> None:
    positive = {row["code"] for row in reference.rows("crime_outcomes") if row["positive"] == "true"}
    assert positive == {"1", "1A", "2", "3", "4", "6", "7", "8"}  # METHODS 14.2; 1A is part of 1
    assert not reference.outcome_code(22).positive
    assert reference.outcome_code(22).positive_with_diversion


def test_outcome_0_is_not_an_outcome_yet() -> None:
    assert not reference.outcome_code("0").assigned
    assert all(reference.outcome_code(code).assigned for code in range(1, 23))


def test_an_unknown_outcome_is_an_operators_mistake() -> None:
    with pytest.raises(OperatorMistake, match="'23' is no Home Office outcome code"):
        reference.outcome_code(23)


def test_comparable_police_uk_outcomes_agree_with_the_codes_they_stand_for() -> None:
    for row in reference.rows("police_uk_outcomes"):
        codes = [reference.outcome_code(code) for code in row["outcome_codes"].split(";") if code]
        assert (row["comparable"] == "true") == bool(codes)
        for code in codes:
            assert code.outcome_group == row["outcome_group"]
            assert code.positive == (row["positive"] == "true")


def test_severity_weights_are_versioned() -> None:
    (version,) = reference.severity_versions()
    weights = reference.severity_weights(version)
    assert weights == reference.severity_weights()
    assert weights["1"] == weights["4.10"] == pytest.approx(7973.393423)
    with pytest.raises(OperatorMistake, match="Severity weights of '1999' are not held"):
        reference.severity_weights("1999")
