// Causes and alerts named by the server, as sentences: codes and facts become words only here.

import { chevron } from "./change-words.js";
import { make, status } from "./dom.js";
import { day, number } from "./format.js";
import { amount, hasText, text } from "./language.js";
import { isDay } from "./offline/days.js";
import { isDecimal } from "./offline/decimal.js";

const kpiKey = (name) => `kpi-${name.replaceAll("_", "-")}`;

/** Facts as people say them: days with weekday, a quantity with its unit, a KPI by its name; counts choose a form. */
export function saidFacts(facts) {
  const said = {};
  for (const [name, value] of Object.entries(facts ?? {})) {
    if (isDay(value)) said[name] = day(value);
    else if (name === "quantity" && facts.unit) said[name] = amount(value, facts.unit);
    else if (name === "kpi" && hasText(kpiKey(value))) said[name] = text(kpiKey(value));
    else if (isDecimal(value) && /^days$|count$/.test(name)) said[name] = Number(value);
    else if (isDecimal(value) && /hours|quantity/.test(name)) said[name] = number(value);
    else said[name] = value;
  }
  return said;
}

export function reasonSentence({ code, facts }) {
  const key = `reason-${code.replaceAll("_", "-")}`;
  return hasText(key) ? text(key, saidFacts(facts)) : "";
}

function alertWords(alert) {
  const key = `alert-${alert.kind.replaceAll("_", "-")}`;
  return hasText(key) ? text(key, saidFacts(alert.facts)) : text("today-alert");
}

const TONES = { late: ["late", "late"], risk: ["risk", "risk"], notice: ["alert", ""] };

export function alertStatus(alert) {
  const [name, tone] = TONES[alert.severity] ?? TONES.notice;
  return status(name, alertWords(alert), tone);
}

export function alertRow(alert) {
  return make("a.row.flex.between", { href: alert.path ?? "/inbox", "data-key": alert.id }, make("span.grow", {}, alertStatus(alert)), chevron());
}
