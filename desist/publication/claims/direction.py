"""Which words of a sentence say that something rose, fell, stayed, led or trailed.

An aim ("to reduce crime", "we hope confidence will rise"), a name ("Reducing Reoffending Group") and a
description ("improved recording") say nothing about what happened and are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from desist.publication.claims.lexicon import CUES, QUANTITIES, SENSES, Sense


@dataclass(frozen=True, kw_only=True)
class Cue:
    """The words that say a direction, where they stand, and whether they are denied."""

    sense: Sense
    start: int
    end: int
    words: str
    denied: bool = False


# Said of what may be, ought to be or is wanted, right before the word.
WISHED = re.compile(
    r"(?<!\w)(?:to|will|would|should|could|can|may|might|must|shall|cannot|helps?|let|make|not only)"
    r"(?:\s+(?:not|also|further|only|be|have|been|help|see|lead to|result in|bring about|ensure|achieve|"
    r"deliver|support|secure|a|an|the|any|some|real|\w+ly)){0,4}\s*$",
    re.IGNORECASE,
)
AFTER_ALL = re.compile(
    r"\b(?:continu\w+|began|begun|starts?|started|appears?|appeared|seems?|seemed|tend\w*|found|shown|proven|"
    r"reported|due|led|owing|thanks|according|addition|compared|contrary|relation|attributed)\s+to\s+"
    r"(?:be\s+|have\s+|a\s+|an\s+|the\s+|\w+ly\s+){0,2}$",
    re.IGNORECASE,
)
# Said anywhere before the word in its clause.
HOPED = re.compile(
    r"\b(?:aim(?:s|ed|ing)?|seek(?:s|ing)?|hop(?:e|es|ed|ing)|intend\w*|intention|objectives?|in order|"
    r"so that|"
    r"with a view|wish\w*|wants?|should|would|could|potential(?:ly)?|pledge\w*|committed to|"
    r"commitments? to|if|whether|"
    r"how|designed|expected|expect|anticipat\w+|envisaged|effort[s]?|ways?|help(?:s|ing)?|"
    r"priority|priorities|challenge[sd]?|important|critical|next steps?|target is|targets? of|measures to)\b",
    re.IGNORECASE,
)
BEFORE_ING = re.compile(
    r"\b(?:is|are|was|were|been|be|keeps?|kept|started|began|now|still|ever|\w+ly)\s+"
    r"(?:\w+ly\s+|still\s+|now\s+|not\s+){0,2}$",
    re.IGNORECASE,
)
DENIED = re.compile(
    r"\b(?:no|not|n['’]t|never|neither|nor|without|rather than|instead of|failed to|cannot|did not|has not|"
    r"have not)\s+(?:(?:seen|shown|been|be|a|an|any|the|yet|also|significant|real|further|clear|"
    r"statistically|"
    r"overall|evidence of|sign of|signs of|reason to say|say|it|\w+ly)\s+){0,5}$",
    re.IGNORECASE,
)
DESCRIPTION = re.compile(r"(?:increased|reduced|decreased|improved|growing|rising|falling|declining)$", re.I)
BEFORE_DESCRIPTION = re.compile(
    r"(?:^|[,;:(]|\b(?:a|an|the|this|these|that|their|its|our|of|with|by|through|for|and|or|from|to|via|more|"
    r"an even|is|are|be|offer\w*|provid\w+|deliver\w*|ensur\w+|enabl\w+|creat\w+|include\w*|support\w*|"
    r"requir\w+|produc\w+|develop\w*))\s*$",
    re.IGNORECASE,
)
RESULTING = (
    r"(?!by\b|from\b|to\b|in\b|since\b|over\b|on\b|at\b|and\b|but\b|during\b|as\b|for\b|with\b|each\b)"
)
THEN_NOUN = re.compile(
    rf"\s+{RESULTING}(?!\w+ly\b|again\b|every\b|this\b|last\b|between\b)[a-z]", re.IGNORECASE
)
THEN_QUANTITY = re.compile(
    r"\s+(?:[\w-]+\s+)?(?:rates?|levels?|numbers?|proportions?|percentages?|trends?|volumes?|"
    r"crimes?|offending|offences|incidents|calls|casualties|referrals)\b",
    re.IGNORECASE,
)
# What an office did to its own service is an action, not a finding: "I have increased provision".
ACTOR = re.compile(r"\b(?:we|i)\s+(?:have\s+|also\s+|has\s+|had\s+)*$", re.IGNORECASE)
# A rise that is spoken of as known is stated, whatever is wished about it: "to tackle the rise in …".

KNOWN = re.compile(r"\b(?:the|this|that)\s+(?:\w+\s+)?$", re.IGNORECASE)
FIXED = re.compile(
    r"^(?:\s+(?:risk|harm|court|tier|education|and stronger|profile|quality|standard)\b|-risk|-harm|"
    r"-in\b|-out\b|-off\b)",
    re.IGNORECASE,
)
# "Set up", "break down": the particle belongs to the verb.
PARTICLE = re.compile(
    r"\b(?:set|sets|setting|made?|make|signed?|took|taken?|takes|follow(?:ed)?|pick(?:ed)?|open(?:ed)?|sum|br[eo]ken?|"
    r"break|drill(?:ing|ed)?|let|shut|track(?:ed)?|turn(?:ed)?|laid|wr[io]te|written|look(?:ed)?|build|built)\s+$",
    re.IGNORECASE,
)
TRANSITIVE = re.compile(r"(?:reduc|halv|lessen|improv)ing$", re.IGNORECASE)
ARTICLE = re.compile(r"\b(?:a|an|the|of|ever)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
STILL_TO_COME = re.compile(
    r"^[^,;.]*\b(?:is|are) (?:to be )?(?:expected|hoped|anticipated|likely|planned)\b", re.I
)
FELL_NOT = re.compile(
    r"^\s+(?:within|under|into|victims?|short|outside|foul|behind|on deaf|through)\b", re.IGNORECASE
)
PRONOUN = re.compile(r"\b(?:they|it|this|these|those)\b", re.IGNORECASE)
CLAUSE_END = re.compile(
    r"[;:]|,\s+(?:but|and|which|although|while|whereas|however)\b|\bbut\b|\balthough\b|\bwhile\b"
)


def cues(text: str) -> tuple[Cue, ...]:
    """Every word or phrase of a sentence that says a direction, in order of the sentence."""
    if text.rstrip().endswith("?"):
        return ()
    return tuple(_cues(text))


def _cues(text: str) -> Iterator[Cue]:
    for found in CUES.finditer(text):
        sense = SENSES[str(found.lastgroup)]
        start, end = found.span()
        if sense is Sense.STEADY or not _passed_over(text, start, end, sense):
            denied = bool(DENIED.search(text[:start]))
            if sense is Sense.STEADY and _wished(text, start):
                continue
            yield Cue(sense=sense, start=start, end=end, words=found.group(0), denied=denied)


def _passed_over(text: str, start: int, end: int, sense: Sense) -> bool:
    before, word, after = text[:start], text[start:end], text[end:]
    if FIXED.match(after) or _name(text, start, end) or STILL_TO_COME.match(after) or ACTOR.search(before):
        return True
    if word.lower() in ("up", "down") and PARTICLE.search(before):
        return True
    if re.search(r"\b(?:summer|winter|seasonal|christmas|usual) $", before, re.IGNORECASE):
        return True
    if word.lower().startswith("f") and FELL_NOT.match(after):
        return True
    if sense in (Sense.HIGHEST, Sense.LOWEST):
        return bool(re.search(r"\b(?:not|to) (?:the )?$", before, re.I)) or _wished(text, start)
    if KNOWN.search(before) and re.match(r"\s+in\b", after):
        return False
    if _wished(text, start):
        return True
    if word.lower().endswith("ing") and not BEFORE_ING.search(before):
        return bool(TRANSITIVE.search(word)) or not ARTICLE.search(before)
    if DESCRIPTION.search(word) and BEFORE_DESCRIPTION.search(before) and THEN_NOUN.match(after):
        return not THEN_QUANTITY.match(after)
    return False


def _wished(text: str, start: int) -> bool:
    before = text[:start]
    clause = before[_clause_start(before) :]
    near = WISHED.search(before)
    if near and not AFTER_ALL.search(before):
        return True
    return bool(HOPED.search(clause))


def _clause_start(before: str) -> int:
    ends = [found.end() for found in CLAUSE_END.finditer(before)]
    return ends[-1] if ends else 0


def _name(text: str, start: int, end: int) -> bool:
    """Whether the word is part of a name in capitals, as in 'Reducing Reoffending Group'."""
    if not text[start].isupper():
        return False
    following = re.match(r"\s+([A-Z][a-z]+)", text[end:])
    if start == 0 or text[:start].rstrip()[-1:] in ".!?:•-–“\"'(":
        return bool(following)
    return True


def directional(text: str, *, context: str = "") -> tuple[Cue, ...]:
    """The cues of a sentence that speaks of something that can be counted; none for any other.

    ``context`` is the sentence before, of which a fragment like "Lowest in force." goes on speaking.
    """
    found = cues(text)
    if not found:
        return ()
    goes_on = len(text.split()) <= 5 or PRONOUN.search(text)
    spoken = f"{context} {text}" if goes_on else text
    return found if QUANTITIES.search(spoken) else ()
