"""Put the pages of every report below a folder on one picture, so that a person can look at all of them.

Usage: contact_sheet.py FOLDER OUTPUT. Each page of each PDF and a picture of each HTML page lie in
OUTPUT/pages; OUTPUT/contact-sheet.png shows them all, small, each under its name.
"""

from __future__ import annotations

import math
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw

ACROSS = 4
WIDTH, HEIGHT, LABEL, GAP = 420, 594, 18, 12


def pdf_pages(pdf: Path, output: Path, stem: str) -> list[Path]:
    """One PNG a page."""
    subprocess.run(["pdftoppm", "-png", "-r", "72", str(pdf), str(output / f"{stem}-pdf")], check=True)
    return sorted(output.glob(f"{stem}-pdf-*.png"))


def html_page(page: Path, output: Path, stem: str, browser: str) -> Path:
    """The first screens of a page, as a browser on a desk shows them."""
    picture = output / f"{stem}-html.png"
    with tempfile.TemporaryDirectory() as profile:
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
        options += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
        shot = ["--hide-scrollbars", "--window-size=1100,1556", f"--screenshot={picture}"]
        command = [browser, *options, f"--user-data-dir={profile}", *shot, page.resolve().as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    return picture


def sheet(pictures: list[Path]) -> Image.Image:
    """All pictures in rows, each under its file name."""
    rows = math.ceil(len(pictures) / ACROSS)
    size = (ACROSS * (WIDTH + GAP) + GAP, rows * (HEIGHT + LABEL + GAP) + GAP)
    whole = Image.new("RGB", size, "#808080")
    draw = ImageDraw.Draw(whole)
    for place, path in enumerate(pictures):
        left = GAP + place % ACROSS * (WIDTH + GAP)
        top = GAP + place // ACROSS * (HEIGHT + LABEL + GAP)
        draw.text((left, top), path.stem, fill="white")
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
            pictures.append(html_page(path, pages, stem, browser))
    if not pictures:
        print(f"There is no report to show in {folder}.", file=sys.stderr)
        return 1
    sheet(pictures).save(output / "contact-sheet.png")
    print(f"{len(pictures)} pages are on {output / 'contact-sheet.png'}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
