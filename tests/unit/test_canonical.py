"""One document, one spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desist.publication.passports.canonical import Json, canonical, from_canonical, output_hash, sha256

SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
)
DOCUMENTS = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20
)


def test_keys_are_sorted_floats_are_shortest_and_text_is_left_alone() -> None:
    decomposed = "cafe\u0301"
    assert (
        canonical({"b": 0.1, "a": [1, 1.0, 1e22], "é": decomposed})
        == ('{"a":[1,1.0,1e+22],"b":0.1,"é":"' + decomposed + '"}').encode()
    )
    assert canonical("caf\u00e9") != canonical(decomposed)


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), [-float("inf")], {"a": float("nan")}, "\ud800"]
)
def test_what_has_no_single_form_is_refused(value: Json) -> None:
    with pytest.raises(ValueError, match=r"canonical form|surrogates"):
        canonical(value)


@pytest.mark.parametrize("value", [{1: "a"}, {"a": {2: "b"}}, object(), {"a": b"bytes"}])
def test_what_json_lacks_is_refused(value: Json) -> None:
    with pytest.raises(TypeError, match=r"not text|canonical form"):
        canonical(value)


@pytest.mark.parametrize(
    "data",
    [
        b'{"a": 1}',
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b"1.00",
        b"NaN",
        b"1e999",
        b'"\xff"',
        b"",
        b'"\\u0041"',
    ],
)
def test_any_other_spelling_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        from_canonical(data)


@given(DOCUMENTS.filter(lambda document: "\ud800" not in repr(document)))
def test_a_document_comes_back_as_it_was(document: Json) -> None:
    try:
        data = canonical(document)
    except UnicodeEncodeError:
        return  # half a surrogate pair: refused, as the test above says
    assert canonical(from_canonical(data)) == data
    assert output_hash(document) == sha256(data)
