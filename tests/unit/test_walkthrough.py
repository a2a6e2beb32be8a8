"""What follows a page of the manual sees every way in which the page may be wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.walkthrough import follow

PAGE = """\
Save this:

```csv title="sub/a.csv"
one,two
```

```console
$ cd sub
$ cat a.csv
{shown}
```

```sh
this-is-only-shown
```
"""


def followed(tmp_path: Path, page: str) -> int:
    written = tmp_path / "page.md"
    written.write_text(page, encoding="utf-8")
    reader = tmp_path / "reader"
    reader.mkdir()
    return follow(written, reader)


@pytest.mark.parametrize("shown", ["one,two", "…", "one,…", "…\none,two\n…"])
def test_what_is_shown_and_comes_is_right(tmp_path: Path, shown: str) -> None:
    assert followed(tmp_path, PAGE.format(shown=shown)) == 1


@pytest.mark.parametrize("shown", ["one,three", "one", "one,two\nmore", "…\nthree"])
def test_what_is_shown_and_does_not_come_is_wrong(tmp_path: Path, shown: str) -> None:
    with pytest.raises(AssertionError, match="what came is"):
        followed(tmp_path, PAGE.format(shown=shown))


def test_a_command_that_fails_must_say_so(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="it failed"):
        followed(tmp_path, "```console\n$ false\n```\n")


def test_a_mistake_that_is_shown_must_come(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="it did not fail"):
        followed(tmp_path, "```console\n$ echo 'desist: no.'\ndesist: no.\n```\n")


def test_the_code_of_a_figure_is_the_readers_own(tmp_path: Path) -> None:
    page = "```console\n$ echo 'AB-1111-2222  same'\nXY-AAAA-BBBB  same\n$ echo XY-AAAA-BBBB\nXY-AAAA-BBBB\n"
    page += "```\n"
    assert followed(tmp_path, page) == 2


def test_lines_of_a_file_are_changed(tmp_path: Path) -> None:
    change = '```diff title="a"\n one\n-two\n+three\n```\n'
    page = '```text title="a"\none\ntwo\n```\n' + change + "```console\n$ cat a\none\nthree\n```\n"
    assert followed(tmp_path, page) == 1
    (tmp_path / "again").mkdir()
    with pytest.raises(AssertionError, match="does not hold, once"):
        followed(tmp_path / "again", page.replace("one\ntwo", "one\nfour"))
