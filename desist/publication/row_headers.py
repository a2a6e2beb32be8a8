"""Row headers in a PDF's tags, so that a screen reader says which row a number belongs to.

Typst (0.15) tags the header row of a table but offers its Python users no way to tag the first cell
of a row; this finishes the tags after it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pikepdf import Dictionary, Object, Pdf


def tag_row_headers(pdf: bytes, tables: Sequence[bool]) -> bytes:
    """Tag the first cell of each body row as the row's header, and name it in the row's other cells.

    ``tables`` says of each table in reading order whether its first cells are headers. Everything a
    reader sees stays as it is. The result depends on nothing but the input.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = list(_of_kind(document.Root.StructTreeRoot, "/Table"))
        if len(found) != len(tables):
            raise ValueError(f"the PDF holds {len(found)} tables where {len(tables)} were expected")
        for at, (table, has_headers) in enumerate(zip(found, tables, strict=True)):
            rows = [row for body in _of_kind(table, "/TBody") for row in _of_kind(body, "/TR")]
            for number, row in enumerate(rows if has_headers else []):
                _tag(row, f"table-{at}-row-{number}")
        _index_ids(document)
        out = io.BytesIO()
        document.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _tag(row: Dictionary, name: str) -> None:
    import pikepdf

    cells = [cell for cell in _children(row) if cell.get("/S") in ("/TD", "/TH")]
    if not cells:
        return
    first, *rest = cells
    first.S = pikepdf.Name.TH
    first.ID = pikepdf.String(name)
    _table_attributes(first).Scope = pikepdf.Name.Row
    for cell in rest:
        attributes = _table_attributes(cell)
        attributes.Headers = pikepdf.Array([*attributes.get("/Headers", []), pikepdf.String(name)])


def _index_ids(document: Pdf) -> None:
    """List every element that has an id in the document's index of ids, as ISO 32000-1, 14.7.2 asks."""
    import pikepdf

    root = document.Root.StructTreeRoot
    if "/IDTree" not in root:
        root.IDTree = document.make_indirect(pikepdf.Dictionary(Names=pikepdf.Array()))
    index = pikepdf.NameTree(root.IDTree)
    for header in _of_kind(root, "/TH"):
        if (name := header.get("/ID")) is not None:
            index[str(name)] = header


def _table_attributes(cell: Dictionary) -> Dictionary:
    """The attribute dictionary of owner Table; made when the cell has none."""
    import pikepdf

    every = _listed(cell.get("/A"))
    for one in every:
        if one.get("/O") == "/Table":
            return one
    made = pikepdf.Dictionary(O=pikepdf.Name.Table)
    cell.A = pikepdf.Array([*every, made])
    return _listed(cell.A)[-1]  # the array's own copy, not the one put into it


def _children(element: Object) -> list[Dictionary]:
    return _listed(element.get("/K"))


def _listed(held: object) -> list[Dictionary]:
    """Dictionaries held alone or in an array; PDF allows either wherever there may be several."""
    import pikepdf

    every = list(held) if isinstance(held, pikepdf.Array) else [held]
    return [one for one in every if isinstance(one, pikepdf.Dictionary)]


def _of_kind(element: Object, kind: str) -> Iterator[Dictionary]:
    """Elements of one kind below another, in reading order; tables inside tables are not looked for."""
    for child in _children(element):
        if child.get("/S") == kind:
            yield child
        else:
            yield from _of_kind(child, kind)
