// Receiving: pages of row state, each applied whole or not at all.

import { answerStatus, isUnsent, KEPT_FOR } from "./ops.js";

/** The first page comes soon; each is followed by a larger one, since every page costs a way there and back. */
const FIRST_KILOBYTES = 256;
const MOST_KILOBYTES = 1024;
/** What ops are about. */
const ENTITIES = ["demand_change", "proposal", "quotation"];

/**
 * Pull until the server has no more. Answers {kind: "done"}, or what stood in the way.
 * A page is one transaction, so a crash leaves the copy at a page's edge with its cursor. Screens are
 * told once, at the end: each of them would read all rows anew for every page.
 */
export async function pullAll(context) {
  const touched = new Set();
  try {
    return await pullPages(context, touched);
  } finally {
    touched.forEach(context.changed);
  }
}

async function pullPages(context, touched) {
  for (let repairs = 0; ; repairs += 1) {
    const state = await readState(context);
    const isFirst = !state.cursor;
    let asked = askPage(context, { ...state, size: FIRST_KILOBYTES });
    for (;;) {
      const outcome = await asked.take();
      if (outcome.kind === "silence") return outcome;
      if (outcome.status !== 200) return { kind: "refused", ...outcome };
      const page = outcome.body;
      if (asked.at.epoch && asked.at.epoch !== page.epoch) return { kind: "refused", status: 409 };
      const { scopes } = after(asked.at, page);
      asked = asked.next();
      await applyPage(context, page, { ...state, isFirst, scopes }, touched);
      if (touched.size > 0) context.checksums.forget();
      if (page.has_more) continue;
      const broken = await brokenScopes(context, page.check ?? {});
      if (broken.length === 0 || repairs > 0) return { kind: "done" };
      await dropScopes(context, broken);
      break;
    }
  }
}

/**
 * Ask for the page at a place. Once it is its turn (`take`), the one after it is asked for as soon as this one's head has
 * come: the line then never waits for the way there and back, and no more than one page lies here unread.
 */
function askPage(context, at) {
  let head = null;
  let isTurn = false;
  let next = null;
  const goOn = (found) => {
    head ??= found;
    if (isTurn && head?.has_more && head.cursor) next ??= askPage(context, after(at, head));
  };
  const { cursor, scopes, clientId, size } = at;
  const asking = context.network.post(
    "/sync/v1/pull",
    { cursor: cursor ?? null, scopes: scopes ?? {}, limit_kb: size, client_id: clientId },
    goOn,
  );
  return {
    at,
    next: () => next,
    async take() {
      isTurn = true;
      goOn();
      const outcome = await asking;
      if (outcome.status === 200) goOn(outcome.body);
      return outcome;
    },
  };
}

/** The place behind a page. */
const after = (at, page) => ({
  ...at,
  cursor: page.cursor,
  epoch: at.epoch ?? page.epoch,
  scopes: heldAfter(page, at.scopes),
  size: Math.min(MOST_KILOBYTES, at.size * 2),
});

/** The scopes that a client holds once a page is applied. */
function heldAfter(page, before) {
  const scopes = { ...before };
  for (const scope of [...(page.reset ?? []), ...(page.removed ?? [])]) delete scopes[scope];
  for (const scope of [...(page.added ?? []), ...(page.reset ?? [])]) scopes[scope] ??= 1;
  return Object.assign(scopes, page.scopes);
}

async function readState({ store }) {
  return store.read(["meta"], async (tx) => ({
    cursor: await tx.get("meta", "cursor"),
    scopes: await tx.get("meta", "scopes"),
    epoch: await tx.get("meta", "epoch"),
    clientId: await tx.get("meta", "client_id"),
  }));
}

/** A columnar table as row objects; columns that this version does not know are kept. */
export function unpacked({ cols, data }) {
  return data.map((values) => Object.fromEntries(cols.map((name, index) => [name, values[index]])));
}

