// The view: the base copy as pulled, plus the person's own ops that it does not include yet.

import { add } from "./decimal.js";
import { answerStatus, isPending } from "./ops.js";

const opState = (op) => (answerStatus(op) === "applied" ? "sent" : op.state);
const isIn = (row, op) => op.state === "answered" && row.ver >= (op.answer.ver ?? Infinity);

const FOLDS = {
  request_demand_change(rows, op) {
    if (rows.demand_change.has(op.id)) return;
    const line = rows.demand_line.get(op.args.demand_line_id);
    rows.demand_change.set(op.id, {
      ...op.args,
      id: op.id,
      ver: 0,
      quantity_before: line?.quantity ?? "0",
      due_on_before: line?.due_on ?? null,
      due_on: op.args.due_on ?? line?.due_on ?? null,
      status: opState(op) === "sent" ? "received" : "on_phone",
      decision: null,
      requested_by_name: null,
      requested_at: op.at,
      impact: null,
      proposal_id: null,
      op_id: op.op_id,
      op_state: opState(op),
      shown: op.shown ?? null,
    });
  },

  amend_demand_change(rows, op) {
    const base = rows.demand_change.get(op.id);
    if (!base || isIn(base, op)) return;
    const due = op.args.due_on ?? base.due_on_before;
    rows.demand_change.set(op.id, {
      ...base,
      ...op.args,
      due_on: due,
      op_id: op.op_id,
      op_state: opState(op),
    });
  },

  withdraw_demand_change(rows, op) {
    const base = rows.demand_change.get(op.id);
    if (!base || isIn(base, op)) return;
    rows.demand_change.set(op.id, {
      ...base,
      status: "withdrawn",
      op_id: op.op_id,
      op_state: opState(op),
    });
  },

  decide_proposal(rows, op) {
    const base = rows.proposal.get(op.id);
    if (!base || isIn(base, op)) return;
    rows.proposal.set(op.id, {
      ...base,
      pending_decision: { ...op.args, at: op.at, op_id: op.op_id, op_state: opState(op) },
    });
  },
};

const FOLDED = ["demand_line", "demand_change", "proposal"];

/**
 * Rows by entity as maps from id to row. `base` is {entity: Map}; the maps given are left as
 * they are. An op kind that this version does not know changes nothing on the screen.
 */
export function fold(base, ops) {
  const rows = { ...base };
  for (const entity of FOLDED) rows[entity] = new Map(base[entity] ?? []);
  const pending = ops.filter(isPending).sort((left, right) => left.seq - right.seq);
  for (const op of pending) FOLDS[op.kind]?.(rows, op);
  return rows;
}

/** A line's quantity and day once every change of it that is still on the move has happened. */
export function expected(line, changes) {
  let { quantity, due_on: dueOn } = line;
  for (const change of changes) {
    if (change.is_cancellation) return { quantity: "0", due_on: dueOn };
    quantity = add(quantity, change.quantity_delta);
    dueOn = change.due_on ?? dueOn;
  }
  return { quantity, due_on: dueOn };
}
