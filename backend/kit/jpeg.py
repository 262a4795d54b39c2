"""Looks at a JPEG without drawing it: is it one, how large is the picture, and does it tell more than that.

Only what a browser needs to draw is let through: no place or camera (EXIF, XMP), no text, nothing behind
the end, so that a picture is never also something else.
"""

from dataclasses import dataclass
from typing import Final

_START: Final = b"\xff\xd8"
_END: Final = 0xD9
_SCAN: Final = 0xDA
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JFIF: Final = 0xE0
_COLOUR_PROFILE: Final = 0xE2
_ADOBE: Final = 0xEE
_TABLES: Final = frozenset({0xC4, 0xCC, 0xDB, 0xDD})
_DRAWN: Final = _FRAMES | _TABLES | {_JFIF, _COLOUR_PROFILE, _ADOBE, _SCAN}


class NotPlainJPEGError(ValueError):
    """The bytes are no JPEG, not a whole one, or one that says more than the picture."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The size of a picture in pixels."""

    width: int
    height: int


def plain_jpeg(content: bytes) -> Picture:
    """The picture in these bytes; `NotPlainJPEGError` when they are anything else or anything more."""
    if not content.startswith(_START):
        raise NotPlainJPEGError
    size: Picture | None = None
    at = len(_START)
    while True:
        marker, at = _marker(content, at)
        if marker == _END:
            break
        if marker in _ALONE:
            continue
        if marker not in _DRAWN:
            raise NotPlainJPEGError
        segment = _segment(content, at)
        at += 2 + len(segment)
        if marker in _FRAMES:
            size = _frame(segment)
        if marker == _SCAN:
            at = _after_scan(content, at)
    if size is None or at != len(content):
        raise NotPlainJPEGError
    return size


def _marker(content: bytes, at: int) -> tuple[int, int]:
    if content[at : at + 1] != b"\xff":
        raise NotPlainJPEGError
    while content[at : at + 1] == b"\xff":
        at += 1
    if at >= len(content):
        raise NotPlainJPEGError
    return content[at], at + 1


def _segment(content: bytes, at: int) -> bytes:
    length = int.from_bytes(content[at : at + 2], "big")
    segment = content[at + 2 : at + length]
    if length < 2 or len(segment) != length - 2:  # noqa: PLR2004 -- the length counts its own two bytes
        raise NotPlainJPEGError
    return segment


def _frame(segment: bytes) -> Picture:
    height, width = int.from_bytes(segment[1:3], "big"), int.from_bytes(segment[3:5], "big")
    if not width or not height:
        raise NotPlainJPEGError
    return Picture(width, height)


def _after_scan(content: bytes, at: int) -> int:
    """Where the drawn data ends: at the next marker that is neither stuffing nor a restart."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            raise NotPlainJPEGError
        following = content[at + 1]
        if following and following not in _ALONE and following != 0xFF:  # noqa: PLR2004 -- fill bytes before a marker
            return at
        at += 1 if following == 0xFF else 2  # noqa: PLR2004 -- as above
