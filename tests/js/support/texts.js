// The catalogue as a test reads it.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { useTexts } from "../../../frontend/static/js/language.js";

const TEXTS = new URL("../../../shared/texts/", import.meta.url);
export const LANGUAGES = ["en", "zh", "ru"];

export function source(language, areas = null) {
  const folder = new URL(`${language}/`, TEXTS);
  return readdirSync(folder)
    .filter((name) => name.endsWith(".ftl") && (!areas || areas.includes(name.slice(0, -4))))
    .map((name) => readFileSync(new URL(name, folder), "utf8"))
    .join("\n");
}

/** Message keys of a source, in order. */
export const keysOf = (text) => [...text.matchAll(/^([a-z][a-z0-9-]*) =/gm)].map(([, key]) => key);

/** Let the screens speak a language, with the texts as the server hands them out; the tests' runner writes them. */
export function speak(language) {
  useTexts(language, JSON.parse(readFileSync(join(process.env.LOCKSTEP_TEXTS, `${language}.json`), "utf8")));
}
