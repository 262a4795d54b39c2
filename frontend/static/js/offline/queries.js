// What the islands ask the engine: joins over the view and the reference pages, as plain objects.

import { addDays } from "./days.js";
import { expected } from "./fold.js";
import { hashesOf, isPending, isUnsent, needsPerson, waiting } from "./ops.js";

const DUE_WITHIN = 7;
const MOVING = new Set(["on_phone", "received", "assessed", "proposed", "decided", "applied"]);
/** A change that has reached the plan stays on the list for this long. */
const SETTLED_FOR = 3 * 86_400_000;

const rowsOf = (world, entity) => [...(world.rows[entity]?.values() ?? [])];
const byDue = (left, right) =>
  left.due_on < right.due_on ? -1 : Number(left.due_on > right.due_on);
const newest = (left, right) => (left.requested_at < right.requested_at ? 1 : -1);

/** Names and units that a row only points to; what was seen when it was made stands in for them. */
function named(world, row) {
  const { reference } = world;
  return {
    customer: reference.get("customer", row.customer_id) ?? row.shown?.customer ?? null,
    item: reference.get("item", row.item_id) ?? row.shown?.item ?? null,
    site: reference.get("site", row.site_id) ?? row.shown?.site ?? null,
  };
}

function isMoving(change, now) {
  if (!MOVING.has(change.status)) return false;
  const at = change.decided_at;
  return change.status !== "applied" || !at || now - Date.parse(at) < SETTLED_FOR;
}

function withLine(world, change) {
  const line = world.rows.demand_line.get(change.demand_line_id) ?? null;
  return { ...change, ...named(world, change), line };
}

function changesByLine(world) {
  const found = new Map();
  for (const change of rowsOf(world, "demand_change")) {
    const isOpen = change.status !== "withdrawn" && change.status !== "applied";
    const isDead = ["rejected", "sent_back"].includes(change.decision);
    if (!change.demand_line_id || !isOpen || isDead) continue;
    found.set(change.demand_line_id, [...(found.get(change.demand_line_id) ?? []), change]);
  }
  return found;
}

function lineShown(world, line, changes) {
  return { ...line, ...named(world, line), changes, expected: expected(line, changes) };
}

/** Rep's first screen: customers with something due, what needs an answer, what is on the move. */
export function today(world) {
  // Rows come before the names that they point to; a list without names would say nothing.
  const hasData = Boolean(world.meta.as_of) && world.reference.all("customer").length > 0;
  const until = addDays(world.today, DUE_WITHIN);
  const changes = changesByLine(world);
  const customers = new Map();
  for (const line of rowsOf(world, "demand_line")) {
    if (line.status !== "open") continue;
    const entry = customers.get(line.customer_id) ?? { open_count: 0, due: [], alerts: [] };
    customers.set(line.customer_id, entry);
    entry.open_count += 1;
    if (line.due_on <= until) {
      entry.due.push(lineShown(world, line, changes.get(line.id) ?? []));
    }
  }
  const alerts = rowsOf(world, "alert").filter((alert) => !alert.cleared_at);
  for (const alert of alerts) {
    const owner = alert.facts?.customer_id;
    if (owner && customers.has(owner)) customers.get(owner).alerts.push(alert);
  }
  const visits = [];
  for (const [id, entry] of hasData ? customers : []) {
    if (entry.due.length === 0 && entry.alerts.length === 0) continue;
    entry.due.sort(byDue);
    const customer = world.reference.get("customer", id) ?? { id, name: entry.due[0]?.order_reference ?? "" };
    visits.push({ customer, ...entry, due_on: entry.due[0]?.due_on ?? world.today });
  }
  const rank = ({ customer }) => customer.priority ?? 9;
  visits.sort((left, right) => byDue(left, right) || rank(left) - rank(right));
  const mine = rowsOf(world, "demand_change")
    .filter((change) => isOwn(world, change) && isMoving(change, world.now))
    .sort(newest);
  return {
    today: world.today,
    visits,
    visit_count: visits.length,
    needs: needs(world),
    moving: mine.slice(0, 6).map((change) => withLine(world, change)),
    moving_count: mine.length,
    alerts: alerts
      .filter((alert) => !alert.facts?.customer_id || !customers.has(alert.facts.customer_id))
      .sort((left, right) => (left.raised_at < right.raised_at ? 1 : -1)),
    drafts: world.drafts,
    has_data: hasData,
  };
}

