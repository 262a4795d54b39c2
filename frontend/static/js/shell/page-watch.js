// Watches the websocket of a ReactPy page: a page that has lost it looks alive and is dead.
//
// The page's own module tells of itself by events on the document: `lockstep:page-live` with
// `detail.isLive`; it remounts when it hears `lockstep:page-remount`.

export { keepView, showLastView } from "./last-view.js";

const FIRST_WAIT = 5000;
const LONGEST_WAIT = 30_000;
const QUIET = 1500;

export function watchPage(main, { changed, settled }) {
  let since = null;
  let tries = 0;
  let timer = null;
  const retry = () => {
    tries += 1;
    document.dispatchEvent(new CustomEvent("lockstep:page-remount", { detail: { tries } }));
    timer = setTimeout(retry, Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** tries));
  };
  const lost = () => {
    if (since) return;
    since = Date.now();
    changed(since);
    clearTimeout(timer);
    timer = setTimeout(retry, FIRST_WAIT);
  };
  const live = () => {
    clearTimeout(timer);
    tries = 0;
    since = null;
    changed(null);
  };
  document.addEventListener("lockstep:page-live", ({ detail }) => (detail.isLive ? live() : lost()));
  addEventListener("online", () => since && retry());

  // The view is kept when it has come to rest.
  let keeping = setTimeout(settled, QUIET);
  new MutationObserver(() => {
    if (since) return;
    clearTimeout(keeping);
    keeping = setTimeout(settled, QUIET);
  }).observe(main, { childList: true, subtree: true, characterData: true });
}
