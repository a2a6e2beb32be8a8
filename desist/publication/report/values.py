"""The values an officer may insert by name: an indicator's own figure, or any reading of a measure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from desist.publication.narrative import Asked, Given
from desist.publication.report.judged import Judged
from desist.vocabulary.mark import Mark
from desist.vocabulary.measure import Measure
from desist.vocabulary.mistake import OperatorMistake, nearest
from desist.vocabulary.period import Every, Period, ending
from desist.vocabulary.reading import Reading

FIXED = frozenset({"place", "period", "every", "show", "decimals"})
Read = Callable[[Measure, str, Period, Mapping[str, str]], Reading]


class ReportValues:
    """Looks up inserted values; those beyond the indicators' own figures are kept for their passports."""

    def __init__(
        self,
        judged: Sequence[Judged],
        measures: Mapping[str, Measure],
        read: Read,
        passport: Callable[[Reading], str],
        quarter: Period,
        made_up: Callable[[Measure], bool] = lambda measure: False,
    ) -> None:
        self._judged = judged
        self._measures = measures
        self._read = read
        self._passport = passport
        self._quarter = quarter
        self._made_up = made_up
        self.also: dict[str, Reading] = {}  # passport id → a reading shown in a sentence alone
        self.own: set[str] = set()  # passport ids of indicators' figures shown in a sentence

    @property
    def names(self) -> Collection[str]:
        """Measures by name, and indicators by id with _ for -."""
        return {*self._measures, *(each.indicator.id.replace("-", "_") for each in self._judged)}

    def given(self, asked: Asked) -> Given:
        own = next((j for j in self._judged if j.indicator.id.replace("-", "_") == asked.name), None)
        own = own or next(
            (j for j in self._judged if j.measure.name == asked.name and not j.indicator.only), None
        )
        measure = own.measure if own else self._measures[asked.name]
        levels = {name: level for name, level in asked.terms.items() if name not in FIXED}
        for name in levels:
            if name not in measure.breakdowns:
                raise OperatorMistake(
                    f"{asked.file}, line {asked.line}: '{measure.name}' has no breakdown '{name}'.",
                    hint=nearest(name, [*FIXED, *measure.breakdowns]),
                )
        if own and not levels and not {"place", "period", "every"} & set(asked.terms):
            self.own.add(own.passport)
            return self._given(own.latest, measure, own.passport)
        only = {**(dict(own.indicator.only) if own else {}), **levels}
        place = asked.terms.get("place", own.place if own else "")
        reading = self._read(measure, place, self._period(asked, own), only)
        passport = self._passport(reading)
        self.also[passport] = reading
        return self._given(reading, measure, passport)

    def synthetic(self, reading: Reading) -> bool:
        """Whether a figure is shown that was made up."""
        return reading.mark is not Mark.NOT_AVAILABLE and self._made_up(self._measures[reading.measure])

    def _given(self, reading: Reading, measure: Measure, passport: str) -> Given:
        return Given(reading=reading, measure=measure, passport=passport, synthetic=self.synthetic(reading))

    def _period(self, asked: Asked, own: Judged | None) -> Period:
        usual = own.latest.period if own else self._quarter
        written, every = asked.terms.get("period", ""), asked.terms.get("every", "")
        lengths = {1: Every.MONTH, 3: Every.QUARTER, 12: Every.YEAR}
        if every and every not in {each.value for each in Every}:
            raise OperatorMistake(
                f"{asked.file}, line {asked.line}: '{every}' is not a length of period.",
                hint="Use month, quarter or year.",
            )
        step = Every(every) if every else lengths.get(usual.months or 3, Every.QUARTER)
        if not written:
            return usual if not every else ending(f"{usual.end:%Y-%m}", step)
        try:
            return ending(written, step)
        except OperatorMistake as trouble:
            raise OperatorMistake(
                f"{asked.file}, line {asked.line}: {trouble.sentence}", hint=trouble.hint
            ) from trouble
