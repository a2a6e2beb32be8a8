"""Read a report's narratives by every rule, and say whether it may be built."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desist.publication.claims.evidence import Evidence, Exhibit
from desist.publication.claims.finding import Finding, Gravity, Rule, Trouble, Weight, about
from desist.publication.claims.prose import Prose, Tie, prose_of
from desist.publication.claims.rules import BY_NAME, RULES
from desist.publication.narrative import Narrative, Values
from desist.vocabulary.mistake import OperatorMistake, nearest


def check(
    narratives: Sequence[Narrative],
    evidence: Evidence,
    *,
    values: Values | None = None,
    exhibits: Sequence[Exhibit] = (),
    edition: bool = False,
) -> tuple[Finding, ...]:
    """Every finding of every rule, in the order of the text.

    ``values`` prints inserted values as the reader will see them; without it they are read by name.
    ``exhibits`` are the figures and tables in the order they are printed. In a draft most rules warn;
    in an ``edition`` they fail.
    """
    prose = prose_of(narratives, values=values, exhibits=exhibits)
    order = {narrative.file: at for at, narrative in enumerate(narratives)}
    found = [*_allowances(prose), *_findings(prose, evidence, edition)]
    return tuple(sorted(found, key=lambda f: (order.get(f.file, len(order)), f.line)))


def refuse_failures(findings: Sequence[Finding]) -> None:
    """Stop the build with one plain sentence when any finding is a failure."""
    failures = [finding for finding in findings if finding.weight is Weight.FAILURE]
    if failures:
        more = f" {len(failures) - 1} more like it must be put right too." if len(failures) > 1 else ""
        raise OperatorMistake(failures[0].sentence, hint=f"{failures[0].hint}{more}")


def _findings(prose: Prose, evidence: Evidence, edition: bool) -> Iterator[Finding]:
    for rule in RULES:
        for trouble in rule.find(prose, evidence):
            tie = _allowed(rule, trouble)
            if tie is not None:
                yield _finding(
                    rule, trouble, Weight.ALLOWED, f" Allowed because {tie.terms['because'].rstrip('.')}."
                )
            else:
                yield _finding(rule, trouble, _weight(rule, edition), "")


def _finding(rule: Rule, trouble: Trouble, weight: Weight, more: str) -> Finding:
    return Finding(
        rule=rule.name,
        weight=weight,
        file=trouble.file,
        line=trouble.line,
        quote=trouble.quote,
        wrong=trouble.wrong + more,
        hint=trouble.hint,
    )


def _weight(rule: Rule, edition: bool) -> Weight:
    fails = rule.gravity is Gravity.ALWAYS or (edition and rule.gravity is Gravity.EDITION)
    return Weight.FAILURE if fails else Weight.WARNING


def _allowed(rule: Rule, trouble: Trouble) -> Tie | None:
    """The allowance an officer has written round the words, if the rule lets itself be allowed."""
    if rule.gravity is Gravity.ALWAYS or trouble.sentence is None:
        return None
    for tie in trouble.sentence.ties:
        named = rule.name in tie.terms.get("allow", "").replace(",", " ").split()
        covers = tie.start < trouble.end and trouble.start < tie.end
        if named and covers and tie.terms.get("because", "").strip():
            return tie
    return None


def _allowances(prose: Prose) -> Iterator[Finding]:
    """Allowances that name no rule, or give no reason."""
    rule = Rule(
        name="allowance", why="", gravity=Gravity.ALWAYS, find=lambda p, e: iter(()), wrong="", right=""
    )
    for sentence in prose.sentences:
        for tie in sentence.ties:
            if "allow" not in tie.terms:
                continue
            for name in tie.terms["allow"].replace(",", " ").split() or [""]:
                known = BY_NAME.get(name)
                if known is None:
                    hint = nearest(name, list(BY_NAME)) or f"The rules are {', '.join(BY_NAME)}."
                    wrong = f"allows '{name}', which is no rule."
                elif known.gravity is Gravity.ALWAYS:
                    wrong, hint = f"allows '{name}', which cannot be allowed.", "Correct the claim."
                elif not tie.terms.get("because", "").strip():
                    wrong, hint = f"allows '{name}' without a reason.", 'Add because="…" to it.'
                else:
                    continue
                yield _finding(rule, about(sentence, wrong, hint), Weight.FAILURE, "")
