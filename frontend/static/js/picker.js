// Hands what is chosen in a live page's select, or ticked in its box, to the field behind it, which alone
// the server hears: ReactPy's client would send a select together with all of its options, and would set a
// box back to what the server said before it had heard of the press.

const TICKED = "on";
const CHOSEN = "[data-picker], [data-tick]";

function said(choice) {
  if (choice.type !== "checkbox") return choice.value;
  return choice.checked ? TICKED : "";
}

document.addEventListener(
  "change",
  (event) => {
    const choice = event.target;
    if (!choice.matches?.(CHOSEN)) return;
    event.stopPropagation();
    const heard = choice.nextElementSibling;
    // The client sends along what lies round the document's selection, which may be half the page.
    document.getSelection()?.removeAllRanges();
    heard.value = said(choice);
    // What is typed into a field is heard as it comes in, not when it has changed.
    heard.dispatchEvent(new Event("input", { bubbles: true }));
  },
  { capture: true },
);

// What the page says anew stands in the field, which the client leaves alone while a choice is on its way.
new MutationObserver((changes) => {
  for (const { target } of changes) {
    const choice = target.type === "hidden" && target.previousElementSibling;
    if (!choice || !choice.matches(CHOSEN)) continue;
    if (choice.type === "checkbox") choice.checked = target.value === TICKED;
    else choice.value = target.value;
  }
}).observe(document, { subtree: true, attributeFilter: ["value"] });

// The same for a press: a caret that was left somewhere on the page says nothing about it.
document.addEventListener(
  "click",
  (event) => {
    const selection = document.getSelection();
    if (selection?.isCollapsed && event.target.closest?.("button")) selection.removeAllRanges();
  },
  { capture: true },
);
