"""However an example's files are spoiled, they open or are answered with one sentence: no traceback."""

from __future__ import annotations

import re
import tempfile
from functools import cache
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from desist.partnership import create_home, examples, open_home
from desist.partnership.create import EXAMPLES
from desist.partnership.home import FILES, Partnership
from desist.vocabulary.mistake import OperatorMistake

# Stretches of a file: whole lines, the names of keys, and what stands after an equals sign.
STRETCH = re.compile(r"^[^\n]*\n|^\w+(?= =)|(?<== )[^\n]+", re.MULTILINE)
VALUE = re.compile(r"(?<== )(?!\[$)[^\n]+")
TEXTS = ['""', '" "', '"x"', '"E23000008"', r'"\u0000"', r'"\u202e"', "'''\na'''", f'"{"x" * 400}"']
NUMBERS = ["0", "1", "-1", "99999999999", "0x" + "F" * 400, "1.5", "1e300", "inf", "nan", "true"]
DATES = ["2025-02-28", "0001-01-01", "9999-12-31", "2025-03-31T00:00:00Z", "07:30:00"]
LISTS = ["[]", "[1]", '["x", 2]', "[[]]", "{}", "{ a = 1 }", '[{ a = "x" }]']
LITERALS = st.sampled_from([*TEXTS, *NUMBERS, *DATES, *LISTS])
SCRAPS = st.one_of(
    st.binary(max_size=4), st.sampled_from([b"[", b"]]", b"{", b'"', b"'''", b"=", b"#", b"\n"])
)
EXAMPLE = st.sampled_from(examples())
FILE = st.sampled_from(FILES)


@st.composite
def another_value(draw: st.DrawFn, text: str) -> str:
    """The file with one value replaced by another, often of the wrong kind."""
    found = draw(st.sampled_from(list(VALUE.finditer(text))))
    return text[: found.start()] + draw(LITERALS) + text[found.end() :]


@st.composite
def lines_moved(draw: st.DrawFn, text: str) -> str:
    """The file with a few lines left out, given twice, or put elsewhere."""
    lines = text.splitlines(keepends=True)
    for _ in range(draw(st.integers(1, 3))):
        line = lines.pop(draw(st.integers(0, len(lines) - 1)))
        for _ in range(draw(st.integers(0, 2))):
            lines.insert(draw(st.integers(0, len(lines))), line)
    return "".join(lines)


@st.composite
def mangled(draw: st.DrawFn, text: str) -> bytes:
    """The file with a stretch cut, repeated or overwritten by bytes that mean something to TOML."""
    found = draw(st.sampled_from(list(STRETCH.finditer(text))))
    stretch = found.group().encode() * draw(st.integers(0, 2))
    return text[: found.start()].encode() + stretch + draw(SCRAPS) + text[found.end() :].encode()


@cache
def text_of(example: str, name: str) -> str:
    return (EXAMPLES / example / name).read_text(encoding="utf-8")


def opens_or_says(example: str, name: str, raw: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        create_home(home, example)
        (home / name).write_bytes(raw)
        try:
            assert isinstance(open_home(home), Partnership)
        except OperatorMistake as mistake:
            assert re.fullmatch(r"\w+\.toml(, line \d+)?: \S[^\n]*[.?]", mistake.sentence)
            at = re.search(r"line (\d+)", mistake.sentence)
            lines = max((home / each).read_bytes().count(b"\n") for each in FILES)
            assert at is None or 1 <= int(at[1]) <= lines + 1


@given(EXAMPLE, FILE, st.data())
def test_another_value(example: str, name: str, data: st.DataObject) -> None:
    opens_or_says(example, name, data.draw(another_value(text_of(example, name))).encode())


@given(EXAMPLE, FILE, st.data())
def test_moved_lines(example: str, name: str, data: st.DataObject) -> None:
    opens_or_says(example, name, data.draw(lines_moved(text_of(example, name))).encode())


@given(EXAMPLE, FILE, st.data())
def test_mangled_bytes(example: str, name: str, data: st.DataObject) -> None:
    opens_or_says(example, name, data.draw(mangled(text_of(example, name))))
