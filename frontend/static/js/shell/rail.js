// Ways through the product, by role: bar on a phone, rail on a tablet, list on a laptop.

import { icon, make, show } from "../dom.js";
import { text } from "../language.js";

// What a place has that its name does not say.
const PLACES = {
  log: { path: "/changes/new", icon: "plus", main: true },
  outbox: { count: "unsent" },
  changes: { icon: "fork" },
  accounts: { path: "/customers/all", icon: "customers" },
  decisions: { icon: "outbox", count: "decisions" },
  report: { icon: "factory" },
  allocation: { icon: "people" },
  inbox: { icon: "alert" },
  suppliers: { icon: "people" },
  settings: { icon: "person" },
};
export const placeOf = (name) => ({ name, path: `/${name}`, icon: name, key: `shell-nav-${name}`, ...PLACES[name] });

/** In the bar stand the first four and "More"; a rail that is full ends with "More" as well; a list shows all. */
const BY_ROLE = {
  rep: ["today", "customers", "log", "outbox", "changes", "inbox", "urgent", "forecast", "accounts"],
  supervisor: ["decisions", "plan", "report", "inbox", "urgent", "stock", "allocation", "outbox", "changes", "kpi", "what-if", "suppliers", "forecast"],
  executive: ["kpi", "decisions", "urgent", "inbox", "plan", "stock", "accounts", "changes", "what-if", "forecast", "suppliers"],
  planner: ["inbox", "decisions", "plan", "report", "urgent", "stock", "allocation", "changes", "forecast", "what-if", "accounts", "suppliers", "kpi", "outbox"],
  buyer: ["inbox", "suppliers", "urgent", "stock", "plan", "changes", "kpi", "forecast"],
  logistics: ["inbox", "urgent", "stock", "plan", "changes", "kpi"],
  steward: ["inbox", "import", "plan", "accounts", "kpi"],
  admin: ["inbox", "import", "plan", "kpi", "stock", "accounts", "suppliers", "what-if", "decisions", "urgent", "changes", "forecast"],
};
const ORDER = ["rep", "supervisor", "executive", "planner", "buyer", "logistics", "steward", "admin"];
const IN_BAR = 4;
const SLOTS_OF_RAIL = 11;
const inRail = (places) => (places.length > SLOTS_OF_RAIL ? SLOTS_OF_RAIL - 1 : places.length);

/** The places of a person, without repeats, in the order of their first role. */
export function placesFor(person) {
  const roles = ORDER.filter((role) => person?.roles?.includes(role));
  return [...new Set(roles.flatMap((role) => BY_ROLE[role]))].map(placeOf);
}

/** How many of the places stand in the bar or rail of this screen; the rest stands behind "More". */
export function shownOf(places) {
  if (matchMedia("(max-width: 719px)").matches) return IN_BAR;
  const isList = matchMedia("(min-width: 1280px)").matches && document.documentElement.dataset.device !== "floor";
  return isList ? places.length : inRail(places);
}

export function firstScreen(person) {
  return placesFor(person)[0]?.path ?? "/settings";
}

const isHere = (place, path) =>
  place.main ? path === place.path : path === place.path || path.startsWith(`${place.path}/`);

export function drawRail(rail, { person, path, counts, openMore }) {
  const places = placesFor(person);
  const settings = placeOf("settings");
  const current = places.find((place) => place.main && isHere(place, path))
    ?? places.find((place) => isHere(place, path));
  const entry = (place, classes) => {
    // What needs the person comes before what merely waits for a network; that has a dashed ring.
    const isUnsent = place.count === "unsent" && !(counts.needs > 0);
    const count = place.count === "unsent" ? counts.needs || counts.unsent : counts[place.count];
    const badge = count > 0 && make(
      `span.count${isUnsent ? ".open" : ""}`,
      {},
      String(count),
      make("span.vh", {}, ` ${text(isUnsent ? "shell-unsent" : "shell-waiting", { count })}`),
    );
    return make(
      "a",
      {
        class: classes,
        href: place.path,
        "data-key": `rail-${place.name}`,
        "aria-current": place === current && "page",
      },
      icon(place.icon, "l"),
      make("span", {}, text(place.key)),
      badge,
    );
  };
  const isMoreCurrent = current ? places.indexOf(current) >= shownOf(places) : path.startsWith("/settings");
  const classes = (place, index) =>
    [place.main && "do", index >= IN_BAR && "late-in-bar", index >= inRail(places) && "late-in-rail"].filter(Boolean).join(" ");
  show(
    rail,
    make("a.mark", { href: firstScreen(person), "aria-label": "Lockstep" }, icon("mark", "xl"), make("span", {}, "Lockstep")),
    places.map((place, index) =>
      entry(place, classes(place, index)),
    ),
    make(
      "a",
      {
        class: inRail(places) < places.length ? "more-way" : "more-way bar-only",
        href: "/settings",
        role: "button",
        "data-key": "rail-more",
        "aria-current": isMoreCurrent && "page",
        onclick: openMore,
      },
      icon("menu", "l"),
      make("span", {}, text("shell-nav-more")),
    ),
    entry({ ...settings, key: "shell-nav-settings" }, "wide-only foot-first"),
  );
  rail.setAttribute("aria-label", text("shell-navigation"));
}
