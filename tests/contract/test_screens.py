"""What screens may not do, because it would be seen only with a real browser, many rows or a slow network."""

import re
from pathlib import Path

FRONTEND = Path(__file__).resolve().parents[2] / "frontend"


def files_with(pattern: str, *, but: str) -> list[str]:
    """Modules of the front end in which a pattern stands, without the one that is there for it."""
    return [
        str(path.relative_to(FRONTEND))
        for path in FRONTEND.rglob("*.py")
        if path.name != but and re.search(pattern, path.read_text(encoding="utf-8"))
    ]


def test_a_choice_out_of_many_is_a_picker() -> None:
    """ReactPy's client sends a bare `select` with all of its options: as a list, and too large to pass."""
    bare = files_with(r"html\.select\(", but="picker.py")

    assert bare == [], "use frontend.components.picker.picker(label, choices, chosen, pick)"


def test_a_box_of_a_live_page_is_a_tick() -> None:
    """What the server says of a bare one undoes a press that it has not heard of yet."""
    bare = files_with(r'"type": "(checkbox|radio)"[^}]*"(checked|onChange)"', but="tick.py")

    assert bare == [], "use frontend.components.tick.tick(mark, is_on=...)"


def test_a_button_of_a_live_page_is_pressed_once_at_a_time() -> None:
    """On a slow network a second press of a bare one is a second command."""
    bare = files_with(r"html\.button\(", but="button.py")

    assert bare == [], "use frontend.components.button.button(attributes, *children)"
