// Figures, days and times as the screens write them; the server's `shared/text.py` says the same.
// Which language is spoken is known here, apart from the catalogue: figures and days need no texts.

import { addDays, dayAt } from "./offline/days.js";
import { negate, plain, sign } from "./offline/decimal.js";

let spoken = "en";

export const currentLanguage = () => spoken;

export function setLanguage(name) {
  spoken = name;
}

const SPACE = "\u00a0";
const MINUS = "\u2212";
const LOCALES = { en: "en-GB", zh: "zh-CN", ru: "ru" };

const made = new Map();

function dates(options) {
  const key = `${currentLanguage()} ${JSON.stringify(options)}`;
  if (!made.has(key)) made.set(key, new Intl.DateTimeFormat(LOCALES[currentLanguage()], options));
  return made.get(key);
}

function parts(on, options) {
  const found = dates({ timeZone: "UTC", ...options }).formatToParts(Date.parse(`${on}T00:00:00Z`));
  return Object.fromEntries(found.map(({ type, value }) => [type, value]));
}

/** A figure with groups of three, from a decimal string or a number; three places at most. */
export function number(value) {
  const exact = plain(typeof value === "number" ? value.toFixed(3) : value);
  const [whole, places = ""] = exact.replace("-", "").split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, SPACE);
  const kept = places.slice(0, 3).replace(/0+$/, "");
  const mark = currentLanguage() === "ru" ? "," : ".";
  return `${exact.startsWith("-") ? MINUS : ""}${grouped}${kept ? mark + kept : ""}`;
}

export const signed = (value) => (sign(value) < 0 ? number(value) : `+${number(value)}`);
export const size = (value) => (sign(value) < 0 ? negate(value) : plain(value));

/** `Thu 3 Dec`, `12月3日（周四）`, `чт 3 дек.`; with the year when it is not this one. */
export function day(on, today = dayAt(Date.now())) {
  if (on.slice(0, 4) !== today.slice(0, 4)) return withYear(on);
  const found = parts(on, { weekday: "short", day: "numeric", month: "short" });
  if (currentLanguage() === "zh") return `${shortDay(on)}（${found.weekday}）`;
  return [found.weekday, found.day, found.month].join(SPACE);
}

export function shortDay(on) {
  const found = parts(on, { day: "numeric", month: currentLanguage() === "zh" ? "numeric" : "short" });
  if (currentLanguage() === "zh") return `${found.month}月${found.day}日`;
  return [found.day, found.month].join(SPACE);
}

function withYear(on) {
  const year = on.slice(0, 4);
  return currentLanguage() === "zh" ? `${year}年${shortDay(on)}` : `${shortDay(on)}${SPACE}${year}`;
}

export const weekday = (on) => parts(on, { weekday: "short" }).weekday;

/** The time of an instant where the device is, in 24 hours. */
export function clock(instant) {
  return new Date(instant).toTimeString().slice(0, 5);
}

/** A time alone for today, otherwise the day before it. */
export function moment(instant, now = Date.now()) {
  const on = dayAt(new Date(instant).getTime());
  const join = currentLanguage() === "zh" ? " " : ", ";
  return on === dayAt(now) ? clock(instant) : `${day(on, dayAt(now))}${join}${clock(instant)}`;
}

export const inDays = (count, now = Date.now()) => addDays(dayAt(now), count);

/** Short statements after each other, and words after each other, with the language's own marks. */
export const sentences = (parts) => parts.filter(Boolean).join(currentLanguage() === "zh" ? "。" : ". ");
export const words = (parts) => parts.filter(Boolean).join(currentLanguage() === "zh" ? "，" : ", ");
