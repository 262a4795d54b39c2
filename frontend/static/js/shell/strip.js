// The band at the top: whether what is shown is live, how old it is, what is unsent.

import { icon, make, show } from "../dom.js";
import { clock, moment } from "../format.js";
import { text } from "../language.js";

/** What the strip says, as data: {state, icon, lead, rest, tag, isOpen, link}. */
export function stripWords({ connection, counts, pageSince, isOnline, now }) {
  const unsent = counts?.unsent ?? 0;
  const asOf = counts?.as_of ?? connection?.last_good_at ?? null;
  const tag = unsent > 0 ? text("shell-unsent", { count: unsent }) : null;
  const common = { tag, isOpen: true };
  const state = connection?.state ?? "starting";
  if (state === "signed_out") {
    const key = unsent > 0 ? "shell-sign-in-again-unsent" : "shell-sign-in-again";
    return { state: "signed-out", icon: "key", lead: text(key, { count: unsent }), link: "/sign-in" };
  }
  if (state === "revoked") {
    return { ...common, state: "signed-out", icon: "lock", lead: text("shell-revoked"), link: "/sign-in" };
  }
  if (state === "too_old") {
    return { ...common, state: "stale", icon: "risk", lead: text("shell-too-old") };
  }
  if (state === "full") {
    return { ...common, state: "stale", icon: "risk", lead: text("shell-full"), rest: text("shell-full-more") };
  }
  if (connection?.sending && unsent > 0) {
    const facts = { number: Math.min(connection.sending.sent + 1, unsent), total: unsent };
    return { ...common, state: "sending", icon: "sending", lead: text("shell-sending", facts), tag: null };
  }
  if (state === "silent" && !isOnline) {
    const rest = asOf ? text("shell-as-of", { time: moment(asOf, now) }) : text("shell-no-copy");
    return { ...common, state: "offline", icon: "no-network", lead: text("shell-no-network"), rest };
  }
  if (state === "silent" && /^foreign_[23]/.test(connection.reason)) {
    return { ...common, state: "silent", icon: "risk", lead: text("shell-portal"), rest: text("shell-portal-more") };
  }
  if (state === "silent") {
    const rest = text("shell-since", { time: moment(connection.since, now) });
    return { ...common, state: "silent", icon: "risk", lead: text("shell-server-silent"), rest };
  }
  if (pageSince) {
    const facts = { time: clock(pageSince) };
    return { ...common, state: "stale", icon: "risk", lead: text("shell-not-live", facts), rest: text("shell-buttons-work") };
  }
  if (state === "starting") {
    const rest = asOf ? text("shell-as-of", { time: moment(asOf, now) }) : "";
    return { ...common, state: "starting", icon: "sending", lead: text("shell-connecting"), rest };
  }
  const hours = Math.round(Math.abs(connection.skew ?? 0) / 3_600_000);
  if (hours > 0) {
    return { ...common, state: "stale", icon: "late", lead: text("shell-clock-wrong", { count: hours }), rest: text("shell-clock-wrong-more") };
  }
  return { ...common, state: "live", lead: text("shell-live"), tag: tag ?? text("shell-all-sent"), isOpen: unsent > 0 };
}

export function drawStrip(strip, facts) {
  const words = stripWords(facts);
  strip.dataset.state = words.state;
  const said = words.state === "live"
    ? make("span.live", {}, words.lead)
    : make("span.grow", {}, make("span.b", {}, words.lead), words.rest && [" ", make("span.dim", {}, words.rest)]);
  const tag = words.tag && make(`span.tag${words.isOpen ? ".open" : ""}`, {}, words.tag);
  const line = [words.icon && icon(words.icon, "s"), said, tag];
  show(strip, words.link ? make("a.flex.grow", { href: words.link, "data-key": "strip" }, line) : line);
}
