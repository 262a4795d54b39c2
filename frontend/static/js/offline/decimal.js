// Exact arithmetic on decimal strings: quantities never pass through a binary fraction.

const DIGITS = 9;
const ONE = 10n ** BigInt(DIGITS);

/** A decimal string (or whole number) as a count of billionths. */
function scaled(value) {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(String(value).trim());
  if (!match || (match[2] === "" && !match[3])) throw new TypeError(`not a decimal: ${value}`);
  const fraction = (match[3] ?? "").padEnd(DIGITS, "0").slice(0, DIGITS);
  const amount = BigInt(match[2] || "0") * ONE + BigInt(fraction);
  return match[1] === "-" ? -amount : amount;
}

function written(amount) {
  const sign = amount < 0n ? "-" : "";
  const size = amount < 0n ? -amount : amount;
  const fraction = String(size % ONE).padStart(DIGITS, "0").replace(/0+$/, "");
  return `${sign}${size / ONE}${fraction ? `.${fraction}` : ""}`;
}

export const plain = (value) => written(scaled(value));
export const add = (left, right) => written(scaled(left) + scaled(right));
export const subtract = (left, right) => written(scaled(left) - scaled(right));
export const negate = (value) => written(-scaled(value));

/** Negative, zero or positive as `left` is below, equal to or above `right`. */
export function compare(left, right) {
  const difference = scaled(left) - scaled(right);
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
}

export const sign = (value) => compare(value, "0");
export const smaller = (left, right) => plain(compare(left, right) <= 0 ? left : right);
export const larger = (left, right) => plain(compare(left, right) >= 0 ? left : right);

/** A share of `value`, in billionths, the rest rounded up. */
export const shareOf = (value, ratio) => written((scaled(value) * scaled(ratio) + ONE - 1n) / ONE);

/** `value` times a whole number. */
export const times = (value, count) => written(scaled(value) * BigInt(count));

/** The multiples of `step` just below and just above; both are `value` when it is one itself. */
export function neighbours(value, step) {
  const amount = scaled(value);
  const unit = scaled(step);
  if (unit <= 0n) return [written(amount), written(amount)];
  const rest = ((amount % unit) + unit) % unit;
  if (rest === 0n) return [written(amount), written(amount)];
  return [written(amount - rest), written(amount - rest + unit)];
}

export function isDecimal(value) {
  return /^[+-]?\d+(\.\d{1,9})?$/.test(String(value).trim());
}

/** How many digits stand behind the point. */
export function decimals(value) {
  return (plain(value).split(".")[1] ?? "").length;
}
