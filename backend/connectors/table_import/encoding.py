"""Which signs a file is written in. A doubt is an error with advice, never a guess that garbles names.

The rule, in this order: a byte order mark decides; text that is valid UTF-8 throughout is UTF-8;
otherwise it is cp1251 when it is shaped like Russian and not like Chinese, and GB18030 the other way
round. Shaped like Russian: every sign beyond ASCII is a Cyrillic letter or common punctuation, and
the words are all small, all capital or capitalised. Shaped like Chinese: valid GB18030, and four in
five of its signs are common Chinese characters (GB 2312, level 1) or Chinese punctuation.
"""

import codecs
import re
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from backend.intake.errors import SourceError

CHUNK: Final = 1 << 20
SAMPLE: Final = 1 << 18
START: Final = 4096
MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CYRILLIC: Final = "А-Яа-яЁёІіЇїЄєҐґЎў"
_RUSSIAN_SIGNS: Final = re.compile(f"[\x00-\x7f{_CYRILLIC}«»„“”‘’–—…№°±§\u00a0]*")
_WORD: Final = re.compile(r"[^\W\d_]+")
_HAS_CYRILLIC: Final = re.compile(f"[{_CYRILLIC}]")
_ALL_CYRILLIC: Final = re.compile(f"[{_CYRILLIC}]+")
_RUSSIAN_SHARE: Final = 0.97
_CHINESE_SHARE: Final = 0.8
_LEVEL_ONE: Final = range(0xB0, 0xD8)
_CHINESE_PUNCTUATION: Final = re.compile("[\u3000-\u303f\uff00-\uffef\u2018\u2019\u201c\u201d\u2014\u2026\u00b7]")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Looked:
    """What a first look at a file found."""

    encoding: str
    line_count: int


def look_at(path: Path, name: str) -> Looked:
    """The encoding of a file and its lines; raises `SourceError` where there is a doubt."""
    with path.open("rb") as stream:
        start = stream.read(START)
    for mark, encoding in MARKS:
        if start.startswith(mark):
            return Looked(encoding, _decode(path, encoding, name))
    if b"\x00" in start:
        raise SourceError("encoding_doubt", name)
    try:
        return Looked("utf-8", _decode(path, "utf-8", name))
    except SourceError:
        sample = _sample(path)
    is_russian, is_chinese = looks_russian(sample), looks_chinese(sample)
    if is_russian == is_chinese:
        raise SourceError("encoding_doubt", name)
    encoding = "cp1251" if is_russian else "gb18030"
    return Looked(encoding, _decode(path, encoding, name))


def looks_russian(sample: bytes) -> bool:
    """Whether bytes read as cp1251 are shaped like Russian."""
    try:
        text = sample.decode("cp1251")
    except UnicodeDecodeError:
        return False
    if not _RUSSIAN_SIGNS.fullmatch(text):
        return False
    words = [word for word in _WORD.findall(text) if _HAS_CYRILLIC.search(word)]
    shaped = sum(
        1
        for word in words
        if _ALL_CYRILLIC.fullmatch(word)
        and (word.islower() or word.isupper() or word[1:].islower())
    )
    return bool(words) and shaped >= _RUSSIAN_SHARE * len(words)


def looks_chinese(sample: bytes) -> bool:
    """Whether bytes read as GB18030 are shaped like Chinese."""
    try:
        text = sample.decode("gb18030")
    except UnicodeDecodeError:
        return False
    signs = [sign for sign in text if not sign.isascii()]
    common = sum(1 for sign in signs if _is_common(sign))
    return bool(signs) and common >= _CHINESE_SHARE * len(signs)


def _is_common(sign: str) -> bool:
    if _CHINESE_PUNCTUATION.match(sign):
        return True
    try:
        first = sign.encode("gb2312")[0]
    except UnicodeEncodeError:
        return False
    return first in _LEVEL_ONE


def _decode(path: Path, encoding: str, name: str) -> int:
    """Read a file to its end in an encoding; the number of its lines."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    lines = 0
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                lines += decoder.decode(chunk).count("\n")
            decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise SourceError("encoding_broken", name, encoding=encoding.upper()) from error
    return lines


def _sample(path: Path) -> bytes:
    """Lines with signs beyond ASCII, some of them where there are many."""
    with path.open("rb") as stream:
        return b"".join(_foreign_lines(stream))


def _foreign_lines(stream: BinaryIO) -> list[bytes]:
    found: list[bytes] = []
    size = 0
    while size < SAMPLE and (line := stream.readline(SAMPLE)):
        if not line.isascii():
            found.append(line)
            size += len(line)
    return found
