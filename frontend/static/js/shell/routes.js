// Which screens the shell itself can show, also without a network.

export const ISLANDS = [
  { pattern: /^\/today$/, tag: "today-list", title: "shell-nav-today" },
  { pattern: /^\/changes\/new$/, tag: "demand-change-form", title: "log-title" },
  { pattern: /^\/outbox(\/[0-9a-f-]{36})?$/, tag: "outbox-list", title: "shell-nav-outbox" },
  { pattern: /^\/promise$/, tag: "promise-form", title: "promise-title" },
  { pattern: /^\/customers$/, tag: "customer-list", title: "shell-nav-customers" },
];

/** Tags that ReactPy pages may hold, and the modules that define all of them. */
const TAGS = [
  "today-list", "demand-change-form", "outbox-list", "customer-list", "promise-form", "decision-bar",
  "plan-mover", "floor-report", "push-switch", "count-down", "attach-file",
];
export const MODULES = Object.fromEntries(TAGS.map((tag) => [tag, () => import(`../islands/${tag}.js`)]));

export function islandFor(path) {
  return ISLANDS.find(({ pattern }) => pattern.test(path)) ?? null;
}

/** Define the islands that stand in a part of the document, and those that come into it later. */
export function defineIslandsIn(root) {
  const define = () => {
    for (const [tag, load] of Object.entries(MODULES)) {
      if (!customElements.get(tag) && root.querySelector(tag)) load();
    }
  };
  define();
  new MutationObserver(define).observe(root, { childList: true, subtree: true });
}
