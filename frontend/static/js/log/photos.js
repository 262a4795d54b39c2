// The photos of a wish: take or choose one, see them, take one away again.

import { announce, icon, make } from "../dom.js";
import { text } from "../language.js";
import * as engine from "../offline/client.js";
import { shrunk, thumbnail } from "./picture.js";

const MOST = 3;
const SIDE = 144;

/** `photos` are hashes; `set` gets the new list once the picture is on the phone's disk. */
export function photoSection({ photos, set, fail }) {
  const add = async (event) => {
    const [file] = event.target.files;
    event.target.value = "";
    if (!file) return;
    announce(text("log-photo-working"));
    try {
      const picture = await shrunk(file);
      await engine.keepPhoto(picture);
      if (!photos.includes(picture.hash)) set([...photos, picture.hash]);
      announce(text("log-photo-added"));
    } catch (error) {
      fail(text(error.name === "QuotaExceededError" ? "log-photo-full" : "log-photo-unreadable"));
    }
  };
  const source = (key, iconName, name, capture) =>
    make(
      "label.btn.slim.photo-source",
      {},
      icon(iconName),
      make("span", {}, text(name)),
      make("input.vh", { type: "file", accept: "image/*", capture, "data-key": key, onchange: add }),
    );
  return make(
    "div.photo-row",
    { role: "group", "aria-label": text("log-photos") },
    photos.map((hash, at) => tile(hash, at + 1, () => set(photos.filter((each) => each !== hash)))),
    photos.length < MOST && make(
      "span.photo-sources",
      {},
      source("photo-take", "camera", "log-photo-take", "environment"),
      source("photo-choose", "upload", "log-photo-choose"),
    ),
  );
}

function tile(hash, number, remove) {
  const canvas = make("canvas", { width: SIDE, height: SIDE, role: "img", "aria-label": text("log-photo-number", { number: String(number) }) });
  engine.photo(hash).then((photo) => photo && thumbnail(canvas, photo.bytes)).catch(() => undefined);
  return make(
    "span.photo-tile",
    { "data-key": `photo-${hash}` },
    canvas,
    make("button.photo-remove", { type: "button", "data-key": `photo-remove-${hash.slice(0, 8)}`, "aria-label": text("log-photo-remove", { number: String(number) }), onclick: remove }, icon("close")),
  );
}
