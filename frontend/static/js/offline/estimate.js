// What can be had when, by the phone's own free stock: an estimate, never a promise.

import { addDays } from "./days.js";
import { add, compare, larger, negate, neighbours, shareOf, sign, smaller, subtract } from "./decimal.js";

const AGE_LIMIT = 24 * 3_600_000;

/** Free quantity on a day: the last step at or before it; nothing before the first day. */
export function availableOn(availability, day) {
  let free = "0";
  for (const [offset, quantity] of availability.steps) {
    if (addDays(availability.from_on, offset) > day) break;
    free = quantity;
  }
  return larger(free, "0");
}

/** The first day from which at least `quantity` is free, or null within the days known. */
export function firstDayFor(availability, quantity, from) {
  if (compare(availableOn(availability, from), quantity) >= 0) return from;
  for (const [offset, free] of availability.steps) {
    const day = addDays(availability.from_on, offset);
    if (day > from && compare(free, quantity) >= 0) return day;
  }
  return null;
}

/**
 * What holds for a line: its own words, else its customer's. `least` is the smallest part, `load` the full layer or
 * pallet that the customer takes, `unseen` the rules whose effect this phone has no data for.
 */
export function ruleFor({ line, customer, item }, quantity) {
  const said = (name) => line?.[name] ?? customer?.[name] ?? null;
  const ratio = customer?.minimum_partial_ratio;
  const unseen = [said("ships_together") && "together", customer?.remaining_life_days > 0 && "life"];
  return {
    maximum_days_late: said("maximum_days_late"),
    allows_partial: said("allows_partial"),
    least: line?.minimum_partial_quantity ?? (ratio ? shareOf(quantity, ratio) : "0"),
    load: item?.[`${customer?.rounds_to}_quantity`] ?? "0",
    unseen: unseen.filter(Boolean),
  };
}

const later = (left, right) => (left > right ? left : right);

/**
 * The line's own quantity is already taken out of the free stock: from the day on which it is
 * promised it is there by itself, so more of it then needs only the difference. A new line, or one
 * wanted before that day, is asked in full. A day that has gone by counts as today.
 *
 * `wanted` is {quantity_before, quantity, due_on_before, promised_on, due_on, is_cancellation}; a new
 * line has no `due_on_before`. `rule` is what `ruleFor` answers. Answers {kind, day, on_time, firm, added, short, all_on, free,
 * is_overdue, is_old, frozen_until, quantity, unseen}: `quantity` is what is wanted in full loads, `kind` is no_data, released, on_time, partly or late.
 */
export function estimate({ availability, wanted, frozenUntil, today, now, rule }) {
  const isFrozen = Boolean(frozenUntil) && wanted.due_on <= frozenUntil;
  const frozen = isFrozen ? frozenUntil : null;
  if (!availability) return { kind: "no_data", frozen_until: frozen };
  const asOf = availability.as_of;
  const day = later(wanted.due_on, today);
  const common = {
    as_of: asOf,
    day,
    is_old: now - Date.parse(asOf) > AGE_LIMIT,
    is_overdue: wanted.due_on < today,
    frozen_until: frozen,
  };
  const before = wanted.due_on_before ? wanted.quantity_before : "0";
  if (wanted.is_cancellation || sign(wanted.quantity) === 0) {
    return { ...common, kind: "released", released: before };
  }

  const isMore = compare(wanted.quantity, before) > 0;
  const quantity = isMore ? neighbours(wanted.quantity, rule?.load ?? "0")[1] : wanted.quantity;
  Object.assign(common, { quantity, unseen: rule?.unseen ?? [] });
  const delta = subtract(quantity, before);
  const free = availableOn(availability, day);
  const ready = wanted.due_on_before && later(wanted.promised_on ?? wanted.due_on_before, today);
  const isBefore = Boolean(ready) && day < ready;
  const firm = isBefore ? "0" : before;
  const needed = isBefore ? quantity : delta;
  if (sign(needed) <= 0) {
    const kind = sign(needed) < 0 ? "released" : "on_time";
    return { ...common, kind, released: negate(needed), on_time: quantity, free, all_on: day };
  }

  const added = smaller(free, needed);
  const short = subtract(needed, added);
  const onTime = add(firm, added);
  if (sign(short) === 0) return { ...common, kind: "on_time", on_time: onTime, firm, added, free, all_on: day };
  const candidates = [firstDayFor(availability, needed, day)];
  if (isBefore) candidates.push(sign(delta) <= 0 ? ready : firstDayFor(availability, delta, ready));
  const last = addDays(wanted.due_on, rule?.maximum_days_late ?? 9999);
  const late = { ...common, free, all_on: candidates.filter((each) => each && each <= last).sort()[0] ?? null };
  const waits = rule?.allows_partial === false || compare(onTime, rule?.least ?? "0") < 0;
  if (waits) return { ...late, kind: "late", on_time: "0", short: quantity };
  return { ...late, kind: sign(onTime) > 0 ? "partly" : "late", on_time: onTime, firm, added, short };
}
