// One press of a button that asks the server to do something is one: until the page has answered, a further one
// goes nowhere, and the button shows that it is under way.

import { isInIsland } from "./in-island.js";

const LONGEST = 8000; // an answer may change nothing that is seen
const OWN = new Set(["aria-busy", "value"]);

/** Whether a change is the page's answer, not an island's own clock or a button's own mark. */
const isAnswer = ({ attributeName, target }) => !OWN.has(attributeName) && !isInIsland(target);

function hold(button, page) {
  button.setAttribute("aria-busy", "true");
  const release = () => {
    clearTimeout(late);
    watch.disconnect();
    button.removeAttribute("aria-busy");
  };
  const late = setTimeout(release, LONGEST);
  const watch = new MutationObserver((changes) => changes.some(isAnswer) && release());
  watch.observe(page, { childList: true, characterData: true, attributes: true, subtree: true });
}

document.addEventListener(
  "click",
  (event) => {
    const button = event.target.closest?.("#live button[data-once]");
    if (!button) return;
    if (button.getAttribute("aria-busy") === "true") {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else hold(button, button.closest("#live"));
  },
  { capture: true },
);