/** Notes in `touched` what is different. `isFirst`: no rows were there before this pull, so none is compared. */
async function applyPage({ store, clock }, page, { clientId, isFirst, scopes }, touched) {
  await store.write(["rows", "ops", "meta"], async (tx) => {
    for (const scope of [...(page.reset ?? []), ...(page.removed ?? [])]) {
      for (const entity of await dropRows(tx, scope)) touched.add(entity);
    }
    for (const [entity, table] of Object.entries(page.rows ?? {})) {
      touched.add(entity);
      const rows = unpacked(table);
      const held = isFirst ? [] : await Promise.all(rows.map((row) => tx.get("rows", [entity, row.id])));
      rows.forEach((row, index) => {
        if (!held[index] || row.ver >= held[index].ver) tx.put("rows", { ...row, entity });
      });
    }
    for (const [entity, ids] of Object.entries(page.dels ?? {})) {
      touched.add(entity);
      for (const id of ids) tx.delete("rows", [entity, id]);
    }
    tx.put("meta", scopes, "scopes");
    tx.put("meta", page.cursor, "cursor");
    tx.put("meta", page.epoch, "epoch");
    if (!page.has_more) {
      tx.put("meta", clock.now(), "as_of");
      const acknowledged = page.acked?.[clientId] ?? 0;
      if (await include(tx, acknowledged, clock.now())) touched.add("ops");
    }
  }, "relaxed");
}

/**
 * Rows and `acked` are of one snapshot, and only the last page is sure to have all rows before
 * it: there an op that was answered `applied` and is acknowledged stands in the base copy.
 */
async function include(tx, acknowledged, now) {
  let any = false;
  for (const op of await tx.all("ops")) {
    const isApplied = answerStatus(op) === "applied";
    if (isApplied && (op.seq <= acknowledged || (await isInRow(tx, op)))) {
      tx.put("ops", { ...op, state: "included", included_at: now });
      any = true;
    } else if (op.state === "included" && now - op.included_at > KEPT_FOR) {
      tx.delete("ops", op.op_id);
      any = true;
    } else if (op.settled_at && now - op.settled_at > KEPT_FOR) {
      tx.delete("ops", op.op_id);
    }
  }
  return any;
}

/** An op that came here from another installation is acknowledged there; its row tells all the same. */
async function isInRow(tx, op) {
  if (!op.answer.replayed || !op.answer.ver) return false;
  const rows = await Promise.all(ENTITIES.map((entity) => tx.get("rows", [entity, op.id])));
  return rows.some((row) => row?.ver >= op.answer.ver);
}

async function dropRows(tx, scope) {
  const rows = await tx.scope("rows", scope);
  for (const row of rows) tx.delete("rows", [row.entity, row.id]);
  return new Set(rows.map((row) => row.entity));
}

async function brokenScopes({ store, checksums }, check) {
  const broken = [];
  for (const [scope, expected] of Object.entries(check)) {
    if (checksums.isKnown(scope, expected)) continue;
    const rows = await store.read(["rows"], (tx) => tx.scope("rows", scope));
    if (!(await checksums.holds(scope, rows, expected))) broken.push(scope);
  }
  return broken;
}

/** Forget scopes whose copy is not what the server has; it sends them again as added ones. */
async function dropScopes({ store, changed }, names) {
  await store.write(["rows", "meta"], async (tx) => {
    const scopes = (await tx.get("meta", "scopes")) ?? {};
    for (const scope of names) {
      await dropRows(tx, scope);
      delete scopes[scope];
    }
    tx.put("meta", scopes, "scopes");
    tx.put("meta", ((await tx.get("meta", "check_mismatches")) ?? 0) + 1, "check_mismatches");
  });
  changed("rows");
}

/** The server was restored: start the copy anew and send everything again that it may have lost. */
export async function startAnew({ store, clock, changed }) {
  await store.write(["rows", "ops", "meta"], async (tx) => {
    tx.clear("rows");
    for (const name of ["cursor", "scopes", "epoch"]) tx.delete("meta", name);
    for (const op of await tx.all("ops")) {
      const isRecent = op.state === "included" && clock.now() - op.included_at <= KEPT_FOR;
      if (isRecent || answerStatus(op) === "applied" || isUnsent(op)) {
        tx.put("ops", { ...op, state: "queued", answer: null, photos_sent: null });
      }
    }
  });
  changed("rows");
  changed("ops");
}
