"""Which figures rest on files that Desist made up: decided by who sent the files, figure by figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from desist.measures.catalogue import CATALOGUE
from desist.publication.report.judged import Judged
from desist.quarter.judge import judge
from desist.quarter.made_up import EVERY_FIGURE, SOME_FIGURES, is_made_up, notice
from desist.quarter.reader import InputFile
from desist.synthetic.pack import SENDER
from tests.unit.quarter.made_up_reads import QUARTER, MadeUp, home, indicator, reading

VISITS = CATALOGUE["custody_visits"]


@dataclass
class Sent(MadeUp):
    """Reads whose files came from the senders named, by contract."""

    senders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def inputs(self, contract: str) -> list[InputFile]:
        return [
            InputFile(name=f"{at}.csv", sha256=f"{at}", sender=sender, received="2025-05-01", rows=1)
            for at, sender in enumerate(self.senders[contract])
        ]


def judged(value: float | None, *, made_up: bool) -> Judged:
    return replace(judge(MadeUp([reading(value)]), home(), indicator(), QUARTER), made_up=made_up)


def test_files_of_a_partner_make_a_real_figure() -> None:
    assert not is_made_up(Sent([], senders={"local.series": ("Custody visiting scheme",)}), VISITS)


def test_one_made_up_file_among_real_ones_is_enough() -> None:
    assert is_made_up(Sent([], senders={"local.series": ("Custody visiting scheme", SENDER)}), VISITS)


def test_a_contract_of_which_nothing_is_held_is_not_asked_about() -> None:
    assert not is_made_up(Sent([], versions={}), VISITS)


def test_a_figure_that_is_missing_has_nothing_made_up_in_it() -> None:
    missing = judged(None, made_up=True)
    assert (missing.synthetic, missing.tag) == (False, "")
    assert judged(50, made_up=True).tag == " [synthetic]"


def test_the_notice_says_whether_all_or_some_were_made_up() -> None:
    made_up, real, missing = judged(50, made_up=True), judged(50, made_up=False), judged(None, made_up=True)
    assert notice([made_up, missing], []) == EVERY_FIGURE
    assert notice([made_up, real], []) == SOME_FIGURES
    assert notice([made_up], [False]) == SOME_FIGURES
    assert notice([real, missing], [True]) == SOME_FIGURES
    assert notice([real, missing], [False]) == ""
