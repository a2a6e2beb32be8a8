"""A list of readings that can be printed as CSV, JSON or a data frame."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from desist.vocabulary.measure import Measure
from desist.vocabulary.reading import Reading

if TYPE_CHECKING:
    import pandas

OWN_DESK = "for the partnership's own desk, not for publication"
PROTECTED = "protected for publication"
OPEN = "open figures of their publisher"
AFTER_BREAKDOWNS = ("numerator", "denominator", "value", "lower", "upper", "status")


class Readings(Sequence[Reading]):
    """Readings of one measure, in the order of places, periods and levels."""

    def __init__(
        self, measure: Measure, readings: Sequence[Reading], by: Sequence[str] = (), use: str = OWN_DESK
    ) -> None:
        self.measure = measure
        self.use = use if measure.people else OPEN
        self.by = tuple(by)
        self._readings = tuple(readings)

    def __getitem__(self, index: Any) -> Any:
        return self._readings[index]

    def __len__(self) -> int:
        return len(self._readings)

    def __iter__(self) -> Iterator[Reading]:
        return iter(self._readings)

    @property
    def columns(self) -> tuple[str, ...]:
        """The headers of the table that the readings make: one column for each breakdown asked for."""
        return ("measure", "place", "period_start", "period_end", *self.by, *AFTER_BREAKDOWNS)

    def rows(self) -> list[tuple[Any, ...]]:
        """One row a reading, cells as Python values; a figure not given is None and has a status."""
        return [
            (
                each.measure,
                each.place,
                each.period.start,
                each.period.end,
                *(each.breakdown.get(name) for name in self.by),
                _whole(each.numerator),
                _whole(each.denominator),
                each.value,
                each.lower,
                each.upper,
                each.mark.value,
            )
            for each in self
        ]

    def to_csv(self) -> str:
        """The table as CSV with its headers; a figure not given is an empty cell, and its status says why."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows([["" if cell is None else cell for cell in row] for row in self.rows()])
        return text.getvalue()

    def to_json(self) -> str:
        """The definition and every reading, with the reason of each that is missing."""
        about = self.measure
        document = {
            "use": self.use,
            "measure": about.name,
            "title": about.title,
            "unit": about.unit,
            "better": about.better.value,
            "source": about.source,
            "contracts": list(about.contracts),
            "author": about.author,
            "checker": about.checker,
            "review": about.review.isoformat(),
            "notes": about.all_notes,
            "readings": [
                {
                    **dict(zip(self.columns, row, strict=True)),
                    "period_start": each.period.start.isoformat(),
                    "period_end": each.period.end.isoformat(),
                    "period": str(each.period),
                    "publisher": each.source,
                    "why": each.why,
                    "as_at": each.as_at.isoformat() if each.as_at else None,
                    "matured": each.matured,
                }
                for each, row in zip(self, self.rows(), strict=True)
            ],
        }
        return json.dumps(document, indent=2, ensure_ascii=False)

    def to_pandas(self) -> pandas.DataFrame:
        """The table as a data frame of pandas, its periods as dates."""
        import pandas

        frame = pandas.DataFrame(self.rows(), columns=list(self.columns))
        for column in ("period_start", "period_end"):
            frame[column] = pandas.to_datetime(frame[column])
        return frame


def _whole(number: float | None) -> float | int | None:
    return int(number) if number is not None and float(number).is_integer() else number
