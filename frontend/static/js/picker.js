// Hands what is chosen in a live page's select to the field behind it, which alone the server hears:
// ReactPy's client would send a select together with all of its options.

document.addEventListener(
  "change",
  (event) => {
    const select = event.target;
    if (!(select instanceof HTMLSelectElement) || !select.hasAttribute("data-picker")) return;
    event.stopPropagation();
    const heard = select.nextElementSibling;
    // The client sends along what lies round the document's selection, which may be half the page.
    document.getSelection()?.removeAllRanges();
    heard.value = select.value;
    // What is typed into a field is heard as it comes in, not when it has changed.
    heard.dispatchEvent(new Event("input", { bubbles: true }));
  },
  { capture: true },
);

// What the page says anew stands in the field, which the client leaves alone while a choice is on its way.
new MutationObserver((changes) => {
  for (const { target } of changes) {
    const select = target.previousElementSibling;
    if (target.type === "hidden" && select?.hasAttribute("data-picker")) select.value = target.value;
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
