import assert from "node:assert/strict";
import { before, test } from "node:test";

import { element, fakeDocument, written } from "./support/page.js";

let view;

before(async () => {
  globalThis.document = fakeDocument;
  view = await import("../../frontend/static/js/shell/last-view.js");
});

const roundTrip = (node) => written(view.rebuilt(JSON.parse(JSON.stringify(view.serialised(node)))));

test("a view comes back as it was: elements, words, own links", () => {
  const page = element("div", { class: "page" }, element("a", { href: "/decisions/1", class: "row" }, "Hartmann, +40 kits"));
  assert.equal(roundTrip(page), written(page));
});

test("nothing that runs is kept or built again", () => {
  const page = element(
    "div",
    { onclick: "steal()", style: "x" },
    element("script", {}, "steal()"),
    element("iframe", { src: "https://elsewhere.example" }),
    element("a", { href: "javascript:steal()" }, "look"),
    element("a", { href: "//elsewhere.example/" }, "away"),
    element("img", { src: "x", onerror: "steal()" }),
  );
  assert.equal(roundTrip(page), "<div><a>look</a><a>away</a><img></img></div>");
});

test("a tampered record cannot bring back what is left out", () => {
  const built = view.rebuilt(["div", { onclick: "steal()" }, ["script", {}, "steal()"], ["a", { href: "javascript:steal()" }]]);
  assert.equal(written(built), "<div><a></a></div>");
});

test("buttons of a view that is not live cannot be pressed", () => {
  assert.equal(roundTrip(element("button", { class: "btn" }, "Approve")), '<button class="btn" disabled="">Approve</button>');
});

test("an island keeps what it was told, and draws itself anew", () => {
  const bar = element("decision-bar", { "proposal-id": "1", "can-decide": "", onclick: "steal()" }, element("button", {}, "Hold to approve"));
  assert.equal(roundTrip(bar), '<decision-bar proposal-id="1" can-decide=""></decision-bar>');
});

test("a very large view is cut, not refused", () => {
  const rows = Array.from({ length: 7000 }, () => element("i"));
  const tree = view.serialised(element("div", {}, ...rows));
  assert.equal(tree.length - 2, 6000);
});
