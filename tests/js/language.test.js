import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { day, moment, number, sentences, shortDay, signed } from "../../frontend/static/js/format.js";
import { amount, hasText, signedAmount, text, useTexts } from "../../frontend/static/js/language.js";
import { keysOf, LANGUAGES, source, speak } from "./support/texts.js";

const GAP = "\u00a0";
const TODAY = "2026-11-24";

beforeEach(() => speak("en"));

test("the catalogue parses whole in every language", () => {
  for (const language of LANGUAGES) {
    speak(language);
    const lost = keysOf(source(language)).filter((key) => !hasText(key));
    assert.deepEqual(lost, []);
  }
});

test("numbers choose their plural form", () => {
  assert.equal(text("customers-open-lines", { count: 1 }), "1 open line");
  speak("ru");
  const said = [1, 3, 5, 21].map((count) => text("customers-open-lines", { count }));
  assert.deepEqual(said, ["1 открытая строка", "3 открытые строки", "5 открытых строк", "21 открытая строка"]);
  speak("zh");
  assert.equal(text("shell-unsent", { count: 3 }), "3 条未发");
});

test("a fact that chooses by a word falls back on the variant for all others", () => {
  useTexts("en", { lit: [["state", { on: "lit", off: ["dark for ", ["hours"]] }, "off"], "."] });
  assert.equal(text("lit", { state: "on" }), "lit.");
  assert.equal(text("lit", { state: "constructor", hours: 1200 }), `dark for 1${GAP}200.`);
  assert.throws(() => text("lit", { state: "off" }), RangeError);
  assert.equal(hasText("toString"), false);
});

test("figures have groups of three, a true minus and the language's own mark", () => {
  assert.equal(number("2400.50"), `2${GAP}400.5`);
  assert.equal(number("-94.14"), "−94.14");
  assert.equal(signed("40"), "+40");
  speak("ru");
  assert.equal(number("-1234567.125"), `−1${GAP}234${GAP}567,125`);
});

test("days are said with their weekday, and with the year when it is another", () => {
  assert.equal(day("2026-12-03", TODAY), `Thu${GAP}3${GAP}Dec`);
  assert.equal(day("2027-01-04", TODAY), `4${GAP}Jan${GAP}2027`);
  assert.equal(shortDay("2026-12-03"), `3${GAP}Dec`);
  speak("zh");
  assert.equal(day("2026-12-03", TODAY), "12月3日（周四）");
  speak("ru");
  assert.equal(day("2026-12-03", TODAY), `чт${GAP}3${GAP}дек.`);
});

test("a quantity holds together with its unit", () => {
  assert.equal(amount("1", "kit"), `1${GAP}kit`);
  assert.equal(signedAmount("-6", "pail"), `−6${GAP}pails`);
  assert.equal(amount("3", "furlong"), `3${GAP}furlong`);
  speak("ru");
  assert.equal(amount("24", "box"), `24${GAP}коробки`);
});

test("a moment of today is a time alone", () => {
  const now = Date.parse("2026-11-24T12:00:00Z");
  assert.match(moment(now, now), /^\d\d:\d\d$/);
  assert.match(moment(now - 86_400_000, now), /23.Nov, \d\d:\d\d$/);
});

test("short statements are joined with the language's own mark", () => {
  assert.equal(sentences(["Order 1", "", "Packed by 10"]), "Order 1. Packed by 10");
  speak("zh");
  assert.equal(sentences(["订单 1", "每 10 套一包"]), "订单 1。每 10 套一包");
});

test("a key that is not there is a fault of ours, not an empty screen", () => {
  assert.throws(() => text("log-no-such-thing"), RangeError);
});
