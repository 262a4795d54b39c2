// The last known view of a page: kept as a tree of elements, attributes and text in the person's
// own database, and built again with createElement, never from HTML.

import * as engine from "../offline/client.js";
import { icon, make } from "../dom.js";
import { moment } from "../format.js";
import { text } from "../language.js";

const KEPT_NODES = 6000;
const SVG = "http://www.w3.org/2000/svg";
const LEFT_OUT = new Set(["SCRIPT", "STYLE", "IFRAME", "OBJECT", "EMBED", "TEMPLATE", "LINK", "META"]);
const ATTRIBUTE = /^(class|href|role|lang|dir|scope|colspan|rowspan|title|alt|for|id|open|type|value|d|x|y|x1|x2|y1|y2|cx|cy|r|rx|ry|width|height|viewBox|points|transform|patternTransform|patternUnits|fill|stroke|stroke-width|stroke-dasharray|opacity|aria-[a-z]+|data-[a-z-]+)$/;

/** An island draws itself, from the device's own database: what it is told is kept, what it drew is not. */
const isIsland = (name) => name.includes("-") && !name.startsWith("svg:");
const isKept = (tag, name, value) =>
  (ATTRIBUTE.test(name) || (isIsland(tag) && /^(?!on|style$)[a-z-]+$/.test(name))) && isSafe(name, value);

/** The tree of an element as JSON: [name, attributes, ...children]; text is a string. */
export function serialised(element, budget = { left: KEPT_NODES }) {
  const attributes = {};
  for (const { name, value } of element.attributes) {
    if (isKept(element.localName, name, value)) attributes[name] = value;
  }
  const tree = [element.namespaceURI === SVG ? `svg:${element.localName}` : element.localName, attributes];
  if (isIsland(tree[0])) return tree;
  for (const child of element.childNodes) {
    if (child.nodeType === 3 && child.data) tree.push(child.data);
    if (child.nodeType !== 1 || LEFT_OUT.has(child.nodeName.toUpperCase())) continue;
    budget.left -= 1;
    if (budget.left < 0) break;
    tree.push(serialised(child, budget));
  }
  return tree;
}

/** Links lead to our own pages or start a call or a mail; nothing else is kept. */
function isSafe(name, value) {
  return name !== "href" || /^(\/(?!\/)|#|tel:|mailto:)/.test(value);
}

export function rebuilt([name, attributes, ...children]) {
  const element = name.startsWith("svg:")
    ? document.createElementNS(SVG, name.slice(4))
    : document.createElement(name);
  if (LEFT_OUT.has(element.nodeName.toUpperCase())) return document.createTextNode("");
  for (const [key, value] of Object.entries(attributes)) {
    if (isKept(name, key, value)) element.setAttribute(key, value);
  }
  // What asked the live page cannot do so now, and is not shown as if it could.
  if (["button", "input", "select", "textarea"].includes(name)) element.setAttribute("disabled", "");
  for (const child of children) element.append(typeof child === "string" ? child : rebuilt(child));
  return element;
}

const address = () => location.pathname + location.search;

/** Keep what the page shows now. */
export function keepView(page) {
  const shown = page.querySelector(":scope > [data-shown]") ?? page.firstElementChild;
  if (!shown?.childElementCount) return Promise.resolve();
  return engine.saveView({ path: address(), tree: serialised(shown), title: document.title });
}

const BUSY = "dialog[open], [data-busy], .filling";
const LOOK_AGAIN = 1000;

/** Once the engine reaches the server, ask for the page itself; nobody is disturbed in the middle of something. */
function retryWhenLive(retry) {
  let isAsking = false;
  const look = async () => {
    if (document.querySelector(BUSY)) {
      setTimeout(look, LOOK_AGAIN);
      return;
    }
    const response = await fetch(location.href, { cache: "no-store", redirect: "manual" }).catch(() => null);
    isAsking = false;
    if (response && response.status < 500) retry();
  };
  engine.observe("connection", ({ state }) => {
    if (state !== "live" || isAsking) return;
    isAsking = true;
    look();
  });
}

const CUSTOMER = /^\/customers\/[0-9a-f-]{36}$/;

/** What the phone itself has of this address, which is newer than a kept view: a customer's lines and changes. */
async function ownCopy() {
  if (!CUSTOMER.test(location.pathname)) return null;
  await import("../islands/customer-list.js");
  return make("customer-list");
}

/**
 * Show the last known view of this address, or say that there is none; `retry` is called by the button,
 * and by itself when the server is there again.
 */
export async function showLastView(page, { retry }) {
  const kept = await engine.view(address());
  retryWhenLive(retry);
  const own = await ownCopy();
  if (!kept && own) {
    page.replaceChildren(own);
    return;
  }
  if (!kept) {
    page.replaceChildren(
      make(
        "section.mid0",
        {},
        icon("no-network"),
        make("h1.t-xl", {}, text("shell-page-not-here")),
        make("p.dim", {}, text("shell-page-not-here-more")),
        make("div.actions", {}, make("button.btn.ink", { type: "button", onclick: retry }, text("shell-try-again"))),
      ),
    );
    return;
  }
  document.title = kept.title;
  const view = rebuilt(kept.tree);
  if (own) for (const copy of view.querySelectorAll(".navline, [data-copy]")) copy.remove();
  page.replaceChildren(
    ...(own ? [own] : []),
    make(
      "div.not-fresh",
      { role: "status" },
      icon("risk", "s"),
      make("span.grow", {}, make("span.b", {}, text("shell-last-known", { time: moment(kept.seen_at) }))),
      make("button.btn.slim", { type: "button", onclick: retry }, text("shell-try-again")),
    ),
    ...view.childNodes,
  );
}
