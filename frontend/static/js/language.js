// The message catalogue in the browser: the same texts that the server reads, taken apart by it beforehand
// (`shared/screen_texts.py` says how a message looks).

import { currentLanguage, number, setLanguage, signed, size } from "./format.js";

export const LANGUAGES = { en: "English", zh: "简体中文", ru: "Русский" };
const TAGS = { en: "en", zh: "zh-Hans", ru: "ru" };

let catalogue = {};
let plurals = null;

export const language = currentLanguage;

/** The language of a person, else the one chosen on this device, else the device's own. */
export function chosenLanguage(person) {
  const wanted = [person?.language, localStorage.getItem("lockstep-language"), ...navigator.languages];
  return wanted.map((tag) => tag?.slice(0, 2)).find((tag) => tag in LANGUAGES) ?? "en";
}

export async function loadLanguage(name) {
  const response = await fetch(`/static/texts/${name}.json`);
  if (!response.ok) throw new Error(`texts for ${name}: ${response.status}`);
  useTexts(name, await response.json());
  document.documentElement.lang = TAGS[name];
  localStorage.setItem("lockstep-language", name);
}

export function useTexts(name, texts) {
  catalogue = texts;
  plurals = null;
  setLanguage(name);
}

export const hasText = (key) => Object.hasOwn(catalogue, key);

const written = (pattern, facts) =>
  typeof pattern === "string"
    ? pattern
    : pattern.map((part) => (typeof part === "string" ? part : placed(part, facts))).join("");

/** A fact as the screens write it, or the variant that it chooses: by itself, else by its plural form. */
function placed([name, variants, other], facts) {
  const fact = facts[name];
  if (fact === undefined) throw new RangeError(`no ${name}`);
  const isNumber = typeof fact === "number";
  if (!variants) return isNumber ? number(fact) : String(fact);
  const form = () => (plurals ??= new Intl.PluralRules(currentLanguage())).select(fact);
  const key = [String(fact), isNumber && form(), other].find((each) => Object.hasOwn(variants, each));
  return written(variants[key], facts);
}

/** The message `key` in the person's language; numbers choose its plural form. */
export function text(key, facts = {}) {
  if (!hasText(key)) throw new RangeError(`no text ${key}`);
  return written(catalogue[key], facts);
}

/** A unit in words, in the number that a quantity asks for; an unknown unit as it is. */
export function unitName(unit, quantity = 2) {
  const key = `units-${String(unit ?? "").toLowerCase()}`;
  return hasText(key) ? text(key, { count: Number(size(quantity)) }) : String(unit ?? "");
}

/** A quantity with its unit, held together by a no-break space. */
export const amount = (quantity, unit) => `${number(quantity)}\u00a0${unitName(unit, quantity)}`;
export const signedAmount = (quantity, unit) => `${signed(quantity)}\u00a0${unitName(unit, quantity)}`;
