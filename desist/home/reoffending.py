"""Reoffending in depth, asked of an opened partnership: each method answers one question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from desist.vocabulary.mistake import OperatorMistake

if TYPE_CHECKING:
    from desist.home.opened import Home
    from desist.measures.reoffending.rfg_model import RfgModel
    from desist.publication.charts.chart import Chart
    from desist.quarter.reoffending.before_after import BeforeAfter
    from desist.quarter.reoffending.change import Change
    from desist.quarter.reoffending.coverage import Coverage
    from desist.quarter.reoffending.expected import Expected
    from desist.quarter.reoffending.harm import Harm
    from desist.quarter.reoffending.nowcasts import Nowcasts
    from desist.quarter.reoffending.ranking import Ranking
    from desist.quarter.reoffending.reconciliation import Reconciled
    from desist.quarter.reoffending.scorecards import Scorecard
    from desist.quarter.reoffending.timing import Timing
    from desist.quarter.reoffending.youth_cohorts import YouthCohorts

RFG_MODELS = "rfg_models.toml"


class Reoffending:
    """What a partnership's own records say of reoffending beyond one measure; see `desist reoffending`."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def nowcast(
        self, *, place: str = "", start: str = "", end: str = "", as_at: str = "", by: str = ""
    ) -> Nowcasts:
        """Where the final rate of each cohort will lie that is not mature; see `desist reoffending nowcast`.

        Dates as '2025-03' or '2025-03-31'; ``as_at`` looks at nothing after that day.
        """
        from desist.home.periods import day_meant
        from desist.quarter.reoffending.nowcasts import nowcasts

        with closing(self._home.reader()) as reader:
            return nowcasts(
                reader,
                self._home.place(place),
                rule=self._home.partnership.small_numbers,
                as_at=day_meant(as_at, last=True) if as_at else None,
                start=day_meant(start, last=False) if start else None,
                end=day_meant(end, last=True) if end else None,
                by=by,
            )

    def scorecard(self, *, place: str = "") -> Scorecard:
        """How often final rates lay in the intervals of past nowcasts; see `desist reoffending scorecard`."""
        from desist.quarter.reoffending.scorecards import scorecard

        with closing(self._home.reader()) as reader:
            return scorecard(
                reader,
                self._home.place(place),
                rule=self._home.partnership.small_numbers,
                loads=self._home.loads(),
                open_at=lambda versions: self._home.reader(dict(versions)),
            )

    def expected(
        self,
        *,
        place: str = "",
        start: str = "",
        end: str = "",
        by: str = "",
        model: str = "OGRS3",
        base_start: str = "",
        base_end: str = "",
    ) -> Expected:
        """How many reoffended beside how many were to be expected to; see `desist reoffending expected`.

        Months as '2022-10'; left out, the newest mature year. The model is fitted to everybody whom the
        partnership's agencies sent, in the year before or the base asked for.
        """
        from desist.quarter.reoffending.expected import expected

        with closing(self._home.reader()) as reader:
            return expected(
                reader,
                self._home.place(place),
                rule=self._home.partnership.small_numbers,
                start=start,
                end=end,
                by=by,
                model=model,
                base_place=self._home.place(),
                base_start=base_start,
                base_end=base_end,
            )

    def change(self, earlier: str, later: str, *, place: str = "", by: str | Sequence[str] = ()) -> Change:
        """A change of the rate parted into mix and rate; see `desist reoffending change`.

        Periods as '2018-10..2019-09', or '2019' for a calendar year.
        """
        from desist.quarter.reoffending.change import USUAL, change

        given = ((by,) if isinstance(by, str) and by else tuple(by)) or USUAL
        with closing(self._home.reader()) as reader:
            return change(
                reader,
                self._home.place(place),
                rule=self._home.partnership.small_numbers,
                earlier=_span(earlier),
                later=_span(later),
                by=given,
            )

    def when(self, *, place: str = "", start: str = "", end: str = "", by: str = "") -> Timing:
        """How many had reoffended by when and at what risk; see `desist reoffending when`."""
        from desist.quarter.reoffending.timing import timing

        with closing(self._home.reader()) as reader:
            return timing(
                reader,
                self._home.place(place),
                rule=self._home.partnership.small_numbers,
                start=start,
                end=end,
                by=by,
            )

    def harm(
        self,
        *,
        place: str = "",
        start: str = "",
        end: str = "",
        by: str = "",
        index: str = "",
        seed: int = 1,
    ) -> Harm:
        """The harm of reoffending, and how few people do most of it; see `desist reoffending harm`."""
        from desist.quarter.reoffending.harm import harm

        with closing(self._home.reader()) as reader:
            return harm(
                reader,
                self._home.place(place),
                rule=self._home.partnership.small_numbers,
                start=start,
                end=end,
                by=by,
                index=index,
                seed=seed,
            )

    def rank(
        self,
        scheme: str,
        *,
        purpose: str,
        reason: str,
        user: str = "",
        model: str = "default 2026",
        place: str = "",
        as_at: str = "",
        index: str = "",
        members_only: bool = False,
        top: int | None = None,
    ) -> Ranking:
        """People ranked by RFG score, for a stated purpose; see `desist reoffending rank`.

        Personal data: under a sharing agreement that opens the tables it reads, and each attempt is logged.
        ``reason`` says why just now, ``user`` which user of access.toml asks. ``model`` is one of the
        partnership's own rfg_models.toml, or one of Desist's.
        """
        from desist.home.periods import day_meant
        from desist.home.ranked import ranked

        return ranked(
            self._home,
            scheme,
            place=self._home.place(place),
            model=self._rfg_model(model),
            purpose=purpose,
            reason=reason,
            user=user,
            as_at=day_meant(as_at, last=True) if as_at else None,
            index=index,
            members_only=members_only,
            top=top,
        )

    def before_after(self, scheme: str, *, place: str = "", event: str = "") -> BeforeAfter:
        """Before and after people came into a scheme; see `desist reoffending before-after`.

        It never shows what the scheme does, and its ``warning`` says why.
        """
        from desist.partnership.schemes import event_meant
        from desist.quarter.reoffending.before_after import before_after

        declared = self._home.partnership.scheme(scheme)
        rule = self._home.partnership.small_numbers
        with closing(self._home.reader()) as reader:
            chosen = event_meant(event) if event else None
            return before_after(reader, self._home.place(place), declared, rule=rule, event=chosen)

    def coverage(
        self, scheme: str, *, place: str = "", months: int = 12, index: str = "", as_at: str = ""
    ) -> Coverage:
        """How many of those who did most harm lately are in a scheme; see `desist reoffending coverage`."""
        from desist.home.periods import day_meant
        from desist.quarter.reoffending.coverage import coverage

        declared = self._home.partnership.scheme(scheme)
        rule = self._home.partnership.small_numbers
        with closing(self._home.reader()) as reader:
            day = day_meant(as_at, last=True) if as_at else None
            code = self._home.place(place)
            return coverage(reader, code, declared, rule=rule, months=months, index=index, as_at=day)

    def youth_cohorts(self, *, place: str = "", start: str = "", end: str = "", by: str = "") -> YouthCohorts:
        """Cohorts of children at 3, 6, 9 and 12 months; see `desist reoffending youth-cohort`."""
        from desist.home.periods import periods_meant
        from desist.measures.catalogue import measure
        from desist.quarter.reoffending.youth_cohorts import youth_cohorts

        code = self._home.place(place)
        with closing(self._home.reader()) as reader:
            about = measure("local_youth_reoffending_12_months")
            periods, _ = periods_meant(about, start, end, "", reader.held(about, code))
            return youth_cohorts(reader, code, periods, by=by)

    def reconcile(
        self,
        *,
        quarter: str = "",
        start: str = "",
        end: str = "",
        place: str = "",
        cohort_months: int = 3,
        counts_listed: bool = False,
        before: str = "",
    ) -> Reconciled:
        """The local figure beside the official one, and why they differ; see `desist reoffending reconcile`.

        ``quarter`` is the last month of a 3-month cohort, '2022-03'; or ``start`` and ``end`` name its first
        and last month. ``before`` names the load before which our data were those of the official extract.
        """
        from desist.home.periods import cohort_meant
        from desist.quarter.reoffending.reconciliation import LocalRule, reconciliation

        return reconciliation(
            self._home.store,
            lambda versions, instead: self._home.reader(dict(versions), instead=instead),
            self._home.place(place),
            cohort_meant(quarter, start, end),
            small=self._home.partnership.small_numbers,
            rule=LocalRule(cohort_months=cohort_months, counts_listed=counts_listed),
            before=before,
        )

    def calibration_chart(self, found: Expected) -> Chart:
        """What a model predicted beside what came, drawn: ``svg``, ``png``, ``alt`` and ``table``."""
        from desist.quarter.reoffending.pictures import calibration_chart

        return calibration_chart(found)

    def survival_chart(self, found: Timing) -> Chart:
        """The percent who had reoffended week by week, in steps of people enough to be told of."""
        from desist.quarter.reoffending.pictures import survival_chart

        return survival_chart(found, fewest=self._home.partnership.small_numbers.withhold_below)

    def harm_chart(self, found: Harm) -> Chart:
        """How much of all harm how few people did, drawn."""
        from desist.quarter.reoffending.pictures import harm_chart

        return harm_chart(found)

    def _rfg_model(self, name: str) -> RfgModel:
        from desist.measures.reoffending.rfg_model import read_models, rfg_model

        own = self._home.folder / RFG_MODELS
        models = read_models(own.read_text(encoding="utf-8")) if own.exists() else {}
        return models[name] if name in models else rfg_model(name)


def _span(text: str) -> tuple[str, str]:
    """The first and last month of a period written 2018-10..2019-09, or 2019 for a calendar year."""
    if re.fullmatch(r"\d{4}", text.strip()):
        return f"{text.strip()}-01", f"{text.strip()}-12"
    months = re.fullmatch(r"(\d{4}-\d{2})\s*(?:\.\.|to)\s*(\d{4}-\d{2})", text.strip())
    if not months:
        raise OperatorMistake(f"'{text}' is not a period.", hint="Write it as 2018-10..2019-09, or as 2019.")
    return months[1], months[2]
