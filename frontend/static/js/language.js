// The message catalogue in the browser: the same Fluent texts that the server reads.

import { FluentBundle } from "./vendor/fluent/bundle.js";
import { FluentResource } from "./vendor/fluent/resource.js";
import { FluentNumber } from "./vendor/fluent/types.js";
import { currentLanguage, number, setLanguage, signed, size } from "./format.js";

export const LANGUAGES = { en: "English", zh: "简体中文", ru: "Русский" };
const TAGS = { en: "en", zh: "zh-Hans", ru: "ru" };

let bundle = null;

/** A figure that chooses a plural form and is written as the screens write figures. */
class Count extends FluentNumber {
  toString() {
    return number(this.value);
  }
}

export const language = currentLanguage;

/** The language of a person, else the one chosen on this device, else the device's own. */
export function chosenLanguage(person) {
  const wanted = [person?.language, localStorage.getItem("lockstep-language"), ...navigator.languages];
  return wanted.map((tag) => tag?.slice(0, 2)).find((tag) => tag in LANGUAGES) ?? "en";
}

export async function loadLanguage(name) {
  const response = await fetch(`/static/texts/${name}.ftl`);
  if (!response.ok) throw new Error(`texts for ${name}: ${response.status}`);
  useTexts(name, await response.text());
  document.documentElement.lang = TAGS[name];
  localStorage.setItem("lockstep-language", name);
}

export function useTexts(name, source) {
  const made = new FluentBundle(name, { useIsolating: false });
  made.addResource(new FluentResource(source));
  bundle = made;
  setLanguage(name);
}

export const hasText = (key) => bundle.hasMessage(key);

/** The message `key` in the person's language; numbers choose its plural form. */
export function text(key, facts = {}) {
  const message = bundle.getMessage(key);
  if (!message?.value) throw new RangeError(`no text ${key}`);
  const shown = Object.entries(facts).map(([name, value]) => [
    name,
    typeof value === "number" ? new Count(value) : String(value),
  ]);
  return bundle.formatPattern(message.value, Object.fromEntries(shown));
}

/** A unit in words, in the number that a quantity asks for; an unknown unit as it is. */
export function unitName(unit, quantity = 2) {
  const key = `units-${String(unit ?? "").toLowerCase()}`;
  return hasText(key) ? text(key, { count: Number(size(quantity)) }) : String(unit ?? "");
}

/** A quantity with its unit, held together by a no-break space. */
export const amount = (quantity, unit) => `${number(quantity)}\u00a0${unitName(unit, quantity)}`;
export const signedAmount = (quantity, unit) => `${signed(quantity)}\u00a0${unitName(unit, quantity)}`;
