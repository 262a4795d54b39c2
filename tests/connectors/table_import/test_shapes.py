"""Folders, archives, workbooks and single files; what is in them comes in, and what is wrong is named."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from backend.connectors.table_import.receive import tables_at
from backend.intake.format import ENTITIES
from backend.intake.staging import Manifest, stage
from backend.intake.templates import template_workbook, write_templates
from tests.tables import csv_text, small_tables, write_folder


def staged(path: Path, folder: Path, name: str | None = None) -> Manifest:
    made = folder / "staged"
    made.mkdir(exist_ok=True)
    return stage(tables_at(path, name), made)


def texts(manifest: Manifest) -> dict[str, list[str]]:
    """The rows of each table without their ids."""
    return {
        each.entity: [
            line.split("\t", 1)[1]
            for line in Path(each.path).read_text(encoding="utf-8").splitlines()
        ]
        for each in manifest.entities
    }


def codes(manifest: Manifest) -> list[str]:
    return [cell.code for cell in manifest.bad_cells]


@pytest.fixture
def expected(tmp_path: Path) -> dict[str, list[str]]:
    """The small company, read from a plain folder."""
    folder = tmp_path / "expected"
    return texts(staged(write_folder(folder, small_tables()), folder))


def workbook(tables: dict[str, list[dict[str, object]]]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in tables.items():
        sheet = book.create_sheet(name)
        names = list(dict.fromkeys(key for row in rows for key in row))
        sheet.append(names)
        for row in rows:
            sheet.append([row.get(key) for key in names])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_zip_says_the_same_as_a_folder(tmp_path: Path, expected: dict[str, list[str]]) -> None:
    path = tmp_path / "company.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in reversed(small_tables().items()):
            archive.writestr(f"export/../{name}.csv", csv_text(name, rows))
        archive.writestr("README.md", "not a table")
    assert texts(staged(path, tmp_path)) == expected


def test_a_workbook_says_the_same_as_a_folder(
    tmp_path: Path, expected: dict[str, list[str]]
) -> None:
    path = tmp_path / "company.xlsx"
    path.write_bytes(workbook(small_tables()))
    found = staged(path, tmp_path)
    assert codes(found) == []
    assert texts(found) == expected


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_found_out(tmp_path: Path, separator: str) -> None:
    path = tmp_path / "customer.csv"
    path.write_text(csv_text("customer", small_tables()["customer"], separator), encoding="utf-8")
    assert staged(path, tmp_path).row_count == 2


def test_semicolons_with_decimal_commas_and_dotted_days(tmp_path: Path) -> None:
    path = tmp_path / "purchase_line.csv"
    path.write_text(
        "Order_Reference;line number;supplier_code;item_code;site_code;quantity;unit_price;ordered_on;due_on;status\n"
        "4471;1;S1;RAW;RIX;1 250,5;3,20;06.11.2026;04.12.2026;open\n",
        encoding="cp1251",
    )
    found = staged(path, tmp_path)
    assert codes(found) == []
    assert texts(found)["purchase_line"] == [
        "2\t4471\t1\tS1\tRAW\tRIX\t1250.5\t0\t3.2\t2026-11-06\t2026-12-04\t\\N\topen"
    ]


def test_a_spreadsheets_own_dates_and_numbers(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    tables: dict[str, list[dict[str, object]]] = {
        "stock": [
            {"item_code": "KIT", "site_code": "RIX", "quantity": 80.0, "produced_on": date(2026, 11, 2), "usable_until": 46387}
        ]
    }  # fmt: skip
    path.write_bytes(workbook(tables))
    assert texts(staged(path, tmp_path))["stock"] == ["2\tKIT\tRIX\t\t80\t2026-11-02\t2026-12-31"]


def test_lines_are_counted_as_a_person_sees_them(tmp_path: Path) -> None:
    path = tmp_path / "territory.csv"
    path.write_text(
        'code,name,region\nT-1,"two\nlines",North\n\nT-2,,North\nT-3,ok,North\n', encoding="utf-8"
    )
    found = staged(path, tmp_path)
    assert [(cell.line, cell.column) for cell in found.bad_cells] == [(5, "name")]
    assert [row.split("\t")[0] for row in texts(found)["territory"]] == ["2", "6"]


def test_every_file_with_a_problem_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "folder", {"territory": small_tables()["territory"]})
    (folder / "teritory.csv").write_text("code,name\n", encoding="utf-8")
    (folder / "supplier.csv").write_text("", encoding="utf-8")
    (folder / "calendar.csv").write_text('code,name\n"C,open\n', encoding="utf-8")
    (folder / "notes.docx").write_text("left alone", encoding="utf-8")
    found = staged(folder, tmp_path)
    assert [(cell.file, cell.code) for cell in found.bad_cells] == [
        ("teritory.csv", "unknown_table"),
        ("calendar.csv", "broken_quotes"),
        ("supplier.csv", "empty_file"),
    ]
    assert texts(found)["territory"] == ["2\tT-N\tNorth\t\t\\N", "3\tT-S\tSouth\t\t\\N"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("notes.pdf", "unknown_kind"),
        ("broken.zip", "archive_broken"),
        ("broken.xlsx", "archive_broken"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, name: str, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"%PDF-1.7 not at all")
    assert codes(staged(path, tmp_path)) == [code]


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    assert codes(staged(tmp_path, tmp_path)) == ["empty_folder"]


def test_an_uploads_name_says_what_it_is_and_is_never_opened(tmp_path: Path) -> None:
    stored = tmp_path / "0190a"
    stored.write_text(csv_text("territory", small_tables()["territory"]), encoding="utf-8")
    found = staged(stored, tmp_path, name="../../etc/territory.csv")
    assert found.row_count == 2


def test_templates_can_be_imported_as_they_are(tmp_path: Path) -> None:
    write_templates(tmp_path / "templates")
    found = staged(tmp_path / "templates", tmp_path)
    assert codes(found) == []
    assert [each.entity for each in found.entities] == [entity.name for entity in ENTITIES]

    book = tmp_path / "template.xlsx"
    book.write_bytes(template_workbook())
    assert codes(staged(book, tmp_path)) == []
