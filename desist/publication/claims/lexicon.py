"""The words by which a report says that something moved, stayed or led; English as Panel reports use it."""

from __future__ import annotations

import enum
import re


class Sense(enum.StrEnum):
    """What a word of direction says."""

    UP = "rose"
    DOWN = "fell"
    STEADY = "steady"
    HIGHEST = "highest"
    LOWEST = "lowest"
    BETTER = "improved"
    WORSE = "worsened"


UP_VERBS = (
    "rose|rises?|risen|rising|increas(?:e|es|ed|ing)|grew|grows?|grown|growing|climb(?:s|ed|ing)?|"
    "jump(?:s|ed|ing)|surg(?:e|es|ed|ing)|spiked?|soar(?:s|ed|ing)?|escalat(?:es|ed|ing)|doubl(?:es|ed|ing)|"
    "trebled|tripled|mount(?:ed|ing)|rocketed|crept up|creeping up|edged up|shot up"
)
DOWN_VERBS = (
    "fell|falls?|fallen|falling|decreas(?:e|es|ed|ing)|declin(?:e|es|ed|ing)|drop(?:s|ped|ping)?|"
    "reduc(?:es|ed|ing)|shrank|shrunk|shrinking|halv(?:es|ed|ing)|plummet(?:s|ed|ing)|slump(?:s|ed|ing)?|"
    "dip(?:s|ped|ping)?|diminish(?:es|ed|ing)|dwindl(?:es|ed|ing)|lessen(?:s|ed|ing)|subsided|tumbled|plunged|"
    "edged down|tailed off|slid|slipped"
)
UP_NOUNS = "growth|upturn|uptick|upswing|surges?|spikes?|upward (?:trend|direction|trajectory|movement)"
DOWN_NOUNS = "reductions?|downturn|downswing|downward (?:trend|direction|trajectory|movement)"
BETTER_VERBS = "improv(?:es|ed|ing)"
WORSE_VERBS = "worsen(?:s|ed|ing)?|deteriorat(?:es|ed|ing)"
QUANTITY = (
    r"rates?|levels?|numbers?|proportions?|percentages?|per ?cent|shares?|scores?|volumes?|totals?|"
    r"incidents?|"
    r"crimes?|offen[cd]\w*|re-?offen[cd]\w*|casualt(?:y|ies)|fatalit(?:y|ies)|deaths?|satisfaction|confidence|"
    r"referrals?|outcomes?|arrests?|calls?|visits?|victims?|detections?|burglar(?:y|ies)|robber(?:y|ies)|"
    r"thefts?|violence|damage|asb|anti-?social behaviour|people|victimisation|convictions?|cautions?|"
    r"complaints?|entrants?|searches|officers|cases|trials|harm|severity|recidivism|trends?|figures?|"
    r"nominals|caseload|cohorts?|averages?|performance|indicators?|measures?|shoplifting|arson|drugs?|quartile|position"
)
_BE = r"(?:is|are|was|were|be|been|being|remain(?:s|ed|ing)?|stay(?:s|ed)?|ke(?:ep|eps|pt)|h[eo]ld)"
_VERY = (
    r"(?:(?:\w+ly|still|much|slightly|quite|very|rather|about|far|even|a little|also|now|"
    r"well|all|so|at|at a|within a)\s+){0,3}"
)
_AGAINST = (
    r"(?:the |its |their |our |that of |those of |what |all )*"
    r"(?:target|average|national|england|wales|regional|region|mean|median|peers?|group|"
    r"norm|benchmark|baseline|level|rate|msg|last|previous|similar|control|upper|lower|those|other|rest|"
    r"north east|south|neighbour\w*|any)"
)

