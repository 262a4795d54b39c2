// A refused op as the beginning of a new change: everything that was wished, ready to be altered.

import { add } from "../offline/decimal.js";

/** {draft, path} for the form; the draft stands for what the op asked. */
export function beginning(op) {
  const { args, shown } = op;
  const isAmendment = op.kind === "amend_demand_change";
  const before = shown?.before ?? {};
  const whole = (isAmendment ? op.change?.quantity_before : before.quantity) ?? "0";
  const facts = args.demand_line_id
    ? { customer: args.customer_id, line: args.demand_line_id }
    : { customer: args.customer_id, item: args.item_id };
  const isOpen = isAmendment && ["received", "assessed", "proposed"].includes(op.change?.status);
  const path = isOpen ? `/changes/new?amend=${op.id}` : `/changes/new?${new URLSearchParams(facts)}`;
  const draft = {
    key: isOpen ? `amend ${op.id}` : `change ${args.customer_id} ${args.demand_line_id ?? args.item_id}`,
    path,
    customer_name: op.customer?.name ?? "",
    item_name: op.item?.name ?? "",
    wish: {
      quantity: args.is_cancellation ? whole : add(whole, args.quantity_delta),
      due_on: args.due_on ?? (isAmendment ? op.change?.due_on_before : before.due_on) ?? null,
      is_urgent: Boolean(args.is_urgent),
      is_cancellation: Boolean(args.is_cancellation),
      note: args.note ?? "",
      confidence: args.confidence ?? null,
      photos: args.photos ?? [],
    },
  };
  if (!draft.wish.due_on) delete draft.wish.due_on;
  return { draft, path };
}
