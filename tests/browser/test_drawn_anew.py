"""What is drawn anew under somebody's hands: the press, the focus, what is unfolded and chosen stay."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SMALL_PHONE, Contexts, Lockstep

pytestmark = pytest.mark.browser

PLACE = """async () => {
  const { make, show } = await import("/static/js/dom.js");
  const root = make("div");
  document.body.replaceChildren(root);
  window.pressed = [];
  window.draw = (turn, keys = ["a", "b"]) => show(
    root,
    make("h1", {}, `Turn ${turn}`),
    turn % 2 === 1 && make("p.late", {}, "Late"),
    make(
      "div.sheet",
      {},
      keys.map((key) => make(
        `button.row${turn % 2 ? ".odd" : ""}`,
        { type: "button", "data-key": key, "aria-pressed": String(turn > 1), onclick: () => window.pressed.push(`${key}${turn}`) },
        `${key} ${turn}`,
      )),
    ),
    make("details", {}, make("summary", {}, "More"), "Words"),
    make("label", {}, "File", make("input", { type: "file", "data-key": "file" })),
    make("label", {}, "Note", make("input", { "data-key": "note", value: `note ${turn}` })),
  );
  window.draw(0);
}"""

HOLD = """async () => {
  const { holdButton } = await import("/static/js/decision/hold-button.js");
  window.held = 0;
  document.body.replaceChildren(
    holdButton({ words: "Hold", question: "Sure?", done: () => { window.held += 1; } }),
  );
}"""
# What a phone does that has too much to do: from soon after the finger came until it has gone, it hears nothing.
BUSY = """() => addEventListener("pointerdown", () => setTimeout(() => {
  const until = performance.now() + 1500;
  while (performance.now() < until);
}, 50))"""
HOLD_MILLISECONDS = 1_000


@pytest.fixture
def drawn(lockstep: Lockstep, contexts: Contexts) -> Page:
    page = contexts.device(SMALL_PHONE)
    page.goto(f"{lockstep.address}/sign-in")
    expect(page.locator("input[type=password]")).to_be_visible()
    page.evaluate(PLACE)
    return page


def test_a_press_that_began_before_a_drawing_ends_in_a_tap_with_what_it_means_now(
    drawn: Page,
) -> None:
    button = drawn.locator("[data-key=b]")
    button.hover()
    drawn.mouse.down()
    drawn.evaluate("() => { draw(2); draw(4); }")
    drawn.mouse.up()
    assert drawn.evaluate("() => pressed") == ["b4"]
    expect(button).to_have_text("b 4")


def test_focus_an_open_fold_and_a_chosen_file_outlive_a_drawing(drawn: Page) -> None:
    drawn.locator("summary").click()
    drawn.locator("[data-key=file]").set_input_files(
        {"name": "kept.json", "mimeType": "application/json", "buffer": b"{}"}
    )
    drawn.locator("[data-key=a]").focus()
    drawn.evaluate("() => draw(1)")
    assert drawn.evaluate("() => document.activeElement.dataset.key") == "a"
    expect(drawn.locator("details")).to_have_attribute("open", "")
    files = "() => [...document.querySelector('[data-key=file]').files].map(({ name }) => name)"
    assert drawn.evaluate(files) == ["kept.json"]


def test_after_a_drawing_everything_is_as_it_was_drawn_last(drawn: Page) -> None:
    for turn, keys in [(1, ["b", "a"]), (2, ["c", "b"]), (3, []), (5, ["a"]), (6, ["a", "c"])]:
        drawn.evaluate("([turn, keys]) => draw(turn, keys)", [turn, keys])
        rows = drawn.locator(".sheet button")
        assert rows.evaluate_all("all => all.map(({ dataset }) => dataset.key)") == keys
        assert drawn.locator("h1").inner_text() == f"Turn {turn}"
        assert drawn.locator("p.late").count() == turn % 2
        assert drawn.locator("button.odd").count() == (len(keys) if turn % 2 else 0)
        assert drawn.locator("[data-key=note]").input_value() == f"note {turn}"
    drawn.locator("[data-key=c]").click()
    assert drawn.evaluate("() => pressed") == ["c6"]


def test_a_finger_that_stayed_long_enough_counts_on_a_busy_phone_and_a_short_tap_does_not(
    drawn: Page,
) -> None:
    drawn.evaluate(HOLD)
    button = drawn.get_by_role("button", name="Hold")
    button.click()
    assert drawn.evaluate("() => held") == 0
    drawn.evaluate(BUSY)
    button.click(delay=HOLD_MILLISECONDS)
    expect(button).to_be_disabled()
    assert drawn.evaluate("() => held") == 1
