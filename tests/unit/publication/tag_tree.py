"""Reading the tag tree of a PDF, for tests."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def listed(held: object) -> list[pikepdf.Object]:
    return [
        one
        for one in (held if isinstance(held, pikepdf.Array) else [held])
        if isinstance(one, pikepdf.Dictionary)
    ]


def elements(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Every element below one, in reading order."""
    for child in listed(element.get("/K")):
        if "/S" in child:
            yield child
            yield from elements(child)


def tagged(pdf: pikepdf.Pdf, *kinds: str) -> list[pikepdf.Object]:
    return [one for one in elements(pdf.Root.StructTreeRoot) if str(one.S) in kinds]


def attribute(element: pikepdf.Object, name: str) -> pikepdf.Object | None:
    return next((held[name] for held in listed(element.get("/A")) if name in held), None)
