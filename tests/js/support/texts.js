// The catalogue as a test reads it.

import { readdirSync, readFileSync } from "node:fs";

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
