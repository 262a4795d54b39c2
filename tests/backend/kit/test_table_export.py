"""What leaves as a table never becomes a formula, and comes back as it was."""

import csv
import io
from decimal import Decimal

from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from backend.kit.formula_guard import guarded, unguarded
from backend.kit.table_export import csv_bytes, xlsx_bytes

FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
TEXTS = st.one_of(
    st.text(max_size=40),
    st.builds(
        lambda quotes, start, rest: "'" * quotes + start + rest,
        st.integers(0, 3), st.sampled_from(FORMULA_STARTS), st.text(max_size=20),
    ),
)  # fmt: skip


@given(TEXTS)
@settings(max_examples=5_000, deadline=None)
@example("=1+1")
@example("'=1+1")
@example("''")
@example("-")
def test_every_text_comes_back_and_none_is_a_formula(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(FORMULA_STARTS)


@given(st.lists(TEXTS.filter(lambda text: "\x00" not in text), min_size=1, max_size=5))
@settings(max_examples=300, deadline=None)
def test_a_csv_file_comes_back_as_it_was(texts: list[str]) -> None:
    written = csv_bytes(["name"] * len(texts), [texts])
    assert written.startswith(b"\xef\xbb\xbf")
    _, row = csv.reader(io.StringIO(written.decode("utf-8-sig"), newline=""))
    assert [unguarded(cell) for cell in row] == texts


def test_numbers_stay_numbers() -> None:
    text = csv_bytes(["a", "b", "c", "d"], [[Decimal("-1.50"), -3, True, None]]).decode("utf-8-sig")
    assert text.splitlines()[1] == "-1.50,-3,true,"


def test_a_workbook_holds_texts_as_texts() -> None:
    contents = xlsx_bytes(
        {"rows": (["name", "quantity"], [["=1+1", Decimal("2.5")], ["Riga\x07", 3]])}
    )
    sheet = load_workbook(io.BytesIO(contents))["rows"]
    cells = [[cell for cell in row] for row in sheet.iter_rows(min_row=2)]  # noqa: C416 -- the cells, not the tuples
    assert (cells[0][0].value, cells[0][0].data_type) == ("'=1+1", "s")
    assert (cells[0][1].value, cells[0][1].data_type) == (2.5, "n")
    assert cells[1][0].value == "Riga\ufffd"