const isOwn = (world, change) => Boolean(change.op_id) || change.requested_by === world.personId;

function opShown(world, op) {
  const change = world.rows.demand_change.get(op.id);
  const source = { ...change, ...op.args, shown: op.shown };
  const photos = { photo_count: hashesOf(op).length, photos_here: waiting(op).length };
  return { ...op, ...photos, ...named(world, source), change: change ?? null };
}

function needs(world) {
  return world.ops
    .filter(needsPerson)
    .filter((op) => op.answer.status !== "deferred")
    .sort((left, right) => right.seq - left.seq)
    .map((op) => opShown(world, op));
}

/** Everything that this device has done: needs you, waiting, sent. */
export function outbox(world) {
  const since = world.now - 86_400_000;
  const bySeq = (left, right) => left.seq - right.seq;
  const sent = world.ops.filter(
    (op) => ["applied", undefined].includes(op.answer?.status) && op.answered_at > since,
  );
  return {
    needs: needs(world),
    waiting: world.ops.filter(isUnsent).sort(bySeq).map((op) => opShown(world, op)),
    deferred: world.ops
      .filter((op) => needsPerson(op) && op.answer.status === "deferred")
      .map((op) => opShown(world, op)),
    sent: sent.sort(bySeq).reverse().map((op) => opShown(world, op)),
  };
}

/** One op with the row that it is about; for the conflict picker. */
export function op(world, { op_id: opId }) {
  const found = world.ops.find((candidate) => candidate.op_id === opId);
  if (!found) return null;
  const shown = opShown(world, found);
  const lineId = found.args.demand_line_id ?? shown.change?.demand_line_id;
  return { ...shown, line: world.rows.demand_line.get(lineId) ?? null, needs: needs(world).length };
}

/** Customers for tap 1: the last three first, or those that match what is typed. */
export function customers(world, { typed = "", limit = 60 } = {}) {
  const counts = new Map();
  for (const line of rowsOf(world, "demand_line")) {
    if (line.status !== "open") continue;
    counts.set(line.customer_id, (counts.get(line.customer_id) ?? 0) + 1);
  }
  const shown = (customer) => ({ ...customer, open_count: counts.get(customer.id) ?? 0 });
  const found = typed.trim()
    ? world.reference.search("customer", typed, limit)
    : world.reference
        .all("customer")
        .sort((left, right) => left.name.localeCompare(right.name))
        .slice(0, limit);
  const last = [];
  for (const change of rowsOf(world, "demand_change").filter((row) => isOwn(world, row)).sort(newest)) {
    const customer = world.reference.get("customer", change.customer_id);
    if (customer && !last.includes(customer)) last.push(customer);
    if (last.length === 3) break;
  }
  return {
    last: typed.trim() ? [] : last.map(shown),
    found: found.map(shown),
    count: world.reference.all("customer").length,
  };
}

/** One customer as the phone knows it: open lines, changes, what is worth a look. */
export function customer(world, { id }) {
  const found = world.reference.get("customer", id);
  if (!found) return null;
  const changes = rowsOf(world, "demand_change")
    .filter((change) => change.customer_id === id && change.status !== "withdrawn")
    .sort(newest);
  const alerts = rowsOf(world, "alert")
    .filter((alert) => !alert.cleared_at && alert.facts?.customer_id === id);
  return {
    customer: found,
    lines: lines(world, { customer_id: id }).lines,
    changes: changes.slice(0, 12).map((change) => withLine(world, change)),
    alerts,
    today: world.today,
  };
}

/** Tap 2: the open lines of one customer, soonest first. */
export function lines(world, { customer_id: customerId }) {
  const changes = changesByLine(world);
  const found = rowsOf(world, "demand_line")
    .filter((line) => line.customer_id === customerId && line.status === "open")
    .sort(byDue);
  return {
    customer: world.reference.get("customer", customerId),
    lines: found.map((line) => lineShown(world, line, changes.get(line.id) ?? [])),
  };
}

