"""A mail before it is one: a draft in plain parts, made into text and HTML that cannot carry foreign markup."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from html import escape
from typing import Final

import msgspec

Cell = str | int | Decimal | date | None

_TAGS: Final = {"en": "en", "zh": "zh-Hans", "ru": "ru"}
_LINE: Final = (
    "border-bottom:1px solid #b8b8b8;padding:6px 12px 6px 0;text-align:left;vertical-align:top"
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table in a mail: `said` are its rows in words, `plain` the same for a spreadsheet."""

    name: str
    header: Sequence[str]
    said: Sequence[Sequence[str]]
    plain_header: Sequence[str]
    plain: Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Draft:
    """What a mail says, in one language; `action` is the label and address of its one link."""

    subject: str
    paragraphs: Sequence[str]
    sheet: Sheet | None = None
    action: tuple[str, str] | None = None
    foot: Sequence[str] = ()


class Enclosure(msgspec.Struct, frozen=True):
    """A file that goes with a mail."""

    name: str
    media_type: str
    content: bytes


class Letter(msgspec.Struct, frozen=True):
    """A written mail; `unsubscribe` is the address that ends such mails, for notices and digests."""

    language: str
    subject: str
    text: str
    html: str
    files: tuple[Enclosure, ...] = ()
    unsubscribe: str | None = None


def letter_of(
    draft: Draft, language: str, *, files: Sequence[Enclosure] = (), unsubscribe: str | None = None
) -> Letter:
    """The draft as text and as HTML that say the same."""
    return Letter(
        language=language,
        subject=one_line(draft.subject),
        text=_as_text(draft),
        html=_as_html(draft, language),
        files=tuple(files),
        unsubscribe=unsubscribe,
    )


def one_line(text: str) -> str:
    r"""A text without line breaks and control signs, so that it can stand in a header.

    >>> one_line("PO 4711\r\nBcc: x@y.example")
    'PO 4711 Bcc: x@y.example'
    """
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(plain.split())[:250]


def _as_text(draft: Draft) -> str:
    parts = list(draft.paragraphs)
    sheet = draft.sheet
    if sheet is not None:
        parts.append(
            "\n\n".join(
                "\n".join(
                    f"{name}: {cell}" for name, cell in zip(sheet.header, row, strict=True) if cell
                )
                for row in sheet.said
            )
        )
    if draft.action is not None:
        parts.append(f"{draft.action[0]}:\n{draft.action[1]}")
    if draft.foot:
        parts.append("-- \n" + "\n".join(draft.foot))
    return "\n\n".join(parts) + "\n"


def _as_html(draft: Draft, language: str) -> str:
    parts = [f"<p>{_lines(each)}</p>" for each in draft.paragraphs]
    if draft.sheet is not None:
        head = "".join(f'<th style="{_LINE}">{escape(name)}</th>' for name in draft.sheet.header)
        rows = "".join(
            "<tr>" + "".join(f'<td style="{_LINE}">{escape(cell)}</td>' for cell in row) + "</tr>"
            for row in draft.sheet.said
        )
        parts.append(
            '<table role="table" style="border-collapse:collapse;margin:16px 0">'
            f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        )
    if draft.action is not None:
        label, address = draft.action
        parts.append(
            '<p style="margin:24px 0"><a style="display:inline-block;padding:14px 20px;'
            "border:2px solid currentColor;border-radius:6px;font-weight:bold;color:inherit;"
            f'text-decoration:none" href="{escape(address)}">{escape(label)}</a></p>'
        )
    if draft.foot:
        foot = "<br>".join(_lines(each) for each in draft.foot)
        parts.append(f'<p style="font-size:13px;opacity:.75">{foot}</p>')
    return (
        f'<!doctype html><html lang="{_TAGS[language]}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{escape(draft.subject)}</title></head>"
        '<body style="font-family:system-ui,sans-serif;font-size:16px;line-height:1.5;max-width:40em">'
        + "".join(parts)
        + "</body></html>"
    )


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
