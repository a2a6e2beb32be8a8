"""For any valid TOML the scanner and the standard library see the same paths."""

from __future__ import annotations

import json
import tomllib
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from desist.partnership.positions import Path, lines_of

texts = st.text(st.sampled_from("ab\"'[]{}=,#.\\ \n\té"), max_size=8)
plain = st.one_of(
    texts.map(json.dumps),
    st.text(st.sampled_from('ab"[]{}=,#.\\ '), max_size=8).map(lambda text: f"'{text}'"),
    st.text(st.sampled_from('ab"[]{}=,#. \n'), max_size=8).map(lambda text: f"'''{text}'''"),
    st.text(st.sampled_from("ab'[]{}=,#. \n"), max_size=8).map(lambda text: f'"""{text}"""'),
    st.sampled_from(["1", "-0.5", "true", "2025-03-31", "07:30:00", "inf", "0x1F"]),
)
keys = st.one_of(st.sampled_from(["a", "b-1", "'c.d'", '"e]"', '"#"']), texts.map(json.dumps))
gap = st.sampled_from(["", " ", "\n", " # [x] = {\n"])


def listed(items: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(st.tuples(gap, items, gap).map("".join), max_size=3).map(
        lambda found: f"[{','.join(found)}]"
    )


def tabled(items: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pairs = st.tuples(keys, st.just(" = "), items).map("".join)
    return st.lists(pairs, max_size=3).map(lambda found: f"{{ {', '.join(found)} }}")


values = st.recursive(plain, lambda inner: st.one_of(listed(inner), tabled(inner)), max_leaves=6)
dotted = st.lists(keys, min_size=1, max_size=3).map(" . ".join)
lines = st.one_of(
    st.tuples(dotted, st.just(" = "), values).map("".join),
    dotted.map(lambda key: f"[{key}]"),
    dotted.map(lambda key: f"[[ {key} ]] # [["),
    st.just("# a = 1"),
    st.just(""),
)


def paths_of(tree: Any, at: Path = ()) -> set[Path]:
    found = {at}
    steps = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for step, value in steps:
        found |= paths_of(value, (*at, step))
    return found


@given(st.lists(lines, max_size=8).map("\n".join))
def test_same_paths_as_the_standard_library(text: str) -> None:
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return  # the scanner only ever sees what the standard library has accepted
    found = lines_of(text)
    assert set(found) == paths_of(tree)
    assert all(1 <= line <= text.count("\n") + 1 for line in found.values())
