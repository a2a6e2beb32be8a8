"""A place's published name, whatever dress it wears."""

from __future__ import annotations

import pytest

from desist.vocabulary.place import PlaceKind, named_kind, plain_name


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Northumbria [note 4]", "northumbria"),
        ("ENGLAND\xa0", "england"),
        ("Avon & Somerset", "avon and somerset"),
        ("  London,\nCity of ", "london, city of"),
    ],
)
def test_footnotes_spaces_and_capitals_make_no_difference(written: str, plain: str) -> None:
    assert plain_name(written) == plain


def test_a_kind_in_brackets_is_parted_from_the_name() -> None:
    assert named_kind("West Midlands (region)") == ("West Midlands", PlaceKind.REGION)


def test_brackets_that_name_no_kind_stay_in_the_name() -> None:
    assert named_kind("Bristol (City of)") == ("Bristol (City of)", None)