# Each pattern is one way of saying one thing; the first that matches at a place is the one that counts.
PATTERNS: tuple[tuple[Sense, str], ...] = (
    # Staying put.
    (Sense.STEADY, r"no (?:\w+ ){0,2}(?:change|difference|variation|movement|trend)\b"),
    (Sense.STEADY, r"(?:little|hardly any|barely any) (?:change[d]?|difference|movement|variation)\b"),
    (Sense.STEADY, r"(?:little|barely|hardly|scarcely) (?:changed|moved|altered|different)\b"),
    (
        Sense.STEADY,
        r"(?:has|have|had|did|does|do|is|are|was|were)(?: not|n['’]t) "
        r"(?:\w+ly )?(?:chang\w+|mov\w+|alter\w*|shift\w*|var(?:y|ied))\b(?! (?:the|that|this|our|its|"
        r"their)\b)",
    ),
    (Sense.STEADY, r"unchanged\b|un(?:altered|moved)\b"),
    (Sense.STEADY, r"plateau(?:s|ed|ing)?\b|level(?:s|led|ling)?[ -](?:off|out)\b|stabilis(?:es|ed|ing)\b"),
    (Sense.STEADY, r"fluctuat\w+ (?:steadily )?around\b|hover(?:s|ed|ing)? (?:at|around|about)\b"),
    (
        Sense.STEADY,
        r"(?:with)?in (?:(?:the|their|its|our) )?(?:\w+ )?(?:normal|typical|usual|expected|ordinary|natural|"
        r"control|process)\b(?: \w+){0,2} (?:fluctuations?|variation|variability|range|limits?|patterns?|"
        r"bounds)\b",
    ),
    (Sense.STEADY, r"(?:(?:much|broadly|largely|roughly|almost|nearly|about|more or less) )+the same\b"),
    (
        Sense.STEADY,
        r"(?:remain(?:s|ed)?|stay(?:s|ed)?|is|are|was|were) the same\b|much as (?:it|they) (?:was|were|"
        r"had)\b",
    ),
    (
        Sense.STEADY,
        r"(?:(?:much|broadly|very|largely|quite|fairly|almost|nearly|virtually|practically) )+"
        r"(?:similar|identical|alike)\b",
    ),
    (
        Sense.STEADY,
        rf"(?:{_BE}|at) {_VERY}(?:a )?(?:similar|identical|comparable)\b(?= (?:to|as|levels?|rates?|with|"
        rf"numbers?))",
    ),
    (Sense.STEADY, r"similar (?:levels?|numbers?|rates?|results?|volumes?|proportions?)\b"),
    (
        Sense.STEADY,
        rf"{_BE} {_VERY}(?:stubbornly |persistently |consistently )?"
        r"(?:steady|stable|flat|static|constant|consistent|level|in line)\b(?! pegging)",
    ),
    (
        Sense.STEADY,
        r"(?:has|have|had) (?:\w+ly )?(?:remained|stayed|held) (?:\w+ly ){0,2}(?:high|low|steady|stable)\b",
    ),
    (Sense.STEADY, r"remain(?:s|ed)? (?:\w+ly )?(?:high|low)\b(?![ -]risk)"),
    (
        Sense.STEADY,
        r"(?:broadly |largely )?in line with (?=(?:the |its |their |our )*(?:target|(?:national |"
        r"regional )?average"
        r"|national (?:rate|figure|trend)s?|england|peers|last|previous|msg|those))",
    ),
    (Sense.STEADY, r"(?:is|are|was|were|been|be) holding (?:steady|firm|up)\b|nothing (?:has|had) changed\b"),
    (Sense.STEADY, r"remain(?:s|ed)? at (?:the|its|their|about|around) (?:same )?levels?\b"),
    # Records and ranks.
    (Sense.HIGHEST, r"(?:record|all-time) (?:high|peak)s?\b|never (?:\w+ )?been (?:so )?high(?:er)?\b"),
    (Sense.LOWEST, r"(?:record|all-time) lows?\b|never (?:\w+ )?been (?:so )?low(?:er)?\b"),
    (
        Sense.HIGHEST,
        r"(?:a |new |at )?record (?:number|level|rate|amount|volume)s?\b|unprecedented(?:ly high)?\b",
    ),
    (Sense.HIGHEST, r"(?:higher|more|greater) than (?:ever|at any|any (?:other|previous|earlier))\b"),
    (Sense.LOWEST, r"(?:lower|fewer|less) than (?:ever|at any|any (?:other|previous|earlier))\b"),
    (Sense.HIGHEST, r"high point\b|at (?:its|their) peak\b|peaked\b|top of the (?:table|group|list)\b"),
    (Sense.LOWEST, r"low point\b|bottom of the (?:table|group|list)\b"),
    (
        Sense.HIGHEST,
        r"(?<!the )(?:highest|greatest)\b(?! (?:risks?|harm|needs?|priority|standards?|quality|possible))"
        r"|the (?:highest|greatest)\b(?! (?:risks?|harm|needs?|priority|standards?|quality|possible))",
    ),
    (Sense.LOWEST, r"(?:lowest|fewest)\b(?! (?:risks?|harm|needs?|priority|possible))"),
    (
        Sense.HIGHEST,
        r"(?:largest|biggest|best|worst)\b(?! (?:practice|possible|interests?|way|use|evidence))"
        r"(?=(?:\W+\w+){0,7}\W+(?:since|ever|on record|in (?:the )?(?:force|country|region|area|county|"
        r"england"
        r"|group|history)|of (?:any|all)|nationally))",
    ),
    (
        Sense.LOWEST,
        r"smallest\b(?=(?:\W+\w+){0,7}\W+(?:since|ever|on record|in (?:the )?(?:force|country|region|area|"
        r"county|england|group|history)|of (?:any|all)))",
    ),
    (Sense.HIGHEST, r"at an? (?:[\w-]+[- ])?(?:year|month|decade|time)[- ](?:high|peak)\b"),
    (Sense.LOWEST, r"at an? (?:[\w-]+[- ])?(?:year|month|decade|time)[- ]low\b"),
    # Higher and lower than something.
    (
        Sense.UP,
        rf"(?:higher|greater|larger|bigger|more(?= (?:\w+ ){{0,2}}(?:{QUANTITY})\b))\b(?! (?:risk|harm|"
        rf"than (?:\d|half|one|a (?:third|quarter)|"
        r"just|ever|any|that)|or less))(?=(?:\W+[\w’'-]+){0,14}?\W+than\b)",
    ),
    (
        Sense.DOWN,
        r"(?<!no )(?:lower|fewer|smaller|less)\b(?! (?:risk|than (?:\d|half|one|a (?:third|quarter))))"
        r"(?=(?:\W+[\w’'-]+){0,14}?\W+than\b)",
    ),
    (Sense.UP, rf"{_BE} {_VERY}(?:higher|elevated|up)\b(?! to\b| and running)"),
    (Sense.DOWN, rf"{_BE} {_VERY}(?:lower|fewer|down)\b(?! to\b)"),
    (Sense.UP, r"(?:higher|greater) (?=(?:[\w-]+ )?(?:rates?|numbers?|proportions?|levels?))"),
    (
        Sense.DOWN,
        r"lower (?=(?:[\w-]+ )?(?:rates?|numbers?|proportions?|levels?))",
    ),
    (Sense.UP, rf"(?:above|exceed(?:s|ed|ing)?|outstrip(?:s|ped)|ahead of) (?={_AGAINST})"),
    (Sense.DOWN, rf"(?:below|beneath) (?={_AGAINST})"),
    (
        Sense.UP,
        r"(?:went|gone|going|goes|come|came|crept|edged|moved|trending|trended) (?:\w+ly )?up(?:wards?)?\b",
    ),
    (
        Sense.DOWN,
        r"(?:went|gone|going|goes|come|came|crept|edged|moved|trending|trended) (?:\w+ly )?down(?:wards?)?\b",
    ),
    (
        Sense.UP,
        r"up(?= (?:by |a |some |about |around |nearly |almost )?(?:[\d£]|\w+ per ?cent|\w+ points?|from\b"
        r"|on (?:last|the (?:previous|same|year|quarter))|year[- ]on|sharply|slightly|markedly|"
        r"significantly))"
        r"(?! to\b)",
    ),
    (
        Sense.DOWN,
        r"down(?= (?:by |a |some |about |around |nearly |almost )?(?:[\d£]|\w+ per ?cent|\w+ points?|from\b"
        r"|on (?:last|the (?:previous|same|year|quarter))|year[- ]on|sharply|slightly|markedly|"
        r"significantly))",
    ),
    (
        Sense.DOWN,
        r"(?:fewer|less)\b(?= (?:[\w-]+ )?(?:crimes?|incidents?|offences?|victims?|casualties|referrals?|"
        r"calls?))",
    ),
    (
        Sense.UP,
        r"on the (?:up|increase|rise)\b|trend (?:is|was|remains) up(?:wards?)?\b|up by\b|outperform(?:s|"
        r"ed)\b",
    ),
    (
        Sense.DOWN,
        r"on the (?:wane|decrease)\b|trend (?:is|was|remains) down(?:wards?)?\b|cut (?:by|in half)\b",
    ),
    (Sense.BETTER, r"(?:got|gets?|getting|gotten|become|became|becoming) (?:\w+ly )?better\b"),
    (
        Sense.WORSE,
        r"(?:got|gets?|getting|gotten|become|became|becoming) (?:\w+ly )?worse\b|took a (?:knock|hit|dip)\b",
    ),
    # Moving.
    (Sense.UP, rf"(?:{UP_NOUNS}|{UP_VERBS})\b"),
    (Sense.DOWN, rf"(?:{DOWN_NOUNS}|{DOWN_VERBS})\b"),
    (Sense.BETTER, rf"(?:{BETTER_VERBS}|(?:marked |real |significant )?improvements?)\b"),
    (Sense.WORSE, rf"(?:{WORSE_VERBS}|deterioration)\b"),
)

CUES = re.compile(
    "|".join(rf"(?P<p{at}>\b(?:{pattern}))" for at, (_, pattern) in enumerate(PATTERNS)), re.IGNORECASE
)
SENSES = {f"p{at}": sense for at, (sense, _) in enumerate(PATTERNS)}
QUANTITIES = re.compile(rf"\b(?:{QUANTITY})\b|\d", re.IGNORECASE)
