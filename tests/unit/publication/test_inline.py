"""Runs of a sentence, and how they are read aloud."""

from __future__ import annotations

import pytest

from desist.publication.inline import (
    SYMBOLS,
    WORDS,
    Badge,
    Emphasis,
    Link,
    Reference,
    Strong,
    Text,
    Value,
    text_of,
    words,
)
from desist.vocabulary.mark import Mark
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.signal import Verdict


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org",
        "javascript:alert(1)",
        "data:text/html,x",
        "//example.org",
        "https://",
        "example.org",
    ],
)
def test_only_an_https_address_makes_a_link(url: str) -> None:
    with pytest.raises(OperatorMistake, match="not an https address"):
        Link(text="here", url=url)


def test_runs_are_read_aloud_as_words() -> None:
    runs = (
        Text("It is "),
        Strong((Value(text="12.3%", passport="p", mark=Mark.PROVISIONAL), Emphasis(words(" now")))),
        Text(", see "),
        Reference("f", label="Figure 1"),
        Text(": "),
        Badge(Verdict.NO_CHANGE),
    )
    assert text_of(runs) == "It is 12.3% [p] now, see Figure 1: No change"


def test_every_verdict_has_a_word_and_a_symbol_of_its_own() -> None:
    for said in (SYMBOLS, WORDS):
        assert set(said) == set(Verdict)
        assert len(set(said.values())) == len(Verdict)
