"""Put pages of the demonstration's report side by side on one picture, for the README.

Usage: report_picture.py DEMO OUTPUT.png PAGE PAGE… where DEMO is the folder that `desist demo` made and
PAGE the number of a page of its report, or `plan` for the plan on a page.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

HEIGHT, GAP, EDGE = 760, 18, 1
GREY, LINE = "#e8e8e8", "#9a9a9a"
LARGEST = 300_000  # bytes


def page(pdf: Path, number: int) -> Image.Image:
    """One page as a picture of the common height, with a thin line around it."""
    with tempfile.TemporaryDirectory() as folder:
        stem = Path(folder) / "page"
        span = ["-f", str(number), "-l", str(number), "-singlefile"]
        command = [
            "pdftoppm",
            "-png",
            "-scale-to-x",
            "-1",
            "-scale-to-y",
            str(HEIGHT),
            *span,
            str(pdf),
            str(stem),
        ]
        subprocess.run(command, check=True, capture_output=True)
        with Image.open(stem.with_suffix(".png")) as drawn:
            framed = Image.new("RGB", (drawn.width + 2 * EDGE, drawn.height + 2 * EDGE), LINE)
            framed.paste(drawn, (EDGE, EDGE))
            return framed


def side_by_side(pages: list[Image.Image]) -> Image.Image:
    """All pages in one row on grey."""
    width = sum(each.width for each in pages) + GAP * (len(pages) + 1)
    whole = Image.new("RGB", (width, pages[0].height + 2 * GAP), GREY)
    left = GAP
    for each in pages:
        whole.paste(each, (left, GAP))
        left += each.width + GAP
    return whole


def main(demo: Path, output: Path, wanted: list[str]) -> None:
    """Find the report and the plan, draw the pages wanted, and see that the picture is small."""
    report = max(demo.glob("drafts/*/report.pdf"))  # of the newest quarter
    pages = [
        page(demo / "drafts" / "plan.pdf", 1) if each == "plan" else page(report, int(each))
        for each in wanted
    ]
    output.parent.mkdir(parents=True, exist_ok=True)
    side_by_side(pages).quantize(colors=256).save(output, optimize=True)
    size = output.stat().st_size
    if size > LARGEST:
        raise SystemExit(
            f"{output} takes {size:,} bytes; {LARGEST:,} is the most a page of the manual should load."
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
