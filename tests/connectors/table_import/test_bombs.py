"""Archives and workbooks that mean harm: refused at once, without the memory that they ask for."""

import io
import resource
import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from backend.connectors.table_import.receive import tables_at
from backend.intake.staging import stage

SHEET = (
    '<?xml version="1.0"?>{doctype}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{rows}</sheetData></worksheet>"
)


def refusals(path: Path) -> list[str]:
    made = path.parent / "staged"
    made.mkdir(exist_ok=True)
    return [cell.code for cell in stage(tables_at(path), made).bad_cells]


def zipped(path: Path, entries: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, contents in entries.items():
            archive.writestr(name, contents)
    return path


def flat(folder: Path) -> Path:
    return zipped(
        folder / "flat.zip", {"territory.csv": b"code,name\n" + b"T,North\n" * 20_000_000}
    )


def many(folder: Path) -> Path:
    return zipped(folder / "many.zip", {f"{n}.csv": b"" for n in range(201)})


def lying(folder: Path) -> Path:
    """The header says ten bytes; the contents are more."""
    path = zipped(folder / "lying.zip", {"territory.csv": b"code,name\n" + b"T,N\n" * 30_000_000})
    contents = bytearray(path.read_bytes())
    place = contents.rfind(b"PK\x01\x02")
    contents[place + 24 : place + 28] = struct.pack("<I", 10)
    path.write_bytes(bytes(contents))
    return path


def in_a_workbook(folder: Path) -> Path:
    rows = "<row><c><v>1</v></c></row>" * 6_000_000
    return zipped(
        folder / "bomb.xlsx",
        {"[Content_Types].xml": b"<Types/>", "xl/worksheets/sheet1.xml": SHEET.format(doctype="", rows=rows).encode()},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (flat, "archive_too_large"),
        (many, "archive_too_many"),
        (in_a_workbook, "archive_too_large"),
    ],
)
def test_a_bomb_is_refused_at_once_and_stays_small(
    tmp_path: Path, make: Callable[[Path], Path], code: str
) -> None:
    path = make(tmp_path)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    assert refusals(path) == [code]
    assert time.process_time() - begun < 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 1024


def test_an_archive_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    assert refusals(lying(tmp_path))[0] in {"archive_broken", "archive_too_large", "missing_column"}


def test_an_archive_with_a_password_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "locked.zip", {"territory.csv": b"code,name\n"})
    contents = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = contents.find(mark)
        contents[place + offset] |= 1
    path.write_bytes(bytes(contents))
    assert refusals(path) == ["archive_locked"]


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
        '<!doctype x [<!entity % p SYSTEM "http://127.0.0.1/x">%p;]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_workbook_with_a_document_type_is_refused(
    tmp_path: Path, doctype: str, encoding: str
) -> None:
    sheet = SHEET.format(doctype=doctype, rows="").encode(encoding)
    path = zipped(
        tmp_path / "book.xlsx",
        {"[Content_Types].xml": b"<Types/>", "xl/worksheets/sheet1.xml": sheet},
    )
    assert refusals(path) == ["workbook_unsafe"]


def test_an_archive_in_an_archive_is_not_opened(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("territory.csv", "code,name\nT,N\n")
    path = zipped(tmp_path / "nested.zip", {"inner.zip": inner.getvalue()})
    assert refusals(path) == ["empty_folder"]


def test_a_sheet_that_claims_a_million_columns_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "territory"
    sheet.append(["code", "name"])
    sheet.append(["T-N", "North"])
    plain = tmp_path / "plain.xlsx"
    book.save(plain)
    path = tmp_path / "wide.xlsx"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            contents = old.read(entry)
            if entry.filename.endswith("sheet1.xml"):
                contents = contents.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"')
            new.writestr(entry.filename, contents)
    begun = time.process_time()
    assert refusals(path) == []
    assert time.process_time() - begun < 2
