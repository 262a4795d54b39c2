"""Who is mentioned, which files are kept, and what a thing's history tells."""

import zlib
from uuid import UUID

import pytest

from backend.thread.errors import FileRefusedError
from backend.thread.model import (
    CSV,
    JPEG,
    PDF,
    PNG,
    TEXT,
    kind_of_file,
    mentioned,
    safe_name,
    told_facts,
)
from tests.pictures import jpeg, png

LI, LINA, ANNA = UUID(int=1), UUID(int=2), UUID(int=3)
PEOPLE = [(LI, "Li Na"), (LINA, "Li Na Berg"), (ANNA, "Анна Берг")]
PLAIN_PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n%%EOF\n"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("@Li Na look", [LI]),
        ("@li na berg, look", [LINA]),
        ("please @Анна Берг", [ANNA]),
        ("@Li Nabokov is somebody else", []),
        ("mail li@li na.example", []),
        ("@Li Na and @Li Na again", [LI]),
        ("@Nobody", []),
        ("@", []),
        ("看@Li Na", []),
        ("看，@Li Na。", [LI]),
    ],
)
def test_a_name_behind_an_at_sign_calls_whoever_has_it(text: str, who: list[UUID]) -> None:
    assert mentioned(text, PEOPLE) == who


def pdf_with(content: bytes) -> bytes:
    return PLAIN_PDF.replace(b"endobj", content + b"\nendobj")


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (jpeg(), "photo.exe", JPEG),
        (png(8, 8), "a.png", PNG),
        (PLAIN_PDF, "a.txt", PDF),
        ("item;quantity\nкраска;5\n".encode(), "a.csv", CSV),
        ("Schlüssel".encode(), "a.csv.html", TEXT),
    ],
)
def test_a_file_is_what_its_content_says(content: bytes, name: str, kind: str) -> None:
    assert kind_of_file(content, name, jpeg_is_plain=True) == kind


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ\x90\x00",
        b"PK\x03\x04 a workbook may hold macros",
        b"<html><script>alert(1)</script>",
        b"  <svg onload=alert(1)>",
        b"\xff\xfe\x00",
        png(8, 8) + b"more",
        png(8, 8).replace(b"IDAT", b"tEXt"),
        PLAIN_PDF[:-8],
        pdf_with(b"<< /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>"),
        pdf_with(b"<< /S /J#61vaScript >>"),
        pdf_with(b"stream\n" + zlib.compress(b"<< /S /Launch >>") + b"\nendstream"),
        b"a" * (4 * 1024 * 1024 + 1),
    ],
)
def test_what_could_act_or_is_more_than_it_seems_is_refused(content: bytes) -> None:
    with pytest.raises(FileRefusedError):
        kind_of_file(content, "a.txt", jpeg_is_plain=True)


def test_a_photo_that_tells_more_than_it_shows_is_refused() -> None:
    with pytest.raises(FileRefusedError):
        kind_of_file(jpeg(), "a.jpg", jpeg_is_plain=False)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("..\\..\\boot.ini", "boot.txt"),
        ("/etc/passwd", "passwd.txt"),
        ("", "file.txt"),
        ("...", "file.txt"),
        ('a"b\r\nc.txt', "abc.txt"),
        ("报价 (2).txt", "报价 (2).txt"),
        ("x" * 300, "x" * 116 + ".txt"),
    ],
)
def test_a_files_name_is_a_name_and_nothing_else(name: str, safe: str) -> None:
    assert safe_name(name, TEXT) == safe


def test_history_tells_what_was_changed_and_no_more_of_the_audit_line() -> None:
    facts = {
        "quantity_delta": "40",
        "due_on": None,
        "is_urgent": True,
        "customer_id": "secret",
        "note": "",
    }
    assert told_facts("AmendDemandChange", facts) == {"quantity_delta": "40", "is_urgent": "yes"}
    assert told_facts("AddPerson", {"email": "a@b"}) == {}
