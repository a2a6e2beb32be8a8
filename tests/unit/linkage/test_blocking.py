"""Which pairs are compared: tight rules first, each within what is left, its commonest values left out."""

from __future__ import annotations

from desist.linkage.blocking import Rule, chosen, rules

TIGHT, LOOSE = (Rule(title=title, values=(title,)) for title in ("tight", "loose"))


def test_a_rule_leaves_its_commonest_values_out() -> None:
    (run,) = chosen([(LOOSE, [(2, 10), (3, 5), (100, 1)])], budget=1000, share=0.5)
    assert (run.pairs, run.largest, run.left_out) == (10 * 1 + 5 * 3, 3, 1)


def test_all_blocks_of_one_size_run_or_none() -> None:
    assert chosen([(LOOSE, [(10, 3)])], budget=100, share=1.0) == ()  # 3 x 45 pairs are too many


def test_what_a_rule_uses_is_gone_for_those_after_it() -> None:
    runs = chosen([(TIGHT, [(2, 60)]), (LOOSE, [(2, 50)])], budget=100, share=1.0)
    assert [run.rule for run in runs] == [TIGHT]
    runs = chosen([(TIGHT, [(2, 40)]), (LOOSE, [(2, 50)])], budget=100, share=1.0)
    assert [run.pairs for run in runs] == [40, 50]


def test_no_rule_takes_more_than_its_share() -> None:
    (run,) = chosen([(LOOSE, [(2, 30), (3, 30)])], budget=200, share=0.2)
    assert (run.pairs, run.left_out) == (30, 30)


def test_only_rules_whose_fields_are_held_are_considered() -> None:
    assert [rule.title for rule in rules(["surname", "date_of_birth"])] == [
        "surname, date of birth",
        "date of birth",
        "surname, year of birth",
        "surname, day and month of birth",
    ]
    assert rules(["sex"]) == ()
    assert [rule.title for rule in rules(["nhs_number", "email"])] == ["nhs number", "email"]


def test_the_key_of_a_rule_is_empty_where_a_value_is() -> None:
    import duckdb

    rule = Rule(title="both", values=("a", "b"))
    rows = "(values ('x', 'y'), ('x', null), (null, null), ('x', 'y')) as t(a, b)"
    keys = [row[0] for row in duckdb.execute(f"select {rule.key} from {rows}").fetchall()]
    assert keys[0] is not None and keys[0] == keys[3]
    assert keys[1:3] == [None, None]
