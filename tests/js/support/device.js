// A phone for tests: an engine whose clock, network, storage and death are in the test's hands.

import { Engine } from "../../../frontend/static/js/offline/engine.js";
import { settle } from "../../../frontend/static/js/offline/settle.js";
import { memoryDisk, openMemoryStore } from "./memory-store.js";
import { seeded, seededBytes } from "./random.js";

/** A clock that stands still until it is moved. */
export class StillClock {
  time = Date.parse("2026-11-24T08:00:00Z");
  #timers = new Set();

  now() {
    return this.time;
  }

  after(delay, action) {
    const timer = { at: this.time + delay, action };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Move on and ring what is due. */
  advance(milliseconds) {
    this.time += milliseconds;
    for (const timer of [...this.#timers]) {
      if (timer.at > this.time || !this.#timers.delete(timer)) continue;
      timer.action();
    }
  }

  get waiting() {
    return this.#timers.size;
  }
}

export function device({ server, disk = memoryDisk(), clock = new StillClock(), seed = 1, isFull }) {
  const random = seeded(seed);
  const events = [];
  let settleIdle;
  const made = {
    disk,
    clock,
    events,
    requests: [],
    network: (path, body) => server.answer(path, body),
  };
  made.store = openMemoryStore(disk, { isFull });
  let isBusy = 0;
  const ask = async (path, body) => {
    made.requests.push({ path, body: body && JSON.parse(JSON.stringify(body)) });
    return made.network(path, body && JSON.parse(JSON.stringify(body)));
  };
  const randomBytes = seededBytes(random);
  made.engine = new Engine({
    store: made.store,
    clock,
    random,
    randomBytes,
    encoder: new TextEncoder(),
    network: { get: (path) => ask(path), post: ask, reach: () => made.reach?.() },
    locks: {
      async run(action) {
        isBusy += 1;
        try {
          return await action();
        } finally {
          isBusy -= 1;
          if (isBusy === 0) settleIdle?.();
        }
      },
    },
    emit: (event) => events.push(event),
  });
  /** Fulfilled when no round runs. */
  made.idle = async () => {
    for (let calm = 0; calm < 5; calm += 1) {
      if (isBusy > 0) {
        calm = 0;
        await new Promise((resolve) => {
          settleIdle = resolve;
        });
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  made.settle = (opId, intent) => settle({ ...made, randomBytes, changed: () => undefined }, opId, intent);
  made.ops = () => made.store.read(["ops"], (tx) => tx.all("ops"));
  made.meta = (key) => made.store.read(["meta"], (tx) => tx.get("meta", key));
  made.rows = (entity) => made.store.read(["rows"], (tx) => tx.entity("rows", entity));
  return made;
}

export const wish = (changes = {}) => ({
  kind: "request_demand_change",
  base_ver: 1,
  args: { demand_line_id: "line-1", customer_id: "c-1", item_id: "i-1", quantity_delta: "40", ...changes },
});
