"""A page as HTML before it is live: the same components, rendered once with their answers at hand."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from html import escape
from typing import Any, Final, cast

from reactpy.core.hooks import ConnectionContext
from reactpy.core.layout import Layout
from reactpy.types import Component, Connection, Location

from frontend.hooks.query import Preloaded
from frontend.hooks.visit import Visit

_ROUNDS: Final = 4
_VOID: Final = frozenset(
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    }
)
_NAMES: Final = {"className": "class", "htmlFor": "for", "defaultValue": "value", "key": ""}


@dataclass(frozen=True)
class FirstPaint:
    """The markup of a page, and the HTTP status that the worst of its answers asks for."""

    markup: str
    status: int


async def first_paint(
    page: Callable[[], Component], visit: Visit, path: str, query_string: str
) -> FirstPaint:
    """Render a page until every question that it asks has its answer."""
    preloaded = Preloaded()
    state = {"visit": replace(visit, is_first_paint=True), "preloaded": preloaded}
    connection = Connection(
        scope=cast("Any", {"type": "http", "state": state}),
        location=Location(path=path, query_string=query_string),
        carrier=None,
    )
    model: dict[str, Any] = {}
    for _ in range(_ROUNDS):
        async with Layout(cast("Any", ConnectionContext(page(), value=connection))) as layout:
            model = cast("dict[str, Any]", (await layout.render())["model"])
        if not await preloaded.fetch(visit.clock):
            break
    return FirstPaint(markup=to_html(model), status=preloaded.worst_status)


def to_html(model: Any) -> str:
    """Write a rendered model as HTML; everything that came from data is escaped."""
    written: list[str] = []
    _write(model, written.append)
    return "".join(written)


def _write(model: Any, put: Callable[[str], None]) -> None:
    if not isinstance(model, dict):
        put(escape(str(model), quote=False))
        return
    if "error" in model:
        raise RuntimeError("A component failed to render; see the log.")
    tag = model["tagName"]
    if tag:
        put(f"<{tag}{''.join(_attributes(model.get('attributes', {})))}>")
    if tag not in _VOID:
        for child in model.get("children", ()):
            _write(child, put)
        if tag:
            put(f"</{tag}>")


def _attributes(attributes: dict[str, Any]) -> Iterable[str]:
    for key, value in attributes.items():
        name = _NAMES.get(key, key if "-" in key or key == "viewBox" else _lowered(key))
        is_word = name.startswith(("aria-", "data-"))
        if not name or value is None or (value is False and not is_word):
            continue
        if value is True and not is_word:
            yield f" {name}"
        else:
            yield f' {name}="{escape(_word(value))}"'


def _lowered(key: str) -> str:
    """HTML attributes are written without capitals; SVG's mixed ones are kept."""
    return key if key.startswith(("pattern", "gradient", "preserve")) else key.lower()


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
