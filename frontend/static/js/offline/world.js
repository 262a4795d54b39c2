// The engine's copy in memory: read once, thrown away part by part when a part has changed.

import { dayAt } from "./days.js";
import { fold } from "./fold.js";
import { Reference } from "./reference.js";

const ENTITIES = ["demand_line", "demand_change", "proposal", "alert", "quotation"];

export class World {
  #store;
  #clock;
  #personId;
  #base = null;
  #ops = null;
  #drafts = null;
  #reference = null;

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
    if (topic === "ops") this.#ops = null;
    else if (topic === "drafts") this.#drafts = null;
    else if (topic === "reference") this.#reference = null;
    else this.#base = null;
  }

  async now() {
    this.#base ??= this.#readBase();
    this.#ops ??= this.#store.read(["ops"], (tx) => tx.all("ops"));
    this.#drafts ??= this.#store.read(["drafts"], (tx) => tx.all("drafts"));
    this.#reference ??= this.#store
      .read(["pages"], (tx) => tx.all("pages"))
      .then((pages) => new Reference(pages));
    const [base, ops, drafts, reference] = await Promise.all([
      this.#base,
      this.#ops,
      this.#drafts,
      this.#reference,
    ]);
    const meta = await this.#store.read(["meta"], async (tx) => ({
      as_of: await tx.get("meta", "as_of"),
      reference_as_of: await tx.get("meta", "reference_as_of"),
    }));
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

  async #readBase() {
    const lists = await this.#store.read(["rows"], (tx) =>
      Promise.all(ENTITIES.map((entity) => tx.entity("rows", entity))),
    );
    const maps = lists.map((rows) => new Map(rows.map((row) => [row.id, row])));
    return Object.fromEntries(ENTITIES.map((entity, index) => [entity, maps[index]]));
  }
}
