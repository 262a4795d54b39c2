// The optional note of a wish with its photos; it is fetched when it is asked for.

import { make } from "../dom.js";
import { text } from "../language.js";
import { photoSection } from "./photos.js";

/** Never in the way: a note, how sure the customer is, and photos; a correction has them where they are known. */
export function noteSection({ subject: { amended }, wish, keep, draw, fail }) {
  const set = (photos) => {
    keep({ photos });
    draw();
  };
  return [words({ wish, keep, draw }), (!amended || amended.photos) && photoSection({ photos: wish.photos, set, fail })];
}

function words({ wish, keep, draw }) {
  const steps = [0.3, 0.6, 0.9];
  return make(
    "div.stack.note",
    {},
    make("label.label", {}, text("log-note"), make("textarea.field", {
      "data-key": "note-input",
      rows: "2",
      maxlength: "500",
      value: wish.note,
      oninput: (event) => keep({ note: event.target.value }),
    })),
    make(
      "div.seg",
      { role: "group", "aria-label": text("log-confidence") },
      steps.map((value) =>
        make(
          "button",
          {
            type: "button",
            "data-key": `confidence-${value}`,
            "aria-pressed": String(wish.confidence === value),
            onclick: () => {
              keep({ confidence: wish.confidence === value ? null : value });
              draw();
            },
          },
          text(`log-confidence-${value * 10}`),
        ),
      ),
    ),
  );
}
