// The engine's copy in memory: read once, thrown away part by part when a part has changed.

import { dayAt } from "./days.js";
import { fold } from "./fold.js";
import { Reference } from "./reference.js";

const ENTITIES = ["demand_line", "demand_change", "proposal", "alert", "quotation"];

/** Part by part: the store that it is read from, and how. */
const PARTS = {
  base: ["rows", readBase],
  ops: ["ops", (tx) => tx.all("ops")],
  drafts: ["drafts", (tx) => tx.all("drafts")],
  reference: ["pages", async (tx) => new Reference(await tx.all("pages"))],
};

async function readBase(tx) {
  const lists = await Promise.all(ENTITIES.map((entity) => tx.entity("rows", entity)));
  return Object.fromEntries(ENTITIES.map((entity, at) => [entity, new Map(lists[at].map((row) => [row.id, row]))]));
}

export class World {
  #store;
  #clock;
  #personId;
  #held = {};

  #skew;

  /** `skew()` is by how much the clock is behind the server's: days are counted by the server. */
  constructor({ store, clock, personId, skew = () => 0 }) {
    this.#skew = skew;
    this.#store = store;
    this.#clock = clock;
    this.#personId = personId;
  }

  /** Forget what a topic covers; a topic is ops, drafts, reference or an entity. */
  forget(topic) {
    delete this.#held[topic in PARTS ? topic : "base"];
  }

  async now() {
    // What is missing is read in one transaction: one way to the disk and back, and one state of it.
    const missing = Object.keys(PARTS).filter((name) => !this.#held[name]);
    const reading = this.#store.read(["meta", ...missing.map((name) => PARTS[name][0])], async (tx) => {
      const keys = ["as_of", "reference_as_of"];
      const [values, parts] = await Promise.all([
        Promise.all(keys.map((key) => tx.get("meta", key))),
        Promise.all(missing.map((name) => PARTS[name][1](tx))),
      ]);
      return {
        meta: Object.fromEntries(keys.map((key, at) => [key, values[at]])),
        ...Object.fromEntries(missing.map((name, at) => [name, parts[at]])),
      };
    });
    for (const name of missing) this.#held[name] = reading.then((found) => found[name]);
    const [{ meta }, base, ops, drafts, reference] = await Promise.all([
      reading,
      ...Object.keys(PARTS).map((name) => this.#held[name]),
    ]);
    const now = this.#clock.now();
    return {
      rows: fold(base, ops),
      ops,
      drafts,
      reference,
      meta,
      now,
      today: dayAt(now + this.#skew()),
      personId: this.#personId,
    };
  }
}
