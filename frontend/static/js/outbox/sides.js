// The two versions of a change that met, field by field: yours, theirs, and before both.

import { add, compare } from "../offline/decimal.js";

export const FIELDS = ["quantity_delta", "due_on", "is_cancellation", "is_urgent", "reason", "confidence", "note"];

const same = (field, left, right) => {
  if (field === "quantity_delta" && left != null && right != null) return compare(left, right) === 0;
  return (left ?? null) === (right ?? null);
};

/** {mine, theirs, before} of one field; the date is the one that will hold. */
export function versions(op, field) {
  const { current } = op.answer;
  const before = op.shown?.before ?? {};
  const dated = (value) => (field === "due_on" ? value ?? current.due_on_before : value);
  return { mine: dated(op.args[field]), theirs: dated(current[field]), before: dated(before[field]) };
}

/** Which fields are to be asked about: those that the server named and that really differ. */
export function asked(op) {
  if (!op.answer.current) return [];
  return (op.answer.fields ?? []).filter((field) => {
    const { mine, theirs } = versions(op, field);
    return FIELDS.includes(field) && !same(field, mine, theirs);
  });
}

/** Other fields that one of the two changed: they go together without a question. */
export function merged(op) {
  const { current } = op.answer;
  const before = op.shown?.before ?? {};
  const questions = asked(op);
  return FIELDS.filter((field) => !questions.includes(field)).flatMap((field) => {
    const isMine = field in before && !same(field, op.args[field], before[field]);
    const isTheirs = field in before && !same(field, current[field], before[field]);
    return isMine || isTheirs ? [{ field, isMine, before: before[field], after: isMine ? op.args[field] : current[field] }] : [];
  });
}

/** The op that carries the choice out, or null when it is what stands already. */
export function settlement(op, choices) {
  const { current } = op.answer;
  const before = op.shown?.before ?? {};
  const args = { ...op.args };
  for (const field of FIELDS) {
    if (choices[field]) {
      const source = { mine: op.args, theirs: current, before }[choices[field]];
      args[field] = source[field] ?? null;
    } else if (field in before && same(field, op.args[field], before[field])) {
      args[field] = current[field] ?? null;
    }
  }
  args.is_cancellation = Boolean(args.is_cancellation);
  args.is_urgent = Boolean(args.is_urgent);
  args.note ??= "";
  args.reason ??= current.reason;
  if (FIELDS.every((field) => same(field, args[field], current[field]))) return null;
  const shown = { ...op.shown, before: Object.fromEntries(FIELDS.map((field) => [field, current[field] ?? null])) };
  return { base_ver: current.ver, args, shown };
}

/** What the line comes to with a version of the quantity. */
export const total = (op, delta) => add(op.answer.current.quantity_before ?? "0", delta ?? "0");
