// Reference data: items, customers, sites and free stock, in immutable pages named by their hash.

import { unpacked } from "./pull.js";

/** As many as a browser asks one server at a time; on a slow line the way there and back would add up. */
const AT_ONCE = 6;

/** Fetch the manifest and the pages that are missing; drop those it no longer names. */
export async function refreshReference({ store, network, changed }) {
  const outcome = await network.get("/sync/v1/ref/manifest");
  if (outcome.kind === "silence") return outcome;
  if (outcome.status !== 200) return { kind: "refused", ...outcome };
  const manifest = outcome.body;
  const held = new Set(await store.read(["pages"], (tx) => tx.keys("pages")));
  const wanted = new Set(manifest.pages.map((page) => page.hash));
  const missing = [...wanted].filter((hash) => !held.has(hash));
  const stale = [...held].filter((hash) => !wanted.has(hash));
  const isNew = missing.length + stale.length > 0;
  let obstacle = null;
  const came = [];
  // The next page is on its way while others are written, all that have come in one go.
  let written = Promise.resolve();
  const keep = () => {
    const pages = came.splice(0);
    return pages[0] && store.write(["pages"], async (tx) => pages.forEach((page) => tx.put("pages", page)), "relaxed");
  };
  const lane = async () => {
    while (missing.length > 0 && !obstacle) {
      const hash = missing.pop();
      const answer = await network.get(`/sync/v1/ref/${hash}.json`);
      if (answer.status === 200) {
        came.push({ ...answer.body, hash });
        written = written.then(keep);
        written.catch(() => undefined);
      } else if (answer.kind === "silence") obstacle = answer;
      else obstacle = answer.status === 404 ? { kind: "wait", delay: 5000 } : { kind: "refused", ...answer };
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  await written;
  if (obstacle) return obstacle;
  await store.write(["pages", "meta"], async (tx) => {
    for (const hash of stale) tx.delete("pages", hash);
    tx.put("meta", manifest.as_of, "reference_as_of");
  }, "relaxed");
  if (isNew) changed("reference");
  return { kind: "done" };
}

const KEYS = { availability: (record) => `${record.item_id} ${record.site_id}` };
const WORDS = {
  item: (record) => `${record.name} ${record.code} ${record.family ?? ""}`,
  customer: (record) => `${record.name} ${record.code} ${record.city ?? ""}`,
};

/** Words in small letters without marks; Chinese has none, so every character may begin one. */
const folded = (text) =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[,./()-]/g, " ").replace(/(\p{sc=Han})/gu, " $1");

/** The pages in memory, for look-ups and for search as the person types. */
export class Reference {
  #kinds = new Map();
  #words = new Map();

  constructor(pages) {
    for (const { kind, cols, data } of pages) {
      const records = this.#kinds.get(kind) ?? new Map();
      this.#kinds.set(kind, records);
      const keyOf = KEYS[kind] ?? ((record) => record.id);
      for (const record of unpacked({ cols, data })) records.set(keyOf(record), record);
    }
  }

  get(kind, id) {
    return this.#kinds.get(kind)?.get(id) ?? null;
  }

  all(kind) {
    return [...(this.#kinds.get(kind)?.values() ?? [])];
  }

  availability(itemId, siteId) {
    return this.get("availability", `${itemId} ${siteId}`);
  }

  /** The sites that hold or make an item, best stocked first. */
  sitesOf(itemId) {
    const total = (record) => Number(record.steps.at(-1)?.[1] ?? 0);
    return this.all("availability")
      .filter((record) => record.item_id === itemId)
      .sort((left, right) => total(right) - total(left));
  }

  /** Records in which every word typed begins a word; those whose name begins with it first. */
  search(kind, typed, limit = 30) {
    const wanted = folded(typed).split(/\s+/).filter(Boolean);
    const found = [];
    for (const [record, text] of this.#wordsOf(kind)) {
      const places = wanted.map((word) => text.indexOf(` ${word}`));
      if (places.some((place) => place < 0)) continue;
      found.push([places[0] > 0 ? 1 : 0, record]);
    }
    found.sort((left, right) => left[0] - right[0] || left[1].name.localeCompare(right[1].name));
    return found.slice(0, limit).map(([, record]) => record);
  }

  #wordsOf(kind) {
    if (!this.#words.has(kind)) {
      this.#words.set(kind, this.all(kind).map((record) => [record, ` ${folded(WORDS[kind](record))}`]));
    }
    return this.#words.get(kind);
  }
}
