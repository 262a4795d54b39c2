"""One cell of an import: what is understood, and what is refused with which advice."""

from datetime import date, datetime, time

import pytest

from backend.intake import columns as of
from backend.intake.cells import Value, reader_for
from backend.intake.errors import CellError
from backend.intake.model import Column, Kind, edges_in_cycles

PIECES = of.decimal("quantity", "", "", 2)
DAY = of.day("on", "", "")
FLAG = of.flag("is_active", "")
WEEKDAY = of.whole("weekday", "", "", 1, 7)
NAME = of.text("name", "", "", length=10)


def read(column: Column, value: Value, *, comma_may_group: bool = False) -> str | None:
    return reader_for(column, comma_may_group=comma_may_group)(value)


def refusal(column: Column, value: Value, *, comma_may_group: bool = False) -> str:
    with pytest.raises(CellError) as caught:
        read(column, value, comma_may_group=comma_may_group)
    return caught.value.code


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("1234.5", "1234.5"), ("1234,5", "1234.5"), ("1 234,5", "1234.5"), ("1\u00a0234,50", "1234.5"),
        ("0", "0"), (".5", "0.5"), ("+7", "7"), (1234.5, "1234.5"), (3, "3"), ("1.20", "1.2"), (0.1 + 0.2, "0.3"),
        ("1,234", None),
    ],
)  # fmt: skip
def test_numbers_are_read_with_either_mark(written: Value, stored: str | None) -> None:
    if stored is None:
        assert refusal(PIECES, written) == "too_many_decimals"
    else:
        assert read(PIECES, written) == stored


def test_a_comma_that_may_part_thousands_is_refused_in_a_file_of_commas() -> None:
    assert refusal(PIECES, "1,234", comma_may_group=True) == "ambiguous_number"
    assert read(PIECES, "1,25", comma_may_group=True) == "1.25"
    assert refusal(PIECES, "0,125", comma_may_group=True) == "too_many_decimals"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("12 pieces", "wrong_number"), ("1.234.5", "wrong_number"), ("1,234.5", "wrong_number"), ("1e999", "wrong_number"),
        ("NaN", "wrong_number"), ("Infinity", "wrong_number"), ("-1", "negative"), ("1.234", "too_many_decimals"),
        ("1234567890123", "too_large"), ("", "missing"), (None, "missing"), ("  ", "missing"), ("١٢", "wrong_number"),
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused(written: Value, code: str) -> None:
    assert refusal(PIECES, written) == code


@pytest.mark.parametrize(
    "written",
    ["2026-12-31", "31.12.2026", "2026-12-31T00:00:00", date(2026, 12, 31), datetime.fromisoformat("2026-12-31"), 46387, 46387.0],
)  # fmt: skip
def test_days_are_read_as_people_and_spreadsheets_write_them(written: Value) -> None:
    assert read(DAY, written) == "2026-12-31"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2026-02-30", "no_such_day"), ("31/12/2026", "wrong_date"), ("12/31/2026", "wrong_date"),
        ("1926-12-31", "date_out_of_range"), (datetime.fromisoformat("2026-12-31T14:00"), "wrong_date"), (7, "wrong_date"), (True, "wrong_date"),
    ],
)  # fmt: skip
def test_a_doubtful_day_is_refused(written: Value, code: str) -> None:
    assert refusal(DAY, written) == code


def test_yes_and_no_are_understood_in_three_languages() -> None:
    assert {read(FLAG, word) for word in ("yes", "TRUE", "1", "да", "是", True)} == {"true"}
    assert {read(FLAG, word) for word in ("no", "False", "0", "нет", "否", False, "", None)} == {
        "false"
    }
    assert refusal(FLAG, "maybe") == "wrong_flag"


def test_remembered_answers_do_not_mix_kinds_of_values() -> None:
    reader = reader_for(FLAG, comma_may_group=False)
    assert [reader(1), reader(True), reader("1"), reader(0), reader("0")] == [
        "true", "true", "true", "false", "false",
    ]  # fmt: skip


def test_whole_numbers_stay_in_their_range() -> None:
    assert read(WEEKDAY, "7") == "7"
    assert refusal(WEEKDAY, "8") == "out_of_range"
    assert refusal(WEEKDAY, "0") == "out_of_range"
    assert refusal(WEEKDAY, "1.5") == "not_whole"


def test_times_of_day() -> None:
    column = Column("starts_at", Kind.TIME, "", "")
    assert [
        read(column, each)
        for each in ("6:00", "06:00:00", time(6), datetime.fromisoformat("1900-01-01T06:00"))
    ] == ["06:00"] * 4
    assert refusal(column, "24:00") == "wrong_time"


def test_text_keeps_its_signs_and_loses_its_guard() -> None:
    assert read(NAME, " 青岛 ") == "青岛"
    assert read(NAME, "'=1+1") == "=1+1"
    assert read(NAME, "a\tb\\c") == "a\\tb\\\\c"
    assert refusal(NAME, "longer than ten") == "too_long"
    assert refusal(NAME, "a\x00b") == "unreadable_sign"
    assert refusal(NAME, "a\ufffdb") == "unreadable_sign"


def test_lists_are_kept_sorted_and_once() -> None:
    column = Column("roles", Kind.CHOICES, "", "", choices=("rep", "admin"))
    assert read(column, "rep| admin |rep") == "admin|rep"
    assert refusal(column, "rep|king") == "not_in_list"


def test_circles_are_found_and_trees_are_not() -> None:
    tree = [("kit", "can"), ("kit", "box"), ("can", "bulk"), ("other", "bulk")]
    assert edges_in_cycles(tree) == set()
    assert edges_in_cycles([*tree, ("bulk", "kit")]) == {
        ("kit", "can"),
        ("can", "bulk"),
        ("bulk", "kit"),
    }
    assert edges_in_cycles([("a", "a")]) == {("a", "a")}
    assert edges_in_cycles([(str(n), str(n + 1)) for n in range(5_000)]) == set()
