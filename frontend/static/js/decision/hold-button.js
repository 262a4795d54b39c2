// Hold to approve: 700 ms under the finger, or two steps by keyboard, switch or screen reader.

import { icon, make } from "../dom.js";
import { text } from "../language.js";

const PRESS = 700;
const PRESS_WITH_GLOVES = 1000;

/**
 * `words` is what holding does, `question` what the second step asks; `done` is called once. Both are
 * kept as data of the button, so that it may stay when what stands around it is drawn anew.
 */
export function holdButton({ words, question, done }) {
  let timer = null;
  let isPointer = false;
  let begun = null;
  const label = make("span", {}, words);
  const button = make("button.btn.main.hold", { type: "button", "data-key": "approve", "data-words": words, "data-question": question }, icon("decided", "l"), label);
  const finish = () => {
    begun = null;
    button.disabled = true;
    done();
  };
  const begin = (event) => {
    if (event.button !== 0 || button.disabled) return;
    isPointer = true;
    button.setPointerCapture(event.pointerId);
    button.classList.add("filling");
    const isFloor = document.documentElement.dataset.device === "floor";
    const least = isFloor ? PRESS_WITH_GLOVES : PRESS;
    begun = { at: event.timeStamp, least };
    timer = setTimeout(finish, least);
  };
  const stop = () => {
    clearTimeout(timer);
    begun = null;
    button.classList.remove("filling");
  };
  button.addEventListener("pointerdown", begin);
  // A busy phone hears that the finger has gone before its own timer: what counts is how long it was there.
  button.addEventListener("pointerup", ({ timeStamp }) => begun && timeStamp - begun.at >= begun.least && finish());
  for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) button.addEventListener(name, stop);
  button.addEventListener("contextmenu", (event) => event.preventDefault());
  button.addEventListener("click", (event) => {
    // A finger has the hold; detail 0 is a key, a switch or a screen reader.
    if (isPointer && event.detail > 0) {
      isPointer = false;
      return;
    }
    if (button.dataset.isAsking) finish();
    else {
      button.dataset.isAsking = "true";
      label.textContent = button.dataset.question;
      button.setAttribute("aria-label", text("decision-press-again", { question: button.dataset.question }));
    }
  });
  button.addEventListener("blur", () => {
    if (!button.dataset.isAsking) return;
    delete button.dataset.isAsking;
    label.textContent = button.dataset.words;
    button.removeAttribute("aria-label");
  });
  return button;
}
