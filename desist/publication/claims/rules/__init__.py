"""The rules that a report's sentences, figures and tables are read by; one idea to a file."""

from __future__ import annotations

from desist.publication.claims.finding import Rule
from desist.publication.claims.rules import (
    caption_disagrees,
    claim_tested,
    claim_words,
    count_ranked,
    no_data_held,
    numbering,
    opposite_directions,
    raw_contrast,
    steady_and_moved,
    table_contradicts,
    tiny_numbers,
    typed_number,
    unclaimed_direction,
    unequal_windows,
    wrong_denominator,
)

RULES: tuple[Rule, ...] = (
    claim_tested.RULE,
    claim_words.RULE,
    unclaimed_direction.RULE,
    typed_number.RULE,
    opposite_directions.RULE,
    steady_and_moved.RULE,
    table_contradicts.RULE,
    tiny_numbers.RULE,
    wrong_denominator.RULE,
    raw_contrast.RULE,
    count_ranked.RULE,
    no_data_held.RULE,
    unequal_windows.RULE,
    caption_disagrees.RULE,
    numbering.RULE,
)
BY_NAME = {rule.name: rule for rule in RULES}
