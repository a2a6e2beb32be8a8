"""`python -m bench`: every speed that Desist promises, beside a fixed calibration of the same run."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from bench import Figure, calibrate, reoffending
from bench import linkage as linking
from bench import load as loading
from bench import protect as protecting
from bench import report as reporting

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Print each figure as it is measured: seconds to be read, ratios to be compared."""
    data = Path(os.environ.get("DATA") or ROOT.parent / "shared" / "data")
    if not data.is_dir():
        raise SystemExit(f"There is no real data at {data}; set DATA=path to measure on it.")
    fixed = calibrate()
    print(f"calibration: {fixed:.2f} s for a fixed sum in the engine; 'times' is a figure over it.\n")
    print(f"{'':<52}{'value':>10}  {'times':>7}")
    for figure in (
        *loading.figures(data),
        *reporting.figures(data),
        *protecting.figures(),
        *reoffending.figures(),
        *linking.figures(),
    ):
        print(_line(figure, fixed))
        sys.stdout.flush()


def _line(figure: Figure, fixed: float) -> str:
    times = f"{figure.value / fixed:7.1f}" if figure.unit == "s" else " " * 7
    return f"{figure.name:<52}{figure.value:>8.2f} {figure.unit:<2} {times}  {figure.note}"


if __name__ == "__main__":
    main()
