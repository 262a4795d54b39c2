// What has been asked and is held, as the phone knows it: the rows as pulled and one's own ops over them.

import { addDays } from "./days.js";
import { isPending, needsPerson } from "./ops.js";
import { subject } from "./queries.js";

const ENDS = { release_quotation: "released", order_quotation: "ordered" };
const STARTS = { record_inquiry: "inquired", hold_quotation: "held" };
const KEPT_ON_LIST = 12;

/** Rows by id with what this device has done and the server has not shown yet. */
function folded(world) {
  const rows = new Map(world.rows.quotation ?? []);
  for (const op of [...world.ops].sort((left, right) => left.seq - right.seq)) {
    const base = rows.get(op.id);
    if (STARTS[op.kind] && !base && (isPending(op) || needsPerson(op))) {
      const refused = needsPerson(op) ? { refused: op.answer.message ?? "", op_id: op.op_id } : {};
      const told = { deliveries: op.shown?.deliveries ?? [], open_quantity: op.shown?.open ?? "0" };
      rows.set(op.id, {
        ...told, ...op.args, ...refused, id: op.id, ver: 0, status: STARTS[op.kind], asked_at: op.at,
        shown: op.shown, is_unsent: op.state !== "answered",
      });
    } else if (ENDS[op.kind] && base && isPending(op) && !(base.ver >= (op.answer?.ver ?? Infinity))) {
      rows.set(op.id, { ...base, status: ENDS[op.kind], demand_change_id: op.args.demand_change_id ?? null, is_unsent: op.state !== "answered" });
    }
  }
  return rows;
}

function named(world, row) {
  const { reference } = world;
  return {
    ...row,
    customer: reference.get("customer", row.customer_id) ?? row.shown?.customer ?? null,
    item: reference.get("item", row.item_id) ?? row.shown?.item ?? null,
  };
}

/** What is held, the soonest end first, and what was asked lately; of one customer or of all. */
export function quotations(world, { customer_id: customerId = null }) {
  const rows = [...folded(world).values()].filter((row) => !customerId || row.customer_id === customerId);
  const held = rows.filter((row) => row.status === "held" && row.refused === undefined);
  const others = rows.filter((row) => !held.includes(row));
  held.sort((left, right) => (left.held_until < right.held_until ? -1 : 1));
  others.sort((left, right) => (left.asked_at < right.asked_at ? 1 : -1));
  return {
    held: held.map((row) => named(world, row)),
    lately: others.slice(0, KEPT_ON_LIST).map((row) => named(world, row)),
  };
}

export function quotation(world, { id }) {
  const found = folded(world).get(id);
  return found ? named(world, found) : null;
}

/** What an answer is worked out from: the item, where it comes from, and the phone's own free stock. */
export function asked(world, about) {
  const { customer, item, site, availability, today, now } = subject(world, about);
  return { customer, item, site, availability, today, now, due_on: addDays(today, 14) };
}
