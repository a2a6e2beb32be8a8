"""However a known name is dressed, it leads to the same place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desist.vocabulary import reference

DRESS = st.sampled_from(["{}", " {} ", "{}\xa0", "{} [note 12]", "{}[p]", "\t{}\n"])
LETTERS = st.sampled_from([str.upper, str.lower, str.title, str.swapcase])


@given(st.sampled_from(reference.forces()), DRESS, LETTERS)
def test_a_dressed_name_is_the_same_force(force: reference.Force, dress: str, letters: object) -> None:
    assert callable(letters)
    for name in (force.name, force.police_uk_name, force.officers_name):
        if name:
            assert reference.force(dress.format(letters(name))) == force


@given(st.sampled_from(sorted(reference.places())), DRESS)
def test_a_code_is_always_exact(code: str, dress: str) -> None:
    place = reference.places()[code]
    assert reference.place(f"  {code.lower()}\xa0") == place
    again = reference.place(dress.format(place.name), place.kind)
    assert again.name == place.name
    assert again.kind == place.kind