export function items(world, { typed = "", limit = 40 } = {}) {
  const isSold = (item) => item.kind === "finished" || item.kind === "kit";
  if (typed.trim()) return world.reference.search("item", typed, limit * 2).filter(isSold).slice(0, limit);
  return world.reference.all("item").filter(isSold).slice(0, limit);
}

/** The steps of free stock, as of the manifest that named them. */
function freeStock(world, itemId, siteId) {
  const found = world.reference.availability(itemId, siteId);
  return found && { ...found, as_of: world.meta.reference_as_of ?? found.as_of };
}

/** Tap 3: all that the change of a line, a new line of an item, or a correction is decided on. */
export function subject(world, { customer_id: customerId, line_id: lineId, item_id: itemId, change_id: changeId }) {
  const kept = changeId ? world.rows.demand_change.get(changeId) : null;
  const amended = kept && { ...kept, photos: ownPhotos(world, changeId) };
  const found = world.rows.demand_line.get(amended ? amended.demand_line_id : lineId) ?? null;
  const ownItem = amended?.item_id ?? found?.item_id ?? itemId;
  const owner = amended?.customer_id ?? found?.customer_id ?? customerId;
  const site = amended?.site_id ?? found?.site_id ?? world.reference.sitesOf(ownItem)[0]?.site_id ?? null;
  const history = rowsOf(world, "demand_change").filter((row) => row.customer_id === owner);
  const line = found && lineShown(world, found, changesByLine(world).get(found.id) ?? []);
  // A correction is measured from what the line was when the change was asked for.
  const before = amended && { quantity: amended.quantity_before, due_on: amended.due_on_before };
  const named = (kind, id) => world.reference.get(kind, id) ?? amended?.shown?.[kind] ?? null;
  return {
    customer: named("customer", owner),
    line: line && { ...line, ...before },
    item: named("item", ownItem),
    site: named("site", site),
    availability: site ? freeStock(world, ownItem, site) : null,
    past_deltas: history.filter((row) => row.item_id === ownItem).map((row) => row.quantity_delta),
    past_reasons: history.map((row) => row.reason),
    amended,
    today: world.today,
    now: world.now,
  };
}

/** The photos that this phone has named last for a change; null where it did not make the change. */
function ownPhotos(world, id) {
  const own = world.ops.filter((candidate) => candidate.id === id && candidate.answer?.status !== "rejected");
  if (!own.some(({ kind }) => kind === "request_demand_change")) return null;
  return own.sort((left, right) => left.seq - right.seq).findLast(({ args }) => args.photos)?.args.photos ?? [];
}

/** One change as the phone knows it, with the estimate under which it was saved. */
export function change(world, { id }) {
  const found = world.rows.demand_change.get(id);
  const made = world.ops.filter((candidate) => candidate.id === id).sort((a, b) => a.seq - b.seq);
  if (!found && made.length === 0) return null;
  const request = made.find((candidate) => candidate.kind === "request_demand_change");
  const [first] = made;
  const before = first?.shown?.before ?? {};
  const asked = first && {
    ...first.args,
    id,
    status: null,
    quantity_before: before.quantity ?? "0",
    due_on_before: before.due_on ?? null,
    due_on: first.args.due_on ?? before.due_on ?? null,
    shown: first.shown,
  };
  return {
    ...withLine(world, found ?? asked),
    shown: request?.shown ?? null,
    ops: made,
    is_pending: made.some(isPending),
    photo_count: ownPhotos(world, id)?.length ?? 0,
    photos_here: new Set(made.flatMap(waiting)).size,
  };
}

/** A proposal as the phone knows it, and what this device has decided about it. */
export function proposal(world, { id }) {
  const found = world.rows.proposal?.get(id) ?? null;
  const own = world.ops.filter((candidate) => candidate.id === id).sort((a, b) => b.seq - a.seq);
  return { proposal: found, own: own[0] ?? null };
}

export function counts(world) {
  return {
    unsent: world.ops.filter(isUnsent).length,
    photos: world.ops.reduce((sum, made) => sum + waiting(made).length, 0),
    needs: needs(world).length,
    as_of: world.meta.as_of ?? null,
    drafts: world.drafts.length,
  };
}
