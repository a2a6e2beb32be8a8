"""Which measures a sentence speaks of: by its claims, its inserted values, or the words it uses."""

from __future__ import annotations

from desist.publication.claims.evidence import Evidence
from desist.publication.claims.prose import Prose, Sentence
from desist.publication.claims.subjects import concepts


def bound_measures(sentence: Sentence) -> tuple[str, ...]:
    """The measures that a sentence names outright, by a claim or an inserted value."""
    claimed = [tie.terms["measure"] for tie in sentence.ties if "measure" in tie.terms]
    return tuple(dict.fromkeys([*claimed, *(asked.name for _, _, asked in sentence.inserted)]))


def measures_of(sentence: Sentence, evidence: Evidence) -> tuple[str, ...]:
    """The measures that a sentence names outright or in plain words."""
    named = [measure for _, _, measure in evidence.named(sentence.text)]
    return tuple(dict.fromkeys([*bound_measures(sentence), *named]))


def measure_concepts(measure: str, evidence: Evidence, *more: str) -> frozenset[str]:
    """The things a measure counts, by its name, its question and what the plan calls it."""
    definition = evidence.measures.get(measure)
    phrases = [phrase for phrase, name in evidence.phrases.items() if name == measure]
    words = [
        measure.replace("_", " "),
        definition.asks if definition else "",
        definition.title if definition else "",
        *phrases,
        *more,
    ]
    return concepts(" ".join(words))


def contexts(prose: Prose) -> list[tuple[Sentence, str]]:
    """Each sentence with the one before it in the same paragraph, of which a fragment goes on speaking."""
    pairs: list[tuple[Sentence, str]] = []
    for at, sentence in enumerate(prose.sentences):
        before = prose.sentences[at - 1] if at else None
        goes_on = before is not None and before.paragraph == sentence.paragraph
        pairs.append((sentence, before.text if before and goes_on else ""))
    return pairs
