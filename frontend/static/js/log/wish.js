// What is wished for a line, as pure rules: chips, steps, direction, reasons, the op's arguments.

import { addDays } from "../offline/days.js";
import { add, compare, decimals, negate, neighbours, plain, sign, subtract, times } from "../offline/decimal.js";

const CHIP_COUNT = 5;

/** Codes in the order in which they are offered for a direction, before the person's own habits. */
const REASONS = {
  more: ["project_start", "competitor", "season", "promotion", "customer_request", "forecast_change", "price", "stock_correction", "quality", "other"],
  less: ["project_delay", "stock_correction", "competitor", "price", "payment", "customer_request", "forecast_change", "quality", "season", "other"],
  sooner: ["project_start", "customer_request", "season", "promotion", "stock_correction", "quality", "forecast_change", "other"],
  later: ["project_delay", "customer_request", "payment", "stock_correction", "season", "forecast_change", "quality", "other"],
  cancel: ["project_delay", "competitor", "price", "payment", "quality", "stock_correction", "customer_request", "other"],
};

/**
 * A wish that changes nothing yet; a new line begins at nothing, two weeks ahead; a change that is
 * corrected begins as it was asked.
 */
export function firstWish({ line, today, amended }) {
  if (amended) {
    return {
      quantity: amended.is_cancellation ? ordered(line) : add(amended.quantity_before, amended.quantity_delta),
      due_on: amended.due_on ?? line?.due_on ?? addDays(today, 14),
      is_urgent: Boolean(amended.is_urgent),
      is_cancellation: Boolean(amended.is_cancellation),
      note: amended.note ?? "",
      confidence: amended.confidence ?? null,
      photos: amended.photos ?? [],
    };
  }
  return {
    quantity: line ? plain(line.quantity) : "0",
    due_on: line ? line.due_on : addDays(today, 14),
    is_urgent: Boolean(line?.is_urgent),
    is_cancellation: false,
    note: "",
    confidence: null,
    photos: [],
  };
}

export const ordered = (line) => (line ? plain(line.quantity) : "0");
export const delta = (wish, line) =>
  wish.is_cancellation ? negate(ordered(line)) : subtract(wish.quantity, ordered(line));

/** more, less, sooner, later or cancel; null while nothing has changed. */
export function direction(wish, line) {
  if (wish.is_cancellation) return "cancel";
  const change = sign(delta(wish, line));
  if (change !== 0) return change > 0 ? "more" : "less";
  if (line && wish.due_on !== line.due_on) return wish.due_on < line.due_on ? "sooner" : "later";
  return line && wish.is_urgent && !line.is_urgent ? "sooner" : null;
}

/** The reasons for a direction, those that this person gives most often for this customer first. */
export function reasonsFor(towards, past = []) {
  const used = new Map();
  for (const code of past) used.set(code, (used.get(code) ?? 0) + 1);
  const codes = REASONS[towards ?? "more"];
  return [...codes].sort((left, right) => (used.get(right) ?? 0) - (used.get(left) ?? 0));
}

export const packOf = (item) => (item?.pack_multiple && sign(item.pack_multiple) > 0 ? plain(item.pack_multiple) : "1");

/**
 * Five ready differences: multiples of the pack of about a sixth of what is ordered, with what
 * this customer asked before in place of the nearest one.
 */
export function chips({ item, line, past = [] }) {
  const pack = packOf(item);
  const whole = ordered(line);
  const share = sign(whole) > 0 ? neighbours(String(Number(whole) / 6).slice(0, 12), pack)[0] : pack;
  const step = compare(share, pack) < 0 ? pack : share;
  const multiples = line ? [-2, -1, 1, 2, 3] : [1, 2, 3, 5, 10];
  const found = multiples.map((count) => times(step, count));
  for (const asked of frequent(past, pack)) {
    if (found.some((value) => compare(value, asked) === 0) || (!line && sign(asked) < 0)) continue;
    const near = found
      .map((value, index) => ({ index, gap: Math.abs(Number(value) - Number(asked)), value }))
      .filter(({ value }) => sign(value) === sign(asked))
      .sort((left, right) => left.gap - right.gap)[0];
    if (near) found[near.index] = asked;
  }
  return found
    .sort(compare)
    .slice(0, CHIP_COUNT)
    .map((value) => ({ value, isPossible: sign(add(whole, value)) > 0 }));
}

function frequent(past, pack) {
  const counted = new Map();
  for (const value of past) {
    if (sign(value) === 0 || compare(...neighbours(value, pack)) !== 0) continue;
    counted.set(plain(value), (counted.get(plain(value)) ?? 0) + 1);
  }
  return [...counted].sort((left, right) => right[1] - left[1]).slice(0, 2).map(([value]) => value);
}

/** What is wrong with a quantity: {code, ...facts} or null. */
export function quantityFault(quantity, item) {
  if (sign(quantity) < 0) return { code: "below_zero" };
  if (decimals(quantity) > (item?.quantity_decimals ?? 0)) {
    return { code: "too_many_decimals", decimals: item?.quantity_decimals ?? 0 };
  }
  const minimum = item?.order_minimum ?? "0";
  if (sign(quantity) && compare(quantity, minimum) < 0) return { code: "below_minimum", minimum };
  const [low, high] = neighbours(quantity, packOf(item));
  if (compare(low, high) !== 0) return { code: "pack_multiple", pack: packOf(item), low, high };
  return null;
}

export function canSave(wish, subject) {
  const { line, item, amended } = subject;
  if (amended && JSON.stringify(wish) === JSON.stringify(firstWish(subject))) return false;
  if (direction(wish, line) === null) return false;
  if (wish.is_cancellation) return true;
  return sign(wish.quantity) > 0 && quantityFault(wish.quantity, item) === null;
}

/** The arguments of `request_demand_change`. */
export function argsOf(wish, { line, item, customer, site, reason, amended }) {
  const isMoved = !line || wish.due_on !== line.due_on;
  const named = amended?.photos ?? [];
  const isSame = wish.photos.length === named.length && wish.photos.every((hash) => named.includes(hash));
  return {
    demand_line_id: line?.id ?? null,
    customer_id: customer.id,
    item_id: item.id,
    site_id: line?.site_id ?? site?.id ?? null,
    quantity_delta: delta(wish, line),
    due_on: isMoved && !wish.is_cancellation ? wish.due_on : null,
    is_cancellation: wish.is_cancellation,
    is_urgent: wish.is_urgent,
    reason,
    confidence: wish.confidence,
    note: wish.note.trim(),
    ...(isSame ? {} : { photos: wish.photos }),
  };
}

const ASKED = ["quantity_delta", "due_on", "is_cancellation", "is_urgent", "reason", "confidence", "note"];

/** The fields of a change that may be corrected, as a row has them. */
export const askedOf = (row) => Object.fromEntries(ASKED.map((name) => [name, row[name] ?? null]));

/** For the estimate: what was asked before and what would be asked now. */
export function wantedOf(wish, line) {
  return {
    quantity_before: ordered(line),
    quantity: wish.is_cancellation ? "0" : wish.quantity,
    due_on_before: line?.due_on ?? null,
    promised_on: line?.promised_on ?? null,
    due_on: wish.due_on,
    is_cancellation: wish.is_cancellation,
  };
}
