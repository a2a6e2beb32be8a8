"""An indicator as it stands for one report: its readings, and what they were found to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desist.comparison.xmr import XmR
from desist.partnership.indicators import Indicator
from desist.vocabulary.mark import SYNTHETIC, Mark
from desist.vocabulary.measure import Measure
from desist.vocabulary.period import Period
from desist.vocabulary.reading import Reading
from desist.vocabulary.signal import Signal, Verdict


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One indicator for one report.

    ``latest`` is the reading the report answers with; when it is not available it says why: [x] for
    want of data, [c] too small to print. ``series`` is the history held up to the report's period,
    oldest first; ``live`` are the cohorts after it that a table shows as they stand. ``beside`` and
    ``peers`` are other places in the last period held, ``lines`` those beside over all periods where the
    plan draws a line for each; ``levels`` the breakdown's levels in the last period. ``signals`` are in
    the order of the plan's comparators. ``made_up`` says that a file behind the measure was made up by
    Desist itself. Of an answer that is provisional ``at_equal_age`` is the series as each figure stood
    when it was as old as the answer is.
    """

    indicator: Indicator
    measure: Measure
    place: str
    latest: Reading
    series: tuple[Reading, ...] = ()
    beside: tuple[Reading, ...] = ()
    lines: tuple[Reading, ...] = ()
    live: tuple[Reading, ...] = ()
    peers: tuple[Reading, ...] = ()
    levels: tuple[Reading, ...] = ()
    signals: tuple[Signal, ...] = ()
    limits: XmR | None = None
    limit_periods: tuple[Period, ...] = ()
    breaks: tuple[tuple[date, str], ...] = ()
    passport: str = ""
    peer_note: str = ""
    made_up: bool = False
    at_equal_age: tuple[Reading, ...] = ()

    @property
    def synthetic(self) -> bool:
        """Whether anything is shown of it that was made up; of a figure that is missing nothing is."""
        return self.made_up and any(each.mark is not Mark.NOT_AVAILABLE for each in self.readings)

    @property
    def tag(self) -> str:
        """What is printed behind its name or figure where it was made up."""
        return f" {SYNTHETIC}" if self.synthetic else ""

    @property
    def answered(self) -> bool:
        """Whether the report answers with a figure."""
        return self.latest.available

    @property
    def withheld(self) -> bool:
        """A figure is held, but is too small to print or not defined: no more data would help."""
        return not self.answered and self.latest.mark in (Mark.CONFIDENTIAL, Mark.NOT_APPLICABLE)

    @property
    def missing(self) -> bool:
        """No figure is held that may answer; ``latest.why`` says what would supply it."""
        return not self.answered and not self.withheld

    @property
    def compared(self) -> bool:
        """Whether the plan asks for a comparison and the figure can be compared."""
        return self.answered and bool(self.signals)

    @property
    def last_held(self) -> Reading | None:
        """The newest reading with a value, whether or not the report may answer with it."""
        return next((each for each in reversed(self.series) if each.available), None)

    @property
    def drawn(self) -> tuple[Reading, ...]:
        """The figures a chart may join: the final ones, or all where none is final yet.

        A line from final figures to provisional ones would show a fall that is only a wait.
        """
        held = tuple(each for each in self.series if each.available)
        return tuple(each for each in held if not each.provisional) or held

    @property
    def not_drawn(self) -> tuple[Reading, ...]:
        """The provisional figures that are left out of the chart."""
        drawn = {each.period for each in self.drawn}
        return tuple(each for each in self.series if each.available and each.period not in drawn)

    @property
    def too_old(self) -> bool:
        """A figure is held, but older than the plan accepts; the answer is then no reading of the data."""
        return (
            self.missing
            and self.last_held is not None
            and self.latest.period not in {each.period for each in self.series}
        )

    @property
    def signal(self) -> Signal:
        """A concern of any comparison, else the first that tells anything, else too few to say.

        The plan lists its comparators with the most telling first, yet a missed target is not to be
        hidden behind an ordinary quarter.
        """
        telling = [each for each in self.signals if each.verdict is not Verdict.TOO_FEW]
        concerns = [each for each in telling if each.verdict is Verdict.CONCERN]
        if telling:
            return (concerns or telling)[0]
        if self.compared:
            return self.signals[0]
        why = self.latest.why or "The plan compares it with nothing."
        return Signal(verdict=Verdict.TOO_FEW, against="", reason=why)

    @property
    def stated(self) -> tuple[str, ...]:
        """Why figures are published although they are small: the decisions used, each once."""
        shown = [each for each in (self.latest, *self.readings) if each.available and not each.provisional]
        return tuple(dict.fromkeys(each.why for each in shown if each.why))

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Every reading that the indicator's figure or table shows."""
        shown = {
            id(each): each
            for each in (*self.series, *self.live, *self.beside, *self.lines, *self.peers, *self.levels)
        }
        return tuple(shown.values()) or (self.latest,)


def verdict_of_all(judged: Sequence[Judged]) -> Verdict:
    """A question's verdict: concern if any indicator is one, then improvement, then no change.

    It is a rule that can be said aloud, not an index: one concern is never averaged away.
    """
    found = {each.signal.verdict for each in judged if each.compared}
    for verdict in (Verdict.CONCERN, Verdict.IMPROVEMENT, Verdict.NO_CHANGE):
        if verdict in found:
            return verdict
    return Verdict.TOO_FEW
