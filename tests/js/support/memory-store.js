// A store in memory with the same transactions as the real one: all of a write, or nothing.

const KEYS = {
  rows: (value) => JSON.stringify([value.entity, value.id]),
  pages: (value) => value.hash,
  ops: (value) => value.op_id,
  drafts: (value) => value.key,
  views: (value) => value.path,
  photos: (value) => value.hash,
};
const written = (key) => (Array.isArray(key) ? JSON.stringify(key) : key);

/** What survives a crash: plain maps of JSON texts; one transaction at a time, whoever asks. */
export function memoryDisk() {
  const disk = Object.fromEntries(Object.keys({ ...KEYS, meta: 0 }).map((name) => [name, new Map()]));
  Object.defineProperty(disk, "queue", { value: Promise.resolve(), writable: true });
  return disk;
}

/**
 * `boundary(place)` is awaited wherever the real store awaits; a tab that dies there never goes on.
 * `died` is fulfilled when it does, so that its transaction ends without a trace. `isFull` says
 * whether the disk takes nothing more.
 */
export function openMemoryStore(disk, { boundary, died = new Promise(() => undefined), isFull } = {}) {
  const pause = boundary ?? (async () => undefined);

  async function transaction(names, action, mayWrite) {
    await pause("begin");
    const changed = new Map(names.map((name) => [name, new Map(disk[name])]));
    let hasPut = false;
    const table = (name) => {
      if (!changed.has(name)) throw new Error(`${name} is not in this transaction`);
      return changed.get(name);
    };
    const read = async (answer) => {
      await pause("read");
      return answer();
    };
    const parsed = (text) => (text === undefined ? undefined : JSON.parse(text));
    const values = (name) => [...table(name).values()].map(parsed);
    const writer = (act) => {
      if (!mayWrite) throw new Error("a read transaction cannot write");
      act();
    };
    const result = await action({
      get: (name, key) => read(() => parsed(table(name).get(written(key)))),
      all: (name) => read(() => values(name)),
      entity: (name, entity) => read(() => values(name).filter((row) => row.entity === entity)),
      scope: (name, scope) => read(() => values(name).filter((row) => row.scope_id === scope)),
      keys: (name) => read(() => [...table(name).keys()]),
      put: (name, value, key) =>
        writer(() => {
          hasPut = true;
          table(name).set(key ?? KEYS[name](value), JSON.stringify(value));
        }),
      delete: (name, key) => writer(() => table(name).delete(written(key))),
      clear: (name) => writer(() => table(name).clear()),
    });
    await pause("commit");
    if (hasPut && isFull?.()) throw Object.assign(new Error("no space"), { name: "QuotaExceededError" });
    if (mayWrite) for (const [name, map] of changed) disk[name] = map;
    await pause("committed");
    return result;
  }

  function run(names, action, mayWrite) {
    const before = disk.queue;
    const turn = before.then(() => transaction(names, action, mayWrite));
    const ended = turn.then(() => undefined, () => undefined);
    disk.queue = before.then(() => Promise.race([ended, died]));
    return turn;
  }

  return {
    read: (names, action) => run(names, action, false),
    write: (names, action) => run(names, action, true),
  };
}
