// A press on a page that is not live is carried out once it is: nobody hears the buttons of its first paint,
// or of a page whose connection is lost.

import { isInIsland } from "./in-island.js";

const ROW = "li, tr, fieldset, section, [role=group], .row, .rule";
const CARRIED_OUT_WITHIN = 30_000; // later nobody remembers having pressed
const APPEARS_WITHIN = 5000; // what the page asks for may come after the page

/** What stands in an element, without islands: those say other things from one moment to the next. */
function wordsOf(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.localName?.includes("-")) return "";
  return [...node.childNodes].map(wordsOf).join("");
}

const nameOf = (button) => `${button.getAttribute("aria-label")} / ${wordsOf(button)}`;

/** What is to be read beside a button: it tells the buttons of many rows apart. */
function besideOf(button, root) {
  const row = button.parentElement.closest(ROW);
  return row && root.contains(row) ? wordsOf(row) : "";
}

const namesakes = (root, name) =>
  [...root.querySelectorAll("button")].filter((button) => nameOf(button) === name && !isInIsland(button, root));

/** The one button that a press meant, if there is one alone of its name, or one alone in such a row. */
function meant(root, { name, beside }) {
  const all = namesakes(root, name);
  const found = all.length === 1 ? all : all.filter((button) => besideOf(button, root) === beside);
  return found.length === 1 ? found[0] : null;
}

/** Note the last press below `page` in a part that nobody hears; the answer presses it in the part that follows. */
export function pressesOn(page, isHeard) {
  let last = null;
  page.addEventListener(
    "click",
    ({ target }) => {
      const button = target.closest?.("button[type=button]");
      const root = button && [...page.children].find((each) => each.contains(button));
      if (!root || isHeard(root) || isInIsland(button, root)) return;
      const press = { name: nameOf(button), beside: besideOf(button, root), at: Date.now() };
      last = meant(root, press) === button ? press : null;
    },
    { capture: true },
  );
  return (live) => {
    const press = last;
    last = null;
    if (!press || Date.now() - press.at > CARRIED_OUT_WITHIN) return;
    const put = () => {
      const button = meant(live, press);
      if (!button) return;
      watch.disconnect();
      button.click();
    };
    const watch = new MutationObserver(put);
    watch.observe(live, { childList: true, subtree: true, characterData: true });
    setTimeout(() => watch.disconnect(), APPEARS_WITHIN);
    put();
  };
}
