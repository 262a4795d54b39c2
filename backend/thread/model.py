"""The rules of threads: who is mentioned, which files are kept, what of an audit line is told."""

import re
import zlib
from collections.abc import Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from backend.thread.errors import FileRefusedError
from shared.thread_terms import ThingKind

LARGEST_FILE: Final = 4 * 1024 * 1024
MOST_FILES: Final = 20
LONGEST_NAME: Final = 120
JPEG: Final = "image/jpeg"
PNG: Final = "image/png"
PDF: Final = "application/pdf"
CSV: Final = "text/csv"
TEXT: Final = "text/plain"

_PNG_START: Final = b"\x89PNG\r\n\x1a\n"
# What a browser needs to draw, and nothing that could say more.
_PNG_CHUNKS: Final = frozenset(
    {
        b"IHDR",
        b"PLTE",
        b"IDAT",
        b"IEND",
        b"tRNS",
        b"gAMA",
        b"cHRM",
        b"sRGB",
        b"iCCP",
        b"sBIT",
        b"pHYs",
    }
)
# What makes a document act instead of being read; names may be written with #xx (ISO 32000-1 §7.3.5).
_PDF_ACTS: Final = re.compile(
    rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData|XFA|AA|OpenAction|GoToR|Encrypt)\b"
)
_PDF_STREAM: Final = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_MOST_INFLATED: Final = 64 * 1024 * 1024
_HASH_SIGN: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NAME_SIGNS: Final = re.compile(r"[^\w .,()\-+]", re.UNICODE)

# Which commands a thing's history shows, and what of them may be told; the rest of an audit line is not
# for everybody who sees the thing.
TOLD: Final[Mapping[str, tuple[str, ...]]] = {
    "RequestDemandChange": ("quantity_delta", "due_on", "is_cancellation", "is_urgent", "note"),
    "AmendDemandChange": ("quantity_delta", "due_on", "is_cancellation", "is_urgent", "note"),
    "WithdrawDemandChange": (),
    "RouteDemandChange": (),
    "KeepDemandPhoto": (),
    "DecideProposal": ("decision", "note"),
    "ChooseDeliveryRule": (),
    "ChooseUsualDelivery": (),
    "FinishStage": ("stage", "note"),
    "HandOverStage": ("stage", "note"),
    "RemoveComment": (),
    "RemoveAttachment": ("name",),
}
# What concerns one order or change stays in its own territory and plant.
_OF_ONE: Final = frozenset(TOLD) - {"ChooseUsualDelivery"}
HISTORY: Final[Mapping[ThingKind, frozenset[str]]] = {
    ThingKind.ORDER: _OF_ONE,
    ThingKind.CHANGE: _OF_ONE,
    ThingKind.PROPOSAL: _OF_ONE,
    ThingKind.URGENT_ORDER: _OF_ONE,
    ThingKind.CUSTOMER: frozenset({"ChooseUsualDelivery", "RemoveComment", "RemoveAttachment"}),
    ThingKind.ITEM: frozenset({"RemoveComment", "RemoveAttachment"}),
}


def mentioned(text: str, people: Iterable[tuple[UUID, str]]) -> list[UUID]:
    """Who a text calls by `@Name`, in the order of the text; of two names that fit the longer one.

    >>> li, lina = UUID(int=1), UUID(int=2)
    >>> mentioned("@Li Na Berg, and @li na: look", [(li, "Li Na"), (lina, "Li Na Berg")]) == [lina, li]
    True
    """
    known = sorted(
        ((name.casefold(), person) for person, name in people), key=lambda each: -len(each[0])
    )
    said = text.casefold()
    found: dict[UUID, None] = {}
    at = said.find("@")
    while at >= 0:
        rest = said[at + 1 :]
        person = next(
            (
                person
                for name, person in known
                if name and rest.startswith(name) and not _goes_on(rest[len(name) :])
            ),
            None,
        )
        if person is not None and not (at and said[at - 1].isalnum()):
            found[person] = None
        at = said.find("@", at + 1)
    return list(found)


def _goes_on(rest: str) -> bool:
    return bool(rest) and rest[0].isalnum()


def kind_of_file(content: bytes, name: str, jpeg_is_plain: bool) -> str:  # noqa: FBT001 -- what the picture's own check has said
    """What a file is by its content, whatever it calls itself; `FileRefusedError` for what is not kept.

    Kept are pictures that tell nothing beside what they show, documents that do not act, and plain text.
    """
    if not content or len(content) > LARGEST_FILE:
        raise FileRefusedError
    if content.startswith(b"\xff\xd8"):
        if not jpeg_is_plain:
            raise FileRefusedError
        return JPEG
    if content.startswith(_PNG_START):
        _check_png(content)
        return PNG
    if content.startswith(b"%PDF-"):
        _check_pdf(content)
        return PDF
    return _kind_of_text(content, name)


def safe_name(name: str, kind: str) -> str:
    """A file's name as it is shown and saved: no folders, no signs that mean something elsewhere.

    >>> safe_name("../../etc/passwd", TEXT), safe_name("Фото 1.JPG", JPEG)
    ('passwd.txt', 'Фото 1.jpg')
    """
    endings = {JPEG: "jpg", PNG: "png", PDF: "pdf", CSV: "csv", TEXT: "txt"}
    last = name.replace("\\", "/").rpartition("/")[2]
    stem = _NAME_SIGNS.sub("", last).strip(" .")
    stem = stem.rpartition(".")[0] or stem
    return f"{stem[: LONGEST_NAME - 4].strip(' .') or 'file'}.{endings[kind]}"


def told_facts(command: str, facts: Mapping[str, Any]) -> dict[str, str]:
    """What of an audit line its thing's history tells, as text; nothing that is empty or false."""
    return {
        name: str(facts[name]) if facts[name] is not True else "yes"
        for name in TOLD.get(command, ())
        if facts.get(name) not in (None, "", False, 0, "0")
    }


def _check_png(content: bytes) -> None:
    at = len(_PNG_START)
    last = b""
    while at < len(content):
        length, last = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        end = at + 12 + length
        if last not in _PNG_CHUNKS or end > len(content):
            raise FileRefusedError
        if zlib.crc32(content[at + 4 : end - 4]) != int.from_bytes(content[end - 4 : end], "big"):
            raise FileRefusedError
        at = end
        if last == b"IEND" and at != len(content):
            raise FileRefusedError
    if last != b"IEND":
        raise FileRefusedError


def _check_pdf(content: bytes) -> None:
    """Refuse a document that acts, in plain sight or in a compressed stream of objects."""
    if b"%%EOF" not in content[-1024:]:
        raise FileRefusedError
    parts = [content]
    left = _MOST_INFLATED
    for match in _PDF_STREAM.finditer(content):
        opened = zlib.decompressobj()
        try:
            plain = opened.decompress(match[1], left)
        except zlib.error:
            continue
        left -= len(plain)
        if left <= 0:
            raise FileRefusedError
        parts.append(plain)
    for part in parts:
        named = _HASH_SIGN.sub(lambda sign: bytes([int(sign[1], 16)]), part)
        if _PDF_ACTS.search(named):
            raise FileRefusedError


def _kind_of_text(content: bytes, name: str) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileRefusedError from None
    if _CONTROL.search(text) or text.lstrip()[:1] == "<":
        raise FileRefusedError
    return CSV if name.lower().endswith(".csv") else TEXT
