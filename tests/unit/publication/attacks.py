"""Texts that would do harm in some format if they were ever more than text."""

from __future__ import annotations

from dataclasses import replace

from desist.publication.document import (
    Answer,
    Answers,
    Callout,
    Contact,
    Figure,
    Framework,
    Heading,
    Outcome,
    Paragraph,
    Points,
    Promise,
    Question,
    Report,
    Risk,
    Table,
)
from desist.publication.grid import Cell, Column, Grid
from desist.publication.inline import Emphasis, Link, Strong, Text, Value
from desist.vocabulary.signal import Verdict
from tests.unit.publication.sample import crime_figure, durham

ATTACKS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</style></title><b>x</b>",
    "<!-- x -->",
    "&lt;b&gt; &amp; &#60;",
    "{{ 7 * 7 }} {% raw %}",
    "#panic(1) #let x = 1",
    "*bold* _stress_ `raw` $x^2$",
    "@crime-rate <crime-rate>",
    "a \\ b // c /* d */ ~ --- ...",
    "= Heading - item + item / term: x",
    "https://example.org/x.",
    "=cmd|' /C calc'!A0",
    "ab\u202egnp.exe\u202c",
    "\u2066a\u2069 \x00\x1b[31m",
)


def saying(text: str) -> Report:
    """A report that says one text in every place where a report can say anything."""
    runs = (Text(text), Strong((Text(text),)), Emphasis((Text(text),)), Value(text=text, passport=text))
    grid = Grid(columns=(Column(title=text), Column(title=text)), rows=((Cell(text, note=text), Cell(text)),))
    question = Question(name=text, text=text)
    figure = crime_figure()
    svg = figure.svg.replace("Durham 100.1", "Durham")
    said = " ".join(text.split()[:10])
    return replace(
        durham(),
        title=text,
        subtitle=text,
        organisation=text,
        panel=text,
        edition=text,
        synthetic=True,
        notice=text,
        answers=Answers(
            rows=(Answer(question=question, sentence=runs, verdict=Verdict.CONCERN, changed=runs),),
            promises=(Promise(text=text, made=text, state=text),),
        ),
        blocks=(
            Heading(text=text),
            Paragraph(runs=(*runs, Link(text=text, url="https://example.org/?a=%22&b=<i>"))),
            Points(items=(runs,)),
            Figure(
                id="f",
                title=said,
                subtitle=text,
                svg=svg,
                alt=text,
                source=text,
                lag=text,
                passport=text,
                notes=(text,),
                data=grid,
            ),
            Table(id="t", title=text, subtitle=text, grid=grid, source=text, notes=(text,), passport=text),
            Framework(id="w", title=text, outcomes=(Outcome(text=text, questions=(question,)),), source=text),
            Callout(title=text, runs=runs),
        ),
        appendix=(Risk(heading=text, text=text),),
        contact=Contact(name=text, role=text, email=text, telephone=text),
        attributions=(text,),
    )
