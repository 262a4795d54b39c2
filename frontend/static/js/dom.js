// Elements made by hand: no HTML text is ever parsed.

const SVG = "http://www.w3.org/2000/svg";

/**
 * An element: `make("button.btn.main", { type: "button", onclick }, "Save")`. Properties that are
 * false, null or undefined are left out; functions are listeners; children may be nested.
 */
export function make(name, properties = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(properties ?? {})) {
    if (value === false || value === null || value === undefined) continue;
    if (typeof value === "function" || key === "value") {
      element[key] = value;
      (element.own ??= []).push(key);
    } else if (key === "class") element.className += ` ${value}`;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...flat(children));
  return element;
}

function flat(children) {
  return children
    .flat(Infinity)
    .filter((child) => child !== null && child !== undefined && child !== false && child !== "");
}

/** A line icon of the set in `icons.svg`; it is always beside a word or a label. */
export function icon(name, classes = "") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", `i ${classes}`.trim());
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `/static/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

/** Icon, word and colour together: a status. */
export function status(iconName, words, tone = "") {
  return make(`span.st${tone ? `.${tone}` : ""}`, {}, icon(iconName), make("span", {}, words));
}

/** What two elements have in common that are the same one before and after: `data-key`, else the classes. */
const nameOf = (node) => node.nodeName + (node.dataset?.key ?? node.getAttribute?.("class"));

/** Make children what others are, keeping those that stay: a pressed finger, the focus, what is unfolded. */
function patch(root, made) {
  let at = root.firstChild;
  const dropTo = (end) => {
    while (at !== end) {
      const gone = at;
      at = at.nextSibling;
      gone.remove();
    }
  };
  for (const node of [...made.childNodes]) {
    let kept = at;
    while (kept && nameOf(kept) !== nameOf(node)) kept = kept.nextSibling;
    if (kept) {
      dropTo(kept);
      at = kept.nextSibling;
      become(kept, node);
    } else root.insertBefore(node, at);
  }
  dropTo(null);
}

function become(kept, node) {
  if (node.data) {
    if (kept.data !== node.data) kept.data = node.data;
    return;
  }
  // What an island has drawn and says of itself is its own.
  const isIsland = kept.localName.includes("-");
  for (const { name } of isIsland ? [] : [...kept.attributes]) {
    // The person's own doing and the reading point are not in what is drawn.
    if (!node.hasAttribute(name) && !/^(open|tabindex)$/.test(name)) kept.removeAttribute(name);
  }
  for (const { name, value } of node.attributes) {
    if (kept.getAttribute(name) !== value) kept.setAttribute(name, value);
  }
  for (const key of [...(kept.own ?? []), ...(node.own ?? [])]) {
    if (kept[key] !== node[key]) kept[key] = node[key];
  }
  kept.own = node.own;
  if (!isIsland) patch(kept, node);
}

/** Show children in place of the old ones; the focus comes back to its namesake. */
export function show(root, ...children) {
  const active = document.activeElement;
  const key = root.contains(active) ? active.dataset?.key : null;
  const made = new DocumentFragment();
  made.append(...flat(children));
  patch(root, made);
  if (key) root.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}

/** Say something to a screen reader without moving anything. */
export function announce(words) {
  let region = document.getElementById("announcer");
  if (!region) {
    region = make("div.vh", { id: "announcer", role: "status" });
    document.body.append(region);
  }
  region.textContent = words;
}

/** Begin reading at the top: on a phone the page scrolls, elsewhere the window. */
export function toTop() {
  document.getElementById("page")?.scrollTo(0, 0);
  scrollTo(0, 0);
}

/** Move the reading point to the head of what has just come. */
export function focusHead(root) {
  const head = root.querySelector("h1");
  if (!head) return;
  head.tabIndex = -1;
  head.focus({ preventScroll: true });
}

// The only place where a text becomes the address of a script: our own origin, nothing else.
const policy = globalThis.trustedTypes?.createPolicy("lockstep", {
  createScriptURL(address) {
    const url = new URL(address, location.origin);
    if (url.origin !== location.origin) throw new TypeError(`not our own script: ${url}`);
    return url.href;
  },
});

export function scriptUrl(address) {
  return policy ? policy.createScriptURL(String(address)) : String(address);
}
