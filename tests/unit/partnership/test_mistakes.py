"""Every mistake in a partnership's files is one sentence with the file, the line and the nearest name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from desist.partnership import open_home
from desist.vocabulary.mistake import OperatorMistake

Spoil = Callable[[str, str, str], int]
MEASURES = frozenset({"crime_severity_score", "offences_per_1000", "recorded_offences"})


def said(folder: Path, **known: frozenset[str]) -> str:
    with pytest.raises(OperatorMistake) as caught:
        open_home(folder, measures=known.get("measures"), contracts=known.get("contracts"))
    return caught.value.sentence


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        # A key
        (
            "plan.toml",
            'measure = "crime_severity_score"',
            'measur = "crime_severity_score"',
            "'measur' is not a key of indicator 'crime-severity'; did you mean 'measure'?",
        ),
        (
            "partnership.toml",
            'short_name = "Durham"',
            'shortname = "Durham"',
            "'shortname' is not a key of this file; did you mean 'short_name'?",
        ),
        # A kind of value
        (
            "plan.toml",
            "history = 10",
            'history = "10"',
            "'history' must be a whole number, not the text '10'.",
        ),
        (
            "plan.toml",
            "lag_months = 15",
            "lag_months = true",
            "'lag_months' must be a whole number, not true or false.",
        ),
        ("plan.toml", "history = 10", "history = 0", "'history' must be from 1 to 400, not '0'."),
        (
            "plan.toml",
            "starts = 2018-04-01",
            'starts = "2018-04-01"',
            "'starts' must be a date written 2025-03-31, without quotes, not the text '2018-04-01'.",
        ),
        (
            "plan.toml",
            "starts = 2018-04-01",
            "starts = 2018-04-01T00:00:00",
            "'starts' must be a date written 2025-03-31, without quotes, not '2018-04-01 00:00:00'.",
        ),
        (
            "plan.toml",
            "starts = 2018-04-01",
            "starts = 0018-04-01",
            "'starts' must be a date between 1900 and 2200, not 0018-04-01.",
        ),
        ("plan.toml", "starts = 2018-04-01", "starts = 2018-04-31", "this is not a date in the calendar."),
        (
            "breaks.toml",
            "rebase = true",
            'rebase = "yes"',
            "'rebase' must be true or false, not the text 'yes'.",
        ),
        (
            "plan.toml",
            'better = "lower"',
            'better = "lowr"',
            "'lowr' is not a value of 'better'; did you mean 'lower'?",
        ),
        (
            "plan.toml",
            'comparators = ["peers", "own past"]',
            'comparators = "peers"',
            "'comparators' must be a list in square brackets.",
        ),
        (
            "plan.toml",
            'comparators = ["peers", "own past"]',
            "comparators = []",
            "'comparators' is empty: what it is judged against, the most telling first.",
        ),
        ("partnership.toml", "[office]", "[[office]]", "'office' must be a table, written [office]."),
        (
            "partnership.toml",
            'short_name = "Durham"',
            'short_name = "Dur\\u0007ham"',
            "'short_name' holds a control character that cannot be printed.",
        ),
        # A name that is used and not given
        ("plan.toml", "outcome = 4", "outcome = 5", "there is no outcome 5; it is one of 1, 2, 3, 4."),
        (
            "plan.toml",
            "kpqs = [1, 2, 3, 4]",
            "kpqs = [1, 2, 3, 4, 9]",
            "there is no KPQ 9; it is one of 1, 2, 3, 4, 5, 6, 7, 8.",
        ),
        (
            "plan.toml",
            'moves = ["reoffending", "reoffences"]',
            'moves = ["reoffending", "reofences"]',
            "'reofences' is not a known indicator; did you mean 'reoffences'?",
        ),
        (
            "plan.toml",
            'place = "Durham Constabulary"',
            'place = "Durham Constabulry"',
            "'Durham Constabulry' is not a known area; did you mean 'Durham Constabulary'?",
        ),
        (
            "plan.toml",
            'peers = "most-similar"',
            'peers = "most-simlar"',
            "'most-simlar' is not a known peer group; did you mean 'most-similar'?",
        ),
        (
            "plan.toml",
            'sponsors = ["pcvc"]',
            'sponsors = ["pcv"]',
            "'pcv' is not a known sponsor; did you mean 'pcvc'?",
        ),
        # Two keys at odds
        (
            "plan.toml",
            'comparators = ["peers", "own past"]',
            'comparators = ["target"]',
            "indicator 'crime-severity' does not list \"peers\"; being judged against peers needs both.",
        ),
        (
            "plan.toml",
            "ends = 2021-03-31",
            "ends = 2018-03-31",
            "the plan ends on 2018-03-31, before it starts on 2018-04-01.",
        ),
        (
            "plan.toml",
            'quarters_ending = ["June", "December"]',
            'quarters_ending = ["June", "March"]',
            "quarters ending in March stand in more than one [[cycle]].",
        ),
        # Places and forces
        (
            "partnership.toml",
            'code = "E23000008"',
            'code = "Durham"',
            "'code' must be an ONS code such as E23000008, not 'Durham'.",
        ),
        (
            "partnership.toml",
            '"Lancashire"',
            '"Lancashir"',
            "'forces' must be police forces by name or code (did you mean 'Lancashire'?), not 'Lancashir'.",
        ),
        (
            "partnership.toml",
            'name = "Darlington"',
            'name = "County Durham"',
            "two areas are called 'County Durham'; the other files could not tell them apart.",
        ),
    ],
)
def test_the_sentence(durham: Path, spoil: Spoil, file: str, old: str, new: str, sentence: str) -> None:
    line = spoil(file, old, new)
    given = said(durham)
    if "stand in more than one" in sentence or "two areas" in sentence:
        assert given.startswith(f"{file}, line ")
        assert given.endswith(f": {sentence}")
    else:
        assert given == f"{file}, line {line}: {sentence}"


def test_an_unknown_measure_names_the_nearest(durham: Path, spoil: Spoil) -> None:
    line = spoil("plan.toml", '"offences_per_1000"', '"offences_per_100"')
    known = frozenset(
        {
            quoted
            for name in ("plan.toml", "breaks.toml", "sources.toml")
            for row in (durham / name).read_text(encoding="utf-8").splitlines()
            if row.startswith(("measure = ", "measures = "))
            for quoted in row.split('"')[1::2]
        }
        - {"offences_per_100"}
        | MEASURES
    )
    assert said(durham, measures=known) == (
        f"plan.toml, line {line}: 'offences_per_100' is not a known measure; "
        "did you mean 'offences_per_1000'?"
    )


def test_an_unknown_contract_names_the_nearest(durham: Path) -> None:
    line = 1 + (durham / "sources.toml").read_text(encoding="utf-8").splitlines().index(
        'contract = "police_uk.street"'
    )
    assert said(durham, contracts=frozenset({"police_uk.streets"})) == (
        f"sources.toml, line {line}: 'police_uk.street' is not a known contract; "
        "did you mean 'police_uk.streets'?"
    )


def test_a_missing_key_is_told_where_its_table_begins(durham: Path, spoil: Spoil) -> None:
    line = spoil("plan.toml", 'measure = "crime_severity_score"\n', "")
    heading = line - 4  # [[indicator]], id, kpq, title
    assert said(durham) == (
        f"plan.toml, line {heading}: indicator 'crime-severity' has no 'measure': "
        "the measure, by its name in the catalogue."
    )


def test_a_name_given_twice_says_where_it_was_first(durham: Path, spoil: Spoil) -> None:
    line = spoil("plan.toml", 'id = "offence-rate"', 'id = "crime-severity"')
    first = 1 + (durham / "plan.toml").read_text(encoding="utf-8").splitlines().index('id = "crime-severity"')
    assert first < line
    assert said(durham) == (
        f"plan.toml, line {line}: indicator 'crime-severity' is already on line {first}; give each its own."
    )


def test_a_question_no_report_would_answer(durham: Path, spoil: Spoil) -> None:
    spoil("plan.toml", "kpqs = [5, 6, 7, 8]", "kpqs = [5, 6, 7]")
    assert said(durham).endswith(": KPQ 8 is in no [[cycle]], so no report would ever answer it.")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            'title = "Police',
            "title = Police",
            "a value is missing or not written as TOML asks (text needs double quotes).",
        ),
        ("starts = 2018", "starts 2018", "a key must be followed by '=' and a value."),
        ("ends = ", "starts = ", "this key is given a second time."),
        ("[[cycle]]", "[[cycle]", "a heading is opened with '[[' and never closed."),
    ],
)
def test_bad_syntax_is_said_in_plain_words(
    durham: Path, spoil: Spoil, old: str, new: str, sentence: str
) -> None:
    line = spoil("plan.toml", old, new)
    assert said(durham) == f"plan.toml, line {line}: {sentence}"


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (
            b"name = 'x'\nshort_name = '\xff'\n",
            "partnership.toml, line 2: a character is not UTF-8; save the file again as UTF-8.",
        ),
        (
            "name = 'x'".encode("utf-16"),
            "partnership.toml, line 1: the file is saved as UTF-16; save it again as UTF-8.",
        ),
        (b"name = '\x00'", "partnership.toml, line 1: there is a character here that cannot be printed."),
        (b"x = " + b"9" * 5000, "partnership.toml: a number has too many digits to be read."),
        (b"x = " + b"[" * 5000, "partnership.toml: lists or tables are nested too deeply to be read."),
        (b"", "partnership.toml, line 1: this file has no 'name': the partnership's name as it is printed."),
    ],
)
def test_files_that_are_not_text(durham: Path, raw: bytes, sentence: str) -> None:
    (durham / "partnership.toml").write_bytes(raw)
    assert said(durham) == sentence


def test_a_missing_file_and_a_missing_folder(durham: Path) -> None:
    (durham / "breaks.toml").unlink()
    assert said(durham) == f"breaks.toml is missing from the partnership folder {durham}."
    assert said(durham / "nowhere") == f"There is no partnership folder at {durham / 'nowhere'}."


def test_a_folder_in_place_of_a_file(durham: Path) -> None:
    (durham / "plan.toml").unlink()
    (durham / "plan.toml").mkdir()
    assert said(durham) == "plan.toml cannot be read: is a directory."


def test_notepad_marks_and_line_ends_are_no_mistake(durham: Path) -> None:
    for path in durham.glob("*.toml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert open_home(durham).name == "County Durham and Darlington"
