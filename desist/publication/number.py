"""Numbers for paragraphs, figures and tables, and the references between them."""

from __future__ import annotations

import re
from dataclasses import replace

from desist.publication.document import (
    Answer,
    Answers,
    Block,
    Callout,
    Figure,
    Framework,
    Heading,
    Paragraph,
    Points,
    Report,
    Table,
)
from desist.publication.inline import Emphasis, Inline, Reference, Runs, Strong
from desist.vocabulary.mistake import OperatorMistake, nearest


def numbered(report: Report) -> Report:
    """Give every paragraph, figure and table its number and let each reference name what it means.

    Paragraphs run 1, 2, 3 through the whole report; figures (the framework among them) and tables
    each have a run of their own. Numbering a numbered report changes nothing. Raises
    OperatorMistake for two things of one id and for a reference to an id that is not there.
    """
    labels = label_ids(report.blocks)
    anchors: dict[str, int] = {}
    blocks: list[Block] = []
    paragraph = level = 0
    for block in report.blocks:
        match block:
            case Paragraph():
                paragraph += block.numbered
                number = paragraph if block.numbered else None
                blocks.append(replace(block, runs=resolved(block.runs, labels), number=number))
            case Heading():
                _check_level(block, after=level)
                level = block.level
                anchors.setdefault(block.id, 1)
                blocks.append(replace(block, id=block.id or _anchor(block.text, anchors)))
            case Figure() | Table() | Framework():
                blocks.append(replace(block, label=labels[block.id]))
            case Points():
                items = tuple(resolved(item, labels) for item in block.items)
                blocks.append(replace(block, items=items))
            case Callout():
                blocks.append(replace(block, runs=resolved(block.runs, labels)))
            case _:
                blocks.append(block)
    return replace(report, blocks=tuple(blocks), answers=_answers(report.answers, labels))


def label_ids(blocks: tuple[Block, ...]) -> dict[str, str]:
    """Map each figure's and table's id to its label: {"crime-rate": "Figure 2"}."""
    labels: dict[str, str] = {}
    figures = tables = 0
    for block in blocks:
        if not isinstance(block, Figure | Table | Framework):
            continue
        if block.id in labels:
            raise OperatorMistake(
                f"Two figures or tables have the id '{block.id}'.", hint="Give one of them another id."
            )
        if isinstance(block, Table):
            tables += 1
            labels[block.id] = f"Table {tables}"
        else:
            figures += 1
            labels[block.id] = f"Figure {figures}"
    return labels


def resolved(runs: Runs, labels: dict[str, str]) -> Runs:
    """Fill in what each reference is called."""
    return tuple(_resolved(run, labels) for run in runs)


def _resolved(run: Inline, labels: dict[str, str]) -> Inline:
    match run:
        case Reference():
            if run.to not in labels:
                raise OperatorMistake(
                    f"The text refers to '{run.to}', but no figure or table has that id.",
                    hint=nearest(run.to, list(labels)),
                )
            return replace(run, label=labels[run.to])
        case Strong() | Emphasis():
            return replace(run, runs=resolved(run.runs, labels))
        case _:
            return run


def _answers(answers: Answers, labels: dict[str, str]) -> Answers:
    def row(answer: Answer) -> Answer:
        sentence, changed = resolved(answer.sentence, labels), resolved(answer.changed, labels)
        return replace(answer, sentence=sentence, changed=changed)

    return replace(answers, rows=tuple(row(answer) for answer in answers.rows))


def _check_level(heading: Heading, *, after: int) -> None:
    """A screen reader's user moves by heading levels, so none may be skipped on the way down."""
    if heading.level > after + 1:
        before = f"after one of level {after}" if after else "first"
        raise OperatorMistake(
            f"The heading '{heading.text}' of level {heading.level} comes {before}.",
            hint=f"Make it a heading of level {after + 1}.",
        )


def _anchor(text: str, used: dict[str, int]) -> str:
    """An anchor from the heading's own words, told apart when two headings agree."""
    name = "section-" + (re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "untitled")
    used[name] = used.get(name, 0) + 1
    return name if used[name] == 1 else f"{name}-{used[name]}"
