// The person's own database on this device, behind a small transaction interface.
//
// `read` and `write` hand a transaction to a function; whatever it awaits must come from that
// transaction. A write is durable on disk, whole, when its promise is fulfilled; with `relaxed`, which is for what can
// be had from the server again, a loss of power may take the newest ones away, each whole and none before an older one.

import { deleteDB, openDB, unwrap } from "../vendor/idb.js";

const VERSION = 2;

/** Where rows with the same first part of their key begin and end. */
const below = (entity) => IDBKeyRange.bound([entity], [entity, []]);

export const databaseName = (host, personId) => `lockstep-${host}-${personId}`;

export async function openStore(name, { blocking } = {}) {
  const database = await openDB(name, VERSION, {
    upgrade(db, before) {
      if (before < 2) db.createObjectStore("photos", { keyPath: "hash" });
      if (before > 0) return;
      const rows = db.createObjectStore("rows", { keyPath: ["entity", "id"] });
      rows.createIndex("scope", "scope_id");
      db.createObjectStore("pages", { keyPath: "hash" });
      db.createObjectStore("ops", { keyPath: "op_id" });
      db.createObjectStore("drafts", { keyPath: "key" });
      db.createObjectStore("views", { keyPath: "path" });
      db.createObjectStore("meta");
    },
    // Another tab wants to delete or upgrade this database: stand out of its way.
    blocking: () => {
      database.close();
      blocking?.();
    },
  });

  async function run(names, mode, action, durability = "strict") {
    const transaction = database.transaction(names, mode, { durability });
    const store = (storeName) => transaction.objectStore(storeName);
    // Writes go without a promise each: one that fails ends the transaction, and that is what counts.
    const bare = (storeName) => unwrap(store(storeName));
    const tx = {
      get: (storeName, key) => store(storeName).get(key),
      all: (storeName) => store(storeName).getAll(),
      entity: (storeName, entity) => store(storeName).getAll(below(entity)),
      scope: (storeName, scope) => store(storeName).index("scope").getAll(scope),
      keys: (storeName) => store(storeName).getAllKeys(),
      put: (storeName, value, key) => void bare(storeName).put(value, key),
      delete: (storeName, key) => void bare(storeName).delete(key),
      clear: (storeName) => void bare(storeName).clear(),
    };
    try {
      const result = await action(tx);
      await transaction.done;
      return result;
    } catch (error) {
      try {
        transaction.abort();
      } catch {
        // It has ended by itself already.
      }
      await transaction.done.catch(() => undefined);
      throw error;
    }
  }

  return {
    name,
    read: (names, action) => run(names, "readonly", action),
    write: (names, action, durability) => run(names, "readwrite", action, durability),
    close: () => database.close(),
  };
}

export const deleteStore = (name) => deleteDB(name);
