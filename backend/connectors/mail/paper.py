"""Files that go with a mail: a table as CSV that no spreadsheet calculates, and as a PDF in every language."""

import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

from backend.connectors.mail.letter import Draft, Enclosure, Sheet
from backend.kit.table_export import csv_bytes
from backend.settings import PROJECT

FONTS: Final = PROJECT / "frontend" / "static" / "js" / "vendor" / "fonts"
_CHINESE: Final = "STSong-Light"
_PLAIN: Final = "DejaVuSans"
_LATIN: Final = "Helvetica"
_MARGIN: Final = 48


def enclosures(draft: Draft, language: str) -> list[Enclosure]:
    """The draft's table as CSV and the whole of it as PDF; nothing for a draft without a table."""
    if draft.sheet is None:
        return []
    name = draft.sheet.name
    return [
        Enclosure(f"{name}.csv", "text/csv", csv_of(draft.sheet)),
        Enclosure(f"{name}.pdf", "application/pdf", pdf_of(draft, language)),
    ]


def csv_of(sheet: Sheet) -> bytes:
    """The table in UTF-8; a text that would be a formula gets a quote before it."""
    return csv_bytes(sheet.plain_header, sheet.plain)


def pdf_of(draft: Draft, language: str) -> bytes:
    """The draft on A4 paper, its table with the heading on every page."""
    from reportlab.lib import colors  # noqa: PLC0415 -- only the worker writes papers
    from reportlab.lib.pagesizes import A4  # noqa: PLC0415 -- as above
    from reportlab.lib.styles import ParagraphStyle  # noqa: PLC0415 -- as above
    from reportlab.platypus import (  # noqa: PLC0415 -- as above
        Paragraph,
        SimpleDocTemplate,
        Spacer,
        Table,
        TableStyle,
    )

    is_chinese = language == "zh"
    wrap = {"wordWrap": "CJK"} if is_chinese else {}
    body = ParagraphStyle("body", fontName=_PLAIN, fontSize=10, leading=14, spaceAfter=6, **wrap)
    title = ParagraphStyle("title", parent=body, fontSize=15, leading=20, spaceAfter=12)
    cell = ParagraphStyle("cell", parent=body, fontSize=8.5, leading=11, spaceAfter=0)

    def said(text: str, style: Any) -> Any:
        return Paragraph(_in_fonts(text), style)

    flow: list[Any] = [said(draft.subject, title)]
    flow += [said(each, body) for each in draft.paragraphs]
    if draft.sheet is not None:
        rows = [draft.sheet.header, *draft.sheet.said]
        width = (A4[0] - 2 * _MARGIN) / len(draft.sheet.header)
        table = Table(
            [[said(each, cell) for each in row] for row in rows],
            colWidths=[width] * len(draft.sheet.header),
            repeatRows=1,
        )
        table.setStyle(
            TableStyle(
                [
                    ("LINEBELOW", (0, 0), (-1, -1), 0.4, colors.grey),
                    ("LINEBELOW", (0, 0), (-1, 0), 1, colors.black),
                    ("VALIGN", (0, 0), (-1, -1), "TOP"),
                    ("LEFTPADDING", (0, 0), (-1, -1), 2),
                ]
            )
        )
        flow += [Spacer(1, 8), table]
    stream = io.BytesIO()
    # `invariant`: the same draft gives the same bytes, so nothing in it tells when or where it was made.
    SimpleDocTemplate(
        stream,
        pagesize=A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN,
        title=draft.subject,
        invariant=1,
    ).build(flow)
    return stream.getvalue()


def _in_fonts(text: str) -> str:
    """The text as markup in which each run of signs has a font that holds them."""
    latin = _latin_font()
    _chinese_font()
    runs: list[tuple[str, list[str]]] = []
    for sign in text:
        font = _CHINESE if _is_wide(sign) else latin
        if not runs or runs[-1][0] != font:
            runs.append((font, []))
        runs[-1][1].append(sign)
    marked = "".join(f'<font name="{font}">{escape("".join(signs))}</font>' for font, signs in runs)
    return marked.replace("\n", "<br/>")


def _is_wide(sign: str) -> bool:
    return (
        "\u2e80" <= sign <= "\u9fff" or "\uf900" <= sign <= "\ufaff" or "\uff00" <= sign <= "\uffef"
    )


@cache
def _chinese_font() -> str:
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415 -- as above
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # noqa: PLC0415 -- as above

    pdfmetrics.registerFont(UnicodeCIDFont(_CHINESE))
    return _CHINESE


@cache
def _latin_font(folder: Path = FONTS) -> str:
    """DejaVu Sans holds Latin and Cyrillic; a machine that was never set up whole has Latin alone."""
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415 -- as above
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415 -- as above

    path = folder / f"{_PLAIN}.ttf"
    if not path.exists():
        return _LATIN
    pdfmetrics.registerFont(TTFont(_PLAIN, str(path)))
    return _PLAIN


def table_name(words: Sequence[str]) -> str:
    """A file's name out of words, in signs that every system takes.

    >>> table_name(("PO", "47/11 Ä"))
    'PO-47-11'
    """
    plain = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in "-".join(words))
    return "-".join(part for part in plain.split("-") if part)[:80] or "table"
