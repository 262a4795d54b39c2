"""A plain JPEG is let through, and nothing else that looks like one."""

import pytest

from backend.kit.jpeg import NotPlainJPEGError, Picture, plain_jpeg
from tests.pictures import EXIF, jpeg, segment

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40


def test_a_plain_jpeg_tells_its_size():
    assert plain_jpeg(jpeg(1600, 1200)) == Picture(1600, 1200)


def test_a_colour_profile_may_stay():
    assert plain_jpeg(jpeg(extra=segment(0xE2, b"ICC_PROFILE\x00"))) == Picture(8, 8)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        SVG,
        PNG,
        b"GIF89a" + jpeg(),
        jpeg(extra=EXIF),
        jpeg(extra=segment(0xED, b"Photoshop 3.0\x00")),
        jpeg(extra=segment(0xFE, b"written by hand")),
        jpeg(after=SVG),
        jpeg(after=b"\x00"),
        jpeg()[:-2],
        jpeg()[:40],
        b"\xff\xd8\xff\xd9",
        jpeg(0, 8),
    ],
)
def test_what_is_more_or_less_than_a_picture_is_refused(content):
    with pytest.raises(NotPlainJPEGError):
        plain_jpeg(content)


def test_no_beginning_of_a_jpeg_is_one():
    whole = jpeg(40, 30)
    for length in range(len(whole)):
        with pytest.raises(NotPlainJPEGError):
            plain_jpeg(whole[:length])
