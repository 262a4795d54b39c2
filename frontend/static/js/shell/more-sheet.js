// What does not fit into the bar or the rail, as a sheet from below; it is fetched when it is asked for.

import { icon, make } from "../dom.js";
import { text } from "../language.js";
import { placeOf, placesFor, shownOf } from "./rail.js";

export function moreSheet({ person, onSignOut }) {
  const places = placesFor(person);
  const rest = [...places.slice(shownOf(places)), placeOf("settings")];
  const dialog = make("dialog.more", { "aria-label": text("shell-nav-more") });
  const close = () => dialog.close();
  dialog.append(
    make(
      "nav.sheet",
      {},
      rest.map((place) =>
        make("a.row.flex", { href: place.path, onclick: close }, icon(place.icon, "l"), make("span.m", {}, text(place.key))),
      ),
      make(
        "button.row.flex",
        { type: "button", onclick: () => { close(); onSignOut(); } },
        icon("sign-out", "l"),
        make("span.m", {}, text("shell-sign-out")),
      ),
    ),
    make("button.btn.wide", { type: "button", onclick: close }, text("shell-close")),
  );
  dialog.addEventListener("click", (event) => event.target === dialog && close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
