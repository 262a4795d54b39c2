"""The letters of a file: told for certain, or refused with advice; never garbled."""

from pathlib import Path

import pytest

from backend.connectors.table_import.encoding import look_at
from backend.connectors.table_import.receive import tables_at
from backend.intake.errors import SourceError
from backend.intake.staging import Manifest, stage

RUSSIAN = "code,name\r\nT-1,Казахстан и Узбекистан\r\nT-2,«Полы» № 5\r\n"
CHINESE = "code,name\r\nT-1,山东和河北\r\nT-2,长江三角洲，青岛\r\n"


def staged(folder: Path, name: str, contents: bytes) -> tuple[Manifest, str]:
    path = folder / name
    path.write_bytes(contents)
    made = folder / "staged"
    made.mkdir(exist_ok=True)
    manifest = stage(tables_at(path), made)
    text = Path(manifest.entities[0].path).read_text(encoding="utf-8") if manifest.entities else ""
    return manifest, text


@pytest.mark.parametrize(
    ("written", "encoding", "word"),
    [
        (RUSSIAN, "utf-8", "Казахстан и Узбекистан"),
        (RUSSIAN, "utf-8-sig", "Казахстан и Узбекистан"),
        (RUSSIAN, "utf-16", "Казахстан и Узбекистан"),
        (RUSSIAN, "cp1251", "«Полы» № 5"),
        (CHINESE, "utf-8", "山东和河北"),
        (CHINESE, "utf-16", "山东和河北"),
        (CHINESE, "gb18030", "长江三角洲，青岛"),
    ],
)
def test_known_letters_come_through(tmp_path: Path, written: str, encoding: str, word: str) -> None:
    manifest, text = staged(tmp_path, "territory.csv", written.encode(encoding))
    assert manifest.bad_cells == []
    assert word in text


@pytest.mark.parametrize(
    "contents",
    [
        "code,name\r\nT-1,Müller Straße\r\n".encode("latin-1"),
        "code,name\r\nT-1,Łódź, Kraków\r\n".encode("cp1250"),
        "code,name\r\nT-1,東京と大阪\r\n".encode("shift_jis"),
        b"code,name\r\nT-1,\xd6\xd0\xce\xc4\xffabc\r\n",
        b"code\x00,name\x00\r\x00\n\x00",
        # All capitals in pairs: as good Russian as Chinese.
        "code,name\r\nT-1,ТОКА\r\n".encode("cp1251"),
    ],
)
def test_a_doubt_is_refused_with_advice(tmp_path: Path, contents: bytes) -> None:
    manifest, text = staged(tmp_path, "territory.csv", contents)
    assert text == ""
    assert [cell.code for cell in manifest.bad_cells] == ["encoding_doubt"]


def test_a_file_that_breaks_off_inside_its_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "territory.csv"
    path.write_bytes(b"\xef\xbb\xbfcode,name\r\nT-1,\xd0")
    with pytest.raises(SourceError) as caught:
        look_at(path, "territory.csv")
    assert caught.value.reason == "encoding_broken"
