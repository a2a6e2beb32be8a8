"""The scanner finds every path that the standard library finds, on the line where it stands."""

from __future__ import annotations

import tomllib

import pytest

from desist.partnership.positions import lines_of

TEXT = '''\
# a comment
name = "x"
"quoted key" = 1   # "not a string
a.b = { c = 1, "d" = [1,
  2] }

[office]
text = """
[[not a heading]]
key = 3 \\""" still
"""
raw = \'\'\'it\'s
[x]\'\'\'

[[area]]
code = 'C:\\'
[[area.part]]
n = 2025-03-31
[[area.part]]
n = [ { p = 1 }, # one
  { p = 2 },
]
[[area]]
[area.inner]
last = "]}"
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("name",), 2),
        (("quoted key",), 3),
        (("a", "b", "c"), 4),
        (("a", "b", "d", 1), 5),
        (("office",), 7),
        (("office", "text"), 8),
        (("office", "raw"), 12),
        (("area", 0), 15),
        (("area", 0, "code"), 16),
        (("area", 0, "part", 1, "n", 1, "p"), 21),
        (("area", 1), 23),
        (("area", 1, "inner", "last"), 25),
    ],
)
def test_each_thing_is_on_its_line(path: tuple[str | int, ...], line: int) -> None:
    assert lines_of(TEXT)[path] == line


def paths_of(tree: object, at: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    found = {at}
    if isinstance(tree, dict):
        for key, value in tree.items():
            found |= paths_of(value, (*at, key))
    elif isinstance(tree, list):
        for place, value in enumerate(tree):
            found |= paths_of(value, (*at, place))
    return found


def test_finds_exactly_the_paths_of_the_standard_library() -> None:
    assert set(lines_of(TEXT)) == paths_of(tomllib.loads(TEXT))


def test_windows_line_ends_count_as_one() -> None:
    assert lines_of("a = 1\r\nb = 2\r\n")[("b",)] == 2
