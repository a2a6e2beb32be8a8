"""How a narrative is written: a part of Markdown, and three things of our own.

Paragraphs, lists, bold, italics, https links and headings of level 3; ``{{name …}}`` puts in a value,
a figure, a table or a reference; ``[words]{claim=… …}`` binds words to a claim. Everything else, HTML
included, is only ever text and prints as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from desist.publication.inline import Link
from desist.publication.narrative import (
    Asked,
    Bound,
    Inserted,
    Listed,
    Marked,
    Narrative,
    Part,
    Passage,
    Placement,
    Pointer,
    Span,
    Spans,
    Title,
    WebLink,
    Words,
)
from desist.vocabulary.mistake import OperatorMistake, nearest

QUOTED = r'"[^"\n]*"|“[^”\n]*”'
TERM = rf"\s*([A-Za-z_][\w-]*)\s*=\s*({QUOTED}|[^\s\"“”{{}}]+)(?=[\s}}]|\Z)"
TERMS = re.compile(rf"(?:{TERM})+\s*")
ONE_TERM = re.compile(TERM)
NAME = re.compile(r"\s*(?:(figure|table|ref)\s+)?([A-Za-z][\w-]*)(.*)", re.DOTALL)
VALUE_TERMS = ("place", "period", "every", "show", "decimals")
PURPOSES = ("claim", "allow")


def read_narrative(text: str, *, file: str) -> Narrative:
    """Read one Markdown file; every part remembers the line it was written on.

    Raises OperatorMistake, naming file and line, for a heading of another level, an insertion that is
    not closed or not understood, a link that is not https, and a figure placed inside a sentence.
    """
    tokens = _markdown().parse(text.removeprefix("\ufeff"))
    return Narrative(file=file, parts=tuple(_parts(tokens, file)))


def _markdown() -> MarkdownIt:
    # "zero" knows nothing but text and paragraphs: what is not enabled prints as it was typed.
    markdown = MarkdownIt("zero").enable(["list", "heading", "emphasis", "link", "newline", "escape"])
    markdown.inline.ruler.before("emphasis", "insertion", _insertion)
    markdown.inline.ruler.before("link", "bound", _bound)
    return markdown


def _parts(tokens: list[Token], file: str) -> list[Part]:
    parts: list[Part] = []
    items: list[Spans] = []
    depth, opened, ordered = 0, 0, False
    for at, token in enumerate(tokens):
        line = token.map[0] + 1 if token.map else 0
        if token.type.endswith("_list_open"):
            if depth == 0:
                items, opened, ordered = [], line, token.type.startswith("ordered")
            depth += 1
        elif token.type.endswith("_list_close"):
            depth -= 1
            if depth == 0 and items:
                parts.append(Listed(items=tuple(items), ordered=ordered, line=opened))
        elif token.type == "heading_open" and token.tag != "h3":
            raise OperatorMistake(
                f"{file}, line {line}: the heading is of level {token.tag[1]}.",
                hint="Begin it with ###; levels 1 and 2 belong to the plan's outcomes and questions.",
            )
        elif token.type == "inline":
            spans = _spans(token.children or [], line, file)
            placed = _placement(spans, token, file, line, alone=depth == 0)
            if placed:
                parts.append(placed)
            elif tokens[at - 1].type == "heading_open":
                parts.append(Title(spans=spans, line=line))
            elif depth:
                items.append(spans)
            elif spans:
                parts.append(Passage(spans=spans, line=line))
    return parts


def _placement(spans: Spans, token: Token, file: str, line: int, *, alone: bool) -> Placement | None:
    placed = [child for child in token.children or [] if child.meta.get("kind") in ("figure", "table")]
    if not placed:
        return None
    kind, name = placed[0].meta["kind"], placed[0].meta["name"]
    others = [span for span in spans if not (isinstance(span, Words) and not span.text.strip())]
    if not alone or len(placed) > 1 or others:
        raise OperatorMistake(
            f"{file}, line {line + placed[0].meta['newlines']}: {kind} '{name}' stands inside other text.",
            hint=f"Put {{{{{kind} {name}}}}} on a line of its own with empty lines around it, "
            f"or point to it with {{{{ref {name}}}}}.",
        )
    return Placement(kind=kind, name=name, line=line)


def _spans(tokens: list[Token], first: int, file: str) -> Spans:
    """Fold the flat tokens of one inline run into spans; ``first`` is the line it starts on."""
    stack: list[list[Span]] = [[]]
    opened: list[Token] = []
    line = first
    for token in tokens:
        line = first + token.meta.get("newlines", line - first)
        if token.type in ("softbreak", "hardbreak"):
            stack[-1].append(Words(text=" ", line=line))
            line += 1
        elif token.type == "text":
            if token.content:
                stack[-1].append(Words(text=token.content, line=line))
        elif token.nesting == 1:
            stack.append([])
            opened.append(token)
        elif token.nesting == -1:
            inner = tuple(stack.pop())
            stack[-1].append(_enclosed(opened.pop(), token, inner, line, file))
        else:
            span = _inserted(token, line, file)
            if span:
                stack[-1].append(span)
    return _joined(stack[0])


def _enclosed(opening: Token, token: Token, inner: Spans, line: int, file: str) -> Span:
    if token.type in ("strong_close", "em_close"):
        return Marked(spans=_joined(inner), strong=token.type == "strong_close", line=line)
    start = inner[0].line if inner else line
    if token.type == "bound_close":
        return Bound(spans=_joined(inner), terms=_bound_terms(token, file, start), line=start)
    text = "".join(span.text for span in _flat(inner))
    url = str(opening.attrs["href"])
    try:
        Link(text=text, url=url)
    except OperatorMistake as trouble:
        raise OperatorMistake(f"{file}, line {start}: {trouble.sentence}", hint=trouble.hint) from trouble
    except ValueError as trouble:
        raise OperatorMistake(
            f"{file}, line {start}: '{url}' is not an address.",
            hint="Write the whole address, beginning with https://.",
        ) from trouble
    return WebLink(text=text, url=url, line=start)


def _flat(spans: Spans) -> list[Words]:
    flat: list[Words] = []
    for span in spans:
        match span:
            case Words():
                flat.append(span)
            case Marked() | Bound():
                flat += _flat(span.spans)
            case Inserted():
                flat.append(Words(text=f"{{{{{span.asked.name}}}}}", line=span.line))
            case Pointer():
                flat.append(Words(text=span.to, line=span.line))
            case WebLink():
                flat.append(Words(text=span.text, line=span.line))
    return flat


def _joined(spans: list[Span] | Spans) -> Spans:
    """Put neighbouring words on one line together."""
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        if isinstance(span, Words) and isinstance(last, Words) and last.line == span.line:
            joined[-1] = replace(last, text=last.text + span.text)
        else:
            joined.append(span)
    return tuple(joined)


def _inserted(token: Token, line: int, file: str) -> Span | None:
    if token.meta.get("unclosed"):
        raise OperatorMistake(
            f"{file}, line {line}: '{{{{' is opened but not closed.",
            hint="Close it with }} on the same line, or write \\{{ to print the brackets themselves.",
        )
    kind, name, terms = token.meta["kind"], token.meta["name"], token.meta["terms"]
    if not name or (terms is None) or (kind and terms):
        raise OperatorMistake(
            f"{file}, line {line}: '{{{{{_short(token.content)}}}}}' is not understood.",
            hint='Write {{name}}, {{name place="…" period="2025-03"}}, {{figure name}}, {{table name}} '
            "or {{ref name}}.",
        )
    if kind == "ref":
        return Pointer(to=name, line=line)
    if kind:
        return None
    return Inserted(asked=Asked(name=name, terms=terms, file=file, line=line), line=line)


def _bound_terms(token: Token, file: str, line: int) -> Mapping[str, str]:
    terms: dict[str, str] | None = token.meta["terms"]
    if terms is None:
        raise OperatorMistake(
            f"{file}, line {line}: '{{{_short(token.content)}}}' says one thing twice.",
            hint="Keep one of the two.",
        )
    if not any(purpose in terms for purpose in PURPOSES):
        first = next(iter(terms))
        raise OperatorMistake(
            f"{file}, line {line}: '{{{_short(token.content)}}}' makes no claim.",
            hint=nearest(first, list(PURPOSES)) or "Write {claim=fell measure=… against=…}.",
        )
    return terms


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


def _insertion(state: StateInline, silent: bool) -> bool:
    """The rule for ``{{ … }}``: a value, a figure, a table or a reference."""
    if not state.src.startswith("{{", state.pos):
        return False
    end = state.src.find("}}", state.pos + 2)
    closed = 0 <= end < state.posMax and "\n" not in state.src[state.pos : end]
    if not silent:
        token = state.push("insertion", "", 0)
        newlines = state.src.count("\n", 0, state.pos)
        token.meta = {"newlines": newlines}
        if closed:
            token.content = state.src[state.pos + 2 : end].strip()
            found = NAME.fullmatch(token.content)
            rest = found[3] if found else ""
            terms = _terms(rest) if rest.strip() else {}
            token.meta |= {
                "kind": found[1] if found else None,
                "name": found[2] if found else "",
                "terms": terms,
            }
        else:
            token.meta["unclosed"] = True
    state.pos = end + 2 if closed else min(state.pos + 2, state.posMax)
    return True


def _bound(state: StateInline, silent: bool) -> bool:
    """The rule for ``[words]{claim=… …}``; brackets without such terms are left to the link rule."""
    if state.src[state.pos] != "[":
        return False
    start, end = state.pos, state.md.helpers.parseLinkLabel(state, state.pos, False)
    if end < 0 or not state.src.startswith("{", end + 1) or state.src.startswith("{{", end + 1):
        return False
    found = TERMS.match(state.src, end + 2, state.posMax)
    if not found or not state.src.startswith("}", found.end()):
        return False
    if not silent:
        limit = state.posMax
        state.push("bound_open", "", 1).meta = {"newlines": state.src.count("\n", 0, start)}
        state.pos, state.posMax = start + 1, end
        state.md.inline.tokenize(state)
        state.posMax = limit
        close = state.push("bound_close", "", -1)
        close.content = found.group(0)
        close.meta = {
            "newlines": state.src.count("\n", 0, found.end()),
            "terms": _terms(found.group(0)),
        }
    state.pos = found.end() + 1
    return True


def _terms(text: str) -> dict[str, str] | None:
    """Read ``name=value name="two words"``; None when the text is anything else or says one twice."""
    if not TERMS.fullmatch(text):
        return None
    pairs = [(name, value.strip('"“”')) for name, value in ONE_TERM.findall(text)]
    return dict(pairs) if len({name for name, _ in pairs}) == len(pairs) else None
