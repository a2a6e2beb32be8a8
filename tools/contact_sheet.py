"""Put the pages of every report below a folder on one picture, so that a person can look at all of them.

Usage: contact_sheet.py FOLDER OUTPUT. Each page of each PDF, and the first screens of each HTML page on
a desk and on a phone, lie in OUTPUT/pages; OUTPUT/contact-sheet.png shows them all, each under its name,
at a size at which a heading can be read.
"""

from __future__ import annotations

import html
import math
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

ACROSS = 5
WIDTH, HEIGHT, LABEL, GAP = 595, 842, 26, 16  # of each picture: A4 at 72 dots to the inch
SCREENS = {"desk": (1100, 1556, 3), "phone": (375, 531, 5)}  # width and height in pixels, and how many


def pdf_pages(pdf: Path, output: Path, stem: str) -> list[Path]:
    """One PNG a page."""
    subprocess.run(
        [
            "pdftoppm",
            "-png",
            "-scale-to-x",
            str(WIDTH),
            "-scale-to-y",
            "-1",
            str(pdf),
            str(output / f"{stem}-pdf"),
        ],
        check=True,
    )
    return sorted(output.glob(f"{stem}-pdf-*.png"))


def _printed_on(screen: Image.Image) -> bool:
    """Whether there is more on a screen than paper and the foot of the screen above it."""
    wide, high = screen.size
    return screen.crop((0, high // 10, wide, high)).convert("L").getextrema()[0] < 200


def html_screens(page: Path, output: Path, stem: str, browser: str) -> list[Path]:
    """The first screens of a page, as a browser shows them on a desk and on a phone."""
    made = []
    for name, (wide, high, most) in SCREENS.items():
        whole = output / f"{stem}-{name}.png"
        with tempfile.TemporaryDirectory() as profile:
            options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
            options += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
            # a browser's window is never as narrow as a phone, so the page stands in a frame that is
            frame = Path(profile) / "frame.html"
            size = f"width:{wide}px;height:{high * most}px"
            address = html.escape(page.resolve().as_uri())
            frame.write_text(f'<body style="margin:0"><iframe src="{address}" style="{size};border:0">')
            window = f"--window-size={max(wide, 600)},{high * most}"
            shot = ["--hide-scrollbars", window, f"--screenshot={whole}"]
            command = [browser, *options, f"--user-data-dir={profile}", *shot, frame.as_uri()]
            subprocess.run(command, check=True, capture_output=True, timeout=120)
        with Image.open(whole) as picture:
            for at in range(most):
                screen = picture.crop((0, at * high, wide, (at + 1) * high))
                if at == 0 or _printed_on(screen):  # nothing but paper is left out
                    made.append(output / f"{stem}-{name}-{at + 1}.png")
                    screen.save(made[-1])
        whole.unlink()
    return made


def sheet(pictures: list[Path]) -> Image.Image:
    """All pictures in rows, each under its file name."""
    rows = math.ceil(len(pictures) / ACROSS)
    size = (ACROSS * (WIDTH + GAP) + GAP, rows * (HEIGHT + LABEL + GAP) + GAP)
    whole = Image.new("RGB", size, "#d0d0d0")
    draw = ImageDraw.Draw(whole)
    face = ImageFont.load_default(size=16)
    for place, path in enumerate(pictures):
        left = GAP + place % ACROSS * (WIDTH + GAP)
        top = GAP + place // ACROSS * (HEIGHT + LABEL + GAP)
        draw.text((left, top), path.stem, fill="black", font=face)
        with Image.open(path) as picture:
            picture.thumbnail((WIDTH, HEIGHT))
            whole.paste(picture, (left, top + LABEL))
    return whole


def main(folder: Path, output: Path) -> int:
    pages = output / "pages"
    pages.mkdir(parents=True, exist_ok=True)
    for old in pages.glob("*.png"):
        old.unlink()
    browser = subprocess.run(
        ["bash", "tools/system.sh", "browser"], capture_output=True, text=True
    ).stdout.strip()
    pictures: list[Path] = []
    for path in sorted(folder.rglob("*")):
        stem = "-".join(path.relative_to(folder).with_suffix("").parts)
        if path.suffix == ".pdf":
            pictures += pdf_pages(path, pages, stem)
        elif path.suffix == ".html" and browser:
            pictures += html_screens(path, pages, stem, browser)
    if not pictures:
        print(f"There is no report to show in {folder}.", file=sys.stderr)
        return 1
    sheet(pictures).save(output / "contact-sheet.png")
    print(f"{len(pictures)} pages are on {output / 'contact-sheet.png'}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
