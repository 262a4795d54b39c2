"""Pages of long lists: an opaque cursor says after which row to go on, and never what one may see."""

import base64
import binascii
from collections.abc import Callable
from typing import Any, ClassVar, Final

from shared.problem import ProblemError

_FORM: Final = "1"
_MARK: Final = "|"
_LONGEST: Final = 400


class PageCursorUnreadableError(ProblemError):
    """Not a cursor of this list."""

    code: ClassVar[str] = "page_cursor_unreadable"
    status: ClassVar[int] = 400


def page_cursor(*place: object) -> str:
    """The cursor of a row's place in the list's order.

    >>> read_page_cursor(page_cursor("a", 7), str, int)
    ('a', 7)
    """
    text = _MARK.join((_FORM, *map(str, place)))
    return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


def read_page_cursor(cursor: str | None, *kinds: Callable[[str], Any]) -> tuple[Any, ...]:
    """The place that a cursor names, as these kinds; Nones for no cursor."""
    if cursor is None:
        return (None,) * len(kinds)
    try:
        if len(cursor) > _LONGEST:
            raise PageCursorUnreadableError
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        form, *place = raw.decode().split(_MARK)
        if form != _FORM:
            raise PageCursorUnreadableError
        return tuple(kind(each) for kind, each in zip(kinds, place, strict=True))
    except (binascii.Error, ValueError, ArithmeticError) as error:
        raise PageCursorUnreadableError from error
