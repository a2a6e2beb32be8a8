"""A figure's passport: its id, its file, its plain text, and what a correction revised."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from desist.publication.passports.difference import differences, revised
from desist.publication.passports.identity import figure_json, id_prefix, passport_id, read_id
from desist.publication.passports.passport import Figure, Passport, definition_of
from desist.publication.passports.seal import signature_holds
from desist.publication.passports.signing import create_key
from desist.publication.passports.trace import find_passport, trace_text
from desist.publication.passports.written import (
    passport_from,
    passport_json,
    passports_bytes,
    read_passports,
    reading_json,
    write_passports,
)
from desist.vocabulary.link_range import LinkRange
from desist.vocabulary.mark import Mark
from desist.vocabulary.measure import Kind, Measure
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.reading import Reading
from desist.vocabulary.signal import Better
from tests.passport_examples import QUARTER, passport, reading


def test_an_id_is_short_stable_and_changes_with_what_the_figure_is() -> None:
    figure = passport().figure
    name = passport_id(figure, prefix="CDD")
    assert name == "CDD-9GF3-Q9ND"  # kept for good: an id printed in a report must be found years later
    assert re.fullmatch(r"CDD-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", name)
    others = [
        replace(figure, partnership="Herefordshire"),
        replace(figure, quarter="2025-06"),
        replace(figure, kind="table"),
        replace(figure, measures=("recorded_offences",)),
        replace(figure, place="Cleveland"),
        replace(figure, period=QUARTER.year_before()),
        replace(figure, breakdown={"offence_group": "Robbery"}),
        replace(figure, part="2"),
    ]
    assert len({name, *(passport_id(each, prefix="CDD") for each in others)}) == 9


def test_the_prefix_is_the_partnership_s_initials() -> None:
    assert id_prefix("County Durham and Darlington") == "CDD"
    assert id_prefix("Herefordshire") == "H"
    assert id_prefix("Ôld 7") == "D"


@pytest.mark.parametrize("typed", ["CDD-7K3M-Q2X0", "cdd-7k3m-q2xo", " cdd 7k3m q2x0 ", "CDD7K3MQ2XO"])
def test_an_id_is_read_as_it_may_be_typed(typed: str) -> None:
    assert read_id(typed) == "CDD-7K3M-Q2X0"


def test_passports_come_back_as_they_were_written(tmp_path: Path) -> None:
    key = create_key(tmp_path / "keys")
    hidden = reading(
        value=None, numerator=None, denominator=None, lower=None, upper=None, mark=Mark.CONFIDENTIAL
    )
    all_of_them = (passport(key), passport(key, part="b", readings=(hidden,)))
    assert write_passports(tmp_path, all_of_them) == tmp_path / "passports.json"
    assert sorted(read_passports(tmp_path), key=lambda each: each.figure.part) == list(all_of_them)
    assert [each.name for each in tmp_path.iterdir() if "part" in each.name] == []


def test_a_signature_covers_every_field(tmp_path: Path) -> None:
    key = create_key(tmp_path)
    written = passport_json(passport(key))
    assert signature_holds(written, key.public)
    for name in written:
        assert not signature_holds({**written, name: "altered"}, key.public), name
    assert not signature_holds(passport_json(passport()), key.public)


def test_a_count_is_written_alike_whether_whole_or_float() -> None:
    whole, floating = (
        passport(readings=(reading(numerator=512),)),
        passport(readings=(reading(numerator=512.0),)),
    )
    assert passports_bytes([whole]) == passports_bytes([floating])


def test_two_figures_with_one_id_and_two_readings_of_one_thing_are_a_bug() -> None:
    with pytest.raises(ValueError, match="two figures have the passport id"):
        passports_bytes([passport(), passport()])
    with pytest.raises(ValueError, match="two unlike readings"):
        passports_bytes([passport(readings=(reading(), reading(9.0)))])
    assert passports_bytes([passport(readings=(reading(), reading()))])


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b"\xff", b'{"format":"desist passports 1","passports":[{}]}']
)
def test_a_file_that_is_no_passports_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(OperatorMistake, match=r"There is no passports\.json"):
        read_passports(tmp_path)
    (tmp_path / "passports.json").write_bytes(content)
    with pytest.raises(OperatorMistake, match="is not a file of passports, or was altered"):
        read_passports(tmp_path)


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(TypeError):
        passport_from({**passport_json(passport()), "surprise": 1})


def test_a_trace_says_where_the_figure_came_from(tmp_path: Path) -> None:
    text = trace_text(passport(create_key(tmp_path)))
    for line in (
        "CDD-9GF3-Q9ND  Robbery is steady",
        "Measure offences_per_1000, Offences per 1,000 people: How many offences for every 1,000 people?",
        "  denominator  sum(people) of population",
        "  police_uk.street, version 3",
        "  2025-01-durham-street.csv from police.uk, received 2025-06-01T09:30:00+00:00, 1 row",
        "  offences_per_1000, Durham, January to March 2025, Robbery: 512 / 64000 = 8 (7.3224 to 8.7238)",
        "  from = '2025-01-01'",
        "  | select 1",
        "Agreement: open data licence",
    ):
        assert line in text.splitlines(), text
    assert "signed by the key" in text
    assert "not signed: a draft" in trace_text(passport())


def test_a_trace_shows_what_is_missing_and_where_to_see_the_rest() -> None:
    missing = reading(
        value=None, numerator=None, mark=Mark.NOT_AVAILABLE, why="No extract is held.", breakdown={}
    )
    months = tuple(reading(place=f"place {number}") for number in range(41))
    text = trace_text(passport(readings=(missing, *months)))
    assert "  offences_per_1000, Durham, January to March 2025: [x] No extract is held." in text.splitlines()
    assert "  and 2 more: see --json" in text.splitlines()


def test_a_trace_names_hidden_characters_instead_of_printing_them() -> None:
    text = trace_text(replace(passport(), title="\x1b[31mRobbery \u202efell"))
    assert "⟨U+001B⟩[31mRobbery ⟨U+202E⟩fell" in text
    assert "\x1b" not in text


def test_a_passport_is_found_in_every_edition_that_has_it(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        write_passports(tmp_path / name, [passport()])
    folders = [tmp_path / "a", tmp_path / "b"]
    assert [folder for folder, _ in find_passport(folders, "cdd 9gf3 q9nd")] == folders
    with pytest.raises(OperatorMistake, match="No figure has the passport") as mistake:
        find_passport(folders, "CDD-9GF3-Q9NX")
    assert mistake.value.hint == "Did you mean 'CDD-9GF3-Q9ND'?"


def test_what_a_correction_revised_is_named_to_the_digit() -> None:
    before = passport(readings=(reading(), reading(9.5, place="Cleveland"), reading(1.0, place="Lost")))
    now = passport(
        readings=(
            reading(8.125, numerator=520, mark=Mark.REVISED),
            reading(9.5, place="Cleveland", mark=Mark.REVISED),
            reading(2.0, place="New"),
        )
    )
    said = differences(before.readings, now.readings)
    assert list(said.values()) == [
        "offences_per_1000, Durham, January to March 2025, Robbery: "
        "numerator 512 is now 520, value 8 is now 8.125",
        "offences_per_1000, Lost, January to March 2025, Robbery: no longer computed",
        "offences_per_1000, New, January to March 2025, Robbery: was not published",
    ]
    assert revised([before], [now]) == {before.id}
    assert revised([before], [before]) == frozenset()
    assert revised([], [now]) == frozenset()


def test_a_new_mark_is_a_revision_and_a_lost_value_is_said() -> None:
    withheld = reading(mark=Mark.CONFIDENTIAL, value=None)
    (said,) = differences((reading(),), (withheld,)).values()
    assert said.endswith("value 8 is now missing, mark '' is now 'c'")


def test_a_measure_is_copied_as_it_was_that_day() -> None:
    measure = Measure(
        name="m",
        title="M",
        asks="How many?",
        of="rows",
        kind=Kind.COUNT,
        numerator="count(*)",
        better=Better.LOWER,
        unit="offences",
        source="s",
        contracts=("c",),
        author="a",
        checker="b",
        review=date(2027, 1, 1),
    )
    copied = definition_of(measure)
    assert (copied.measure, copied.better, copied.kind, copied.review) == (
        "m",
        "lower",
        "count",
        date(2027, 1, 1),
    )


def test_no_field_of_a_reading_or_a_passport_is_left_out() -> None:
    over = LinkRange(draws=20, seed=1, lower=4.5, median=5.0, upper=5.5)
    whole = reading(as_at=date(2025, 6, 30), matured=0.4, over_links=over)
    assert set(reading_json(whole)) == {each.name for each in fields(Reading)}
    assert passport_from(passport_json(passport(readings=(whole,)))).readings == (whole,)
    assert set(passport_json(passport())) == {each.name for each in fields(Passport)}
    assert set(figure_json(passport().figure)) == {each.name for each in fields(Figure)}
    said = trace_text(passport(readings=(whole,)))
    assert "over 20 draws of plausible links, seed 1: 4.5 to 5.5" in said
    (changed,) = differences((whole,), (replace(whole, over_links=replace(over, upper=6.0)),)).values()
    assert changed.endswith("its range over plausible links differs")


def test_readings_of_two_publishers_stand_side_by_side() -> None:
    both = (reading(source="ONS"), reading(8.1, source="Home Office"))
    assert passports_bytes([passport(readings=both)])
    (said,) = differences(both, (both[0], reading(8.2, source="Home Office"))).values()
    assert said == (
        "offences_per_1000, Durham, January to March 2025, Robbery, Home Office: value 8.1 is now 8.2"
    )


def test_the_reading_s_reason_is_kept(tmp_path: Path) -> None:
    why = Reading(measure="m", place="p", period=QUARTER, mark=Mark.NOT_AVAILABLE, why="Not sent.")
    write_passports(tmp_path, [passport(readings=(why,))])
    assert read_passports(tmp_path)[0].readings == (why,)
