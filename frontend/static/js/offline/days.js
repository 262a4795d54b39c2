// Calendar days as `YYYY-MM-DD`, without clocks or time zones.

const DAY = 86_400_000;

const parsed = (day) => Date.parse(`${day}T00:00:00Z`);
const written = (milliseconds) => new Date(milliseconds).toISOString().slice(0, 10);

export const addDays = (day, count) => written(parsed(day) + count * DAY);
export const daysBetween = (from, to) => Math.round((parsed(to) - parsed(from)) / DAY);
export const isDay = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(parsed(text));

/** The calendar day of an instant where the device is. */
export function dayAt(milliseconds) {
  const at = new Date(milliseconds);
  return written(Date.UTC(at.getFullYear(), at.getMonth(), at.getDate()));
}

/** The ISO week of a day. */
export function weekOf(day) {
  const date = new Date(parsed(day));
  const thursday = parsed(day) + (4 - (date.getUTCDay() || 7)) * DAY;
  const start = Date.UTC(new Date(thursday).getUTCFullYear(), 0, 1);
  return Math.floor((thursday - start) / (7 * DAY)) + 1;
}
