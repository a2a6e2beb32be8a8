"""Those who took part and everyone else differ in more than the programme."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desist.publication.claims.evidence import Evidence
from desist.publication.claims.finding import Gravity, Rule, Trouble, about
from desist.publication.claims.prose import Prose
from desist.publication.claims.quantities import shares

TOOK_PART = re.compile(
    r"\b(?:(?:those|people|offenders?|prisoners?|victims?|families|men|women|adults|young people|"
    r"children|anyone|"
    r"everyone|group|cohort|participants?)\s+(?:\w+\s+){0,2}?(?:with|who\s+(?:have\s+|had\s+)?(?:receiv\w+|took|take|"
    r"taken|attend\w*|complet\w+|engag\w+|us(?:e|ed)|chose|access\w*|had|get|got|were (?:given|offered|"
    r"helped|"
    r"supported|referred))|receiving|attending|completing|using|helped by|supported by|given|on the)\b"
    r"|beneficiaries|participants?\b|service users?|programme (?:users|completers|graduates)|completers|"
    r"had (?:\w+ ){0,3}support|received (?:\w+ ){0,3}(?:support|help|visits))",
    re.IGNORECASE,
)
OUTCOME = re.compile(
    r"\b(?:re-?offen\w+|recidivism|offend\w* again|came back|satisf\w+|confiden\w+|convict\w+|employ\w+|"
    r"return(?:ed)? to (?:custody|prison))",
    re.IGNORECASE,
)
CONTRAST = re.compile(
    r"\b(?:compar\w+|against|versus|v\.?s?\.?|than|while|whereas|but|as opposed to|for those|among those|and|"
    r"rather than)\b",
    re.IGNORECASE,
)
EFFECT = re.compile(
    r"\b(?:reduc(?:tions?|e[sd]?|ing)|lower(?:s|ed)?|cuts?|improve[sd]?|less likely|fewer|halv\w+|"
    r"effective|works?)\b",
    re.IGNORECASE,
)
# Either a design that earns the comparison, or plain words that it proves nothing.
DESIGN = re.compile(
    r"\b(?:randomi[sz]\w+|rct|(?:controlled|randomised|clinical) trial|trial|matched|matching|propensity|"
    r"control\)?\s*(?:group|cohort|arm)|comparison group|adjust(?:ed|ing|ment)|unadjusted|regression|"
    r"quasi-experiment\w*|difference[- ]in[- ]differences?|cannot (?:be )?(?:tell|say|credited?|"
    r"attribut\w*|put down|"
    r"show|know)|may (?:have )?differ|differ(?:ed)? in other|not comparable|not like for like|volunteers?|"
    r"chose (?:to|themselves)|self-select\w+|does not (?:show|mean|prove)|not evidence)\b",
    re.IGNORECASE,
)


def find(prose: Prose, evidence: Evidence) -> Iterator[Trouble]:
    """Report contrasts between takers and others, given as an effect, without a design beside them."""
    sentences = prose.sentences
    for at, sentence in enumerate(sentences):
        text = sentence.text
        took = TOOK_PART.search(text)
        if not took or not OUTCOME.search(text) or text.rstrip().endswith("?"):
            continue
        two = len(shares(text)) >= 2 and CONTRAST.search(text)
        lower = re.search(r"\b(?:lower|higher|fewer|less|more)\b.*\bthan\b", text, re.IGNORECASE)
        effect = EFFECT.search(text) and re.search(
            r"\b(?:suggests?|shows?|shown|finds?|found|evidence\w*|evaluation|demonstrat\w+|proves?|proven|results?)\b",
            text,
            re.IGNORECASE,
        )
        near = [s.text for s in sentences[max(at - 1, 0) : at + 2] if s.paragraph == sentence.paragraph]
        if (two or lower or effect) and not DESIGN.search(" ".join(near)):
            yield about(
                sentence,
                f"sets '{took.group(0)}' against others as if the two were alike; those who take part differ "
                "in other ways, and no comparison design is named.",
                "Name the trial or matched comparison that the figures come from, or say that the groups "
                "were "
                "not matched and the difference cannot be credited to the programme.",
                start=took.start(),
                end=took.end(),
            )


RULE = Rule(
    name="raw-contrast",
    why="People who take up help were often less likely to reoffend before they had it; without a trial or a "
    "matched group the difference measures them, and not the help.",
    gravity=Gravity.EDITION,
    find=find,
    wrong="The prison reoffending rate is 38%, compared to 26% for those with family support.",
    right="The prison reoffending rate is 38%, and 26% for those with family support; the two groups "
    "were not "
    "matched, so the difference cannot be credited to the support.",
)
