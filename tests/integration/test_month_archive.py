"""The months of a force, out of archives on this machine packed as data.police.uk packs them."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from desist.intake import month_archive
from desist.intake.publishers import Publishers
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.period import month
from tests.fetch_examples import QUARTER, archive, files, get, publishers_at, street
from tests.publisher_server import Publisher, Served, running


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with running() as server:
        yield server


@pytest.fixture
def publishers(publisher: Publisher) -> Publishers:
    return publishers_at(publisher)


MONTHS = ("2025-01", "2025-02", "2025-03")


def test_only_the_months_and_forces_asked_for_are_taken(
    publisher: Publisher, publishers: Publishers, tmp_path: Path
) -> None:
    publisher.files["/archive/2025-03.zip"] = Served(content=archive(["2024-12", *MONTHS]))
    found = get(publishers, tmp_path / "in", "police_uk.street")
    assert files(tmp_path) == {f"in/police_uk/{at}/{at}-durham-street.csv" for at in MONTHS}
    assert [(each.contract, each.new) for each in found.files] == [("police_uk.street", True)] * 3
    assert found.files[0].path.read_text() == street("2025-01", "durham")
    assert found.absent == ()


def test_an_archive_is_read_in_place_where_ranges_are_answered(
    publisher: Publisher, publishers: Publishers, tmp_path: Path
) -> None:
    content = archive(MONTHS)
    padding = b"\0" * (5 << 20)  # stands for the forces nobody asked for
    publisher.files["/archive/2025-03.zip"] = Served(content=padding + content)
    found = get(publishers, tmp_path, "police_uk")
    assert len(found.files) == 6
    spans = publisher.ranges("/archive/2025-03.zip")
    assert spans[0] == "bytes=0-0"
    assert len(spans) == 2, "a megabyte at the end holds it all; the other five are not fetched"


def test_a_server_that_ignores_ranges_sends_the_whole_archive_once(
    publisher: Publisher, publishers: Publishers, tmp_path: Path
) -> None:
    publisher.files["/archive/2025-03.zip"] = Served(content=archive(MONTHS), ranges=False)
    assert len(get(publishers, tmp_path, "police_uk").files) == 6
    assert publisher.ranges("/archive/2025-03.zip") == ["bytes=0-0", ""]
    assert ".fetching/2025-03.zip" not in files(tmp_path)


def test_a_whole_archive_that_breaks_off_is_carried_on(
    publisher: Publisher, publishers: Publishers, tmp_path: Path
) -> None:
    served = Served(content=archive(MONTHS), ranges=False, break_after=[0, 200])  # probe, then file
    publisher.files["/archive/2025-03.zip"] = served
    assert len(get(publishers, tmp_path, "police_uk").files) == 6
    assert publisher.ranges("/archive/2025-03.zip") == ["bytes=0-0", "", "bytes=200-"]


def test_blocks_that_break_off_are_asked_for_again(
    publisher: Publisher, publishers: Publishers, tmp_path: Path
) -> None:
    content = archive(MONTHS)
    publisher.files["/archive/2025-03.zip"] = Served(content=content, break_after=[100, 0], statuses=[503])
    assert len(get(publishers, tmp_path, "police_uk").files) == 6


def test_what_has_arrived_stays_when_the_line_never_comes_back(
    publisher: Publisher, publishers: Publishers, tmp_path: Path
) -> None:
    served = Served(content=archive(MONTHS), break_after=[0] * 9)
    publisher.files["/archive/2025-03.zip"] = served
    with pytest.raises(OperatorMistake, match=r"broke off again and again while sending 2025-03\.zip"):
        get(publishers, tmp_path, "police_uk")
    assert files(tmp_path) == set()


def test_an_archive_that_changes_in_between_is_never_mixed(
    publisher: Publisher, publishers: Publishers, tmp_path: Path
) -> None:
    content = b"\0" * (3 << 20) + archive(MONTHS, rows=20)
    served = Served(content=content, break_after=[10])
    served.then = Served(content=content[:-1] + b"\1", tag='"two"')
    publisher.files["/archive/2025-03.zip"] = served
    with pytest.raises(OperatorMistake, match="was changed by its publisher while it was being fetched"):
        get(publishers, tmp_path, "police_uk")
    assert files(tmp_path) == set()


def test_months_that_are_here_are_not_fetched_again(
    publisher: Publisher, publishers: Publishers, tmp_path: Path
) -> None:
    publisher.files["/archive/2025-03.zip"] = Served(content=archive(MONTHS))
    get(publishers, tmp_path, "police_uk.street")
    publisher.asked.clear()
    again = get(publishers, tmp_path, "police_uk.street")
    assert [each.new for each in again.files] == [False] * 3
    assert publisher.asked == []
    publisher.files["/archive/2025-04.zip"] = Served(content=archive([*MONTHS, "2025-04"]))
    more = get(publishers, tmp_path, "police_uk.street", months=[*QUARTER, month("2025-04")])
    assert [each.new for each in more.files] == [False, False, False, True]


def test_a_month_that_a_force_did_not_send_is_said_and_not_fatal(
    publisher: Publisher, publishers: Publishers, tmp_path: Path
) -> None:
    publisher.files["/archive/2025-03.zip"] = Served(content=archive(["2025-01", "2025-03"]))
    found = get(publishers, tmp_path, "police_uk.street")
    assert len(found.files) == 2
    assert found.absent == ("A publisher holds no 2025-02-durham-street.csv.",)


def test_a_force_nobody_knows_is_a_mistake_with_the_nearest(
    publisher: Publisher, publishers: Publishers, tmp_path: Path
) -> None:
    publisher.files["/archive/2025-03.zip"] = Served(content=archive(MONTHS))
    with pytest.raises(OperatorMistake, match="holds nothing from a force called 'durhan'") as mistake:
        get(publishers, tmp_path, "police_uk", forces=["Durhan"])
    assert mistake.value.hint == "Did you mean 'durham'?"
    with pytest.raises(OperatorMistake, match="is not the name of a force"):
        get(publishers, tmp_path, "police_uk", forces=["../durham"])


def test_a_future_month_does_not_exist_yet(publishers: Publishers, tmp_path: Path) -> None:
    with pytest.raises(OperatorMistake, match=r"/archive/2031-01\.zip does not exist"):
        get(publishers, tmp_path, "police_uk", months=[month("2031-01")])


def test_a_member_with_another_header_is_refused(
    publisher: Publisher, publishers: Publishers, tmp_path: Path
) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("2025-01/2025-01-durham-street.csv", "a,b\n1,2\n")
    publisher.files["/archive/2025-01.zip"] = Served(content=out.getvalue())
    with pytest.raises(OperatorMistake, match=r"2025-01-durham-street\.csv is not a police_uk\.street file"):
        get(publishers, tmp_path, "police_uk.street", months=QUARTER[:1])
    assert files(tmp_path) == set()


@pytest.mark.parametrize("ranges", [True, False])
def test_a_damaged_archive_is_one_sentence(
    publisher: Publisher, publishers: Publishers, tmp_path: Path, ranges: bool
) -> None:
    content = bytearray(archive(MONTHS))
    at = content.index(b"-street.csv") + 15
    content[at] ^= 255  # within the packed rows
    publisher.files["/archive/2025-03.zip"] = Served(content=bytes(content), ranges=ranges)
    with pytest.raises(OperatorMistake, match=r"2025-03\.zip is damaged"):
        get(publishers, tmp_path, "police_uk")
    assert files(tmp_path) == set()


def test_a_bomb_is_left_where_it_is(
    publisher: Publisher, publishers: Publishers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = month_archive.take_out

    def small(*given: object, **named: object) -> object:
        return real(*given, **named, largest=1000)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(month_archive, "take_out", small)
    publisher.files["/archive/2025-03.zip"] = Served(content=archive(MONTHS, rows=1000))
    with pytest.raises(OperatorMistake, match="unpacks to more than 0 megabytes, and was left"):
        get(publishers, tmp_path, "police_uk")
    assert files(tmp_path) == set()


def test_an_archive_left_by_a_killed_fetch_is_used(
    publisher: Publisher, publishers: Publishers, tmp_path: Path
) -> None:
    (tmp_path / ".fetching").mkdir()
    (tmp_path / ".fetching" / "2025-03.zip").write_bytes(archive(MONTHS))
    assert len(get(publishers, tmp_path, "police_uk").files) == 6
    assert publisher.asked == []


def test_the_fewest_archives_are_asked_for() -> None:
    run = [month("2019-01"), month("2021-12"), month("2022-01"), month("2025-03")]
    assert month_archive.archives_for(run, 36) == [month("2025-03"), month("2022-01"), month("2019-01")]
    assert month_archive.archives_for([], 36) == []


def test_real_months_come_through_to_the_byte(
    publisher: Publisher, publishers: Publishers, tmp_path: Path, shared_data: Path
) -> None:
    """The months as data.police.uk published them, packed as it packs them."""
    packed = shutil.make_archive(str(tmp_path / "2025-03"), "zip", shared_data / "police_uk")
    publisher.files["/archive/2025-03.zip"] = Served(content=Path(packed).read_bytes())
    found = get(publishers, tmp_path / "in", "police_uk.street", forces=["Durham", "cleveland"])
    assert len(found.files) == 6
    for each in found.files:
        at = each.path.name[:7]
        assert each.path.read_bytes() == (shared_data / "police_uk" / at / each.path.name).read_bytes()
