"""The sign that keeps a text from becoming a formula: put before on export, taken off on import."""

import re
from typing import Final

# The signs that begin a formula, their full-width twins, and white space that spreadsheets skip over.
# Quotes before them are counted in, so that a text which came with a quote keeps it.
_FORMULA: Final = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")


def guarded(text: str) -> str:
    """The text with a quote before it where a spreadsheet would calculate it.

    >>> guarded("=1+1"), guarded("Riga"), guarded("'=1")
    ("'=1+1", 'Riga', "''=1")
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """What `guarded` was given.

    >>> unguarded("'=1+1"), unguarded("'Riga'")
    ('=1+1', "'Riga'")
    """
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
