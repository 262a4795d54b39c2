"""Small pictures made by hand, for what is taken in from phones."""

import struct
import zlib


def jpeg(width: int = 8, height: int = 8, *, extra: bytes = b"", after: bytes = b"") -> bytes:
    """A grey JPEG of that size; `extra` are segments before the frame, `after` is behind the end."""
    header = segment(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00")
    tables = segment(0xDB, b"\x00" + b"\x01" * 64)
    frame = segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00")
    huffman = segment(0xC4, b"\x00" + b"\x01" + b"\x00" * 15 + b"\x00")
    scan = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x7f\xff\x00\x7f\xff\xd0\x7f"
    return b"\xff\xd8" + header + extra + tables + frame + huffman + scan + b"\xff\xd9" + after


def segment(marker: int, content: bytes) -> bytes:
    """One segment of a JPEG."""
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


EXIF = segment(0xE1, b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x00")


def png(width: int, height: int) -> bytes:
    """A picture of stripes that any browser draws."""
    row = b"\x00" + bytes(range(256))[: width % 256] * 3 + bytes(range(256)) * (3 * (width // 256))
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
            _chunk(b"IDAT", zlib.compress(row * height, 1)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(name: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", checksum)
