import assert from "node:assert/strict";
import { before, beforeEach, test } from "node:test";

import { reasonSentence, saidFacts } from "../../frontend/static/js/fact-words.js";
import { createNetwork } from "../../frontend/static/js/offline/network.js";
import { firstScreen, placesFor, shownOf } from "../../frontend/static/js/shell/rail.js";
import { islandFor } from "../../frontend/static/js/shell/routes.js";
import { stripWords } from "../../frontend/static/js/shell/strip.js";
import { speak } from "./support/texts.js";

const NOW = Date.parse("2026-11-24T12:00:00Z");
let nextPath;

before(async () => {
  globalThis.location = { origin: "https://lockstep.example" };
  ({ nextPath } = await import("../../frontend/static/js/sign-in.js"));
});
beforeEach(() => speak("en"));

const strip = (connection, more = {}) =>
  stripWords({ connection, counts: { unsent: 3, as_of: NOW }, pageSince: null, isOnline: true, now: NOW, ...more });

test("the strip tells what is known, in the order of what matters", () => {
  assert.deepEqual([strip({ state: "live" }).state, strip({ state: "live" }).tag], ["live", "3 unsent"]);
  assert.equal(strip({ state: "live" }, { counts: { unsent: 0 } }).tag, "All sent");
  assert.equal(strip({ state: "silent", since: NOW }, { isOnline: false }).lead, "No network,");
  assert.match(strip({ state: "silent", since: NOW }, { isOnline: false }).rest, /^data as of \d\d:\d\d$/);
  assert.equal(strip({ state: "silent", since: NOW }).lead, "The server does not answer,");
  assert.equal(strip({ state: "live", sending: { sent: 1 } }).lead, "Sending 2 of 3");
  assert.match(strip({ state: "live" }, { pageSince: NOW }).lead, /^Not live since/);
  const signedOut = strip({ state: "signed_out" });
  assert.deepEqual([signedOut.state, signedOut.link], ["signed-out", "/sign-in"]);
  assert.equal(signedOut.lead, "Sign in again to send 3 changes. They are kept on this phone");
  assert.match(strip({ state: "revoked" }).lead, /signed out/);
  assert.match(strip({ state: "too_old" }).lead, /too old/);
  assert.equal(strip({ state: "full", since: NOW }).lead, "The phone is full.");
  assert.match(strip({ state: "silent", since: NOW, reason: "foreign_200" }).lead, /network wants a sign-in/);
  assert.equal(strip({ state: "silent", since: NOW, reason: "foreign_502" }).lead, "The server does not answer,");
  assert.equal(strip({ state: "live", skew: 86_400_000 }).lead, "This phone's clock is 24 hours wrong.");
  assert.equal(strip({ state: "live", skew: -90_000 }).state, "live");
});

test("each role begins at its own screen, and a person with two has the places of both", () => {
  const first = (...roles) => firstScreen({ roles });
  assert.deepEqual([first("rep"), first("supervisor"), first("executive"), first("planner")], ["/today", "/decisions", "/kpi", "/inbox"]);
  const names = placesFor({ roles: ["executive", "rep"] }).map((place) => place.name);
  assert.equal(new Set(names).size, names.length);
  assert.ok(names.includes("log") && names.includes("kpi"));
});

test("a bar holds four places, a rail eleven or ten and More, a list all of them", () => {
  const places = placesFor({ roles: ["planner"] });
  const on = (width) => {
    globalThis.document = { documentElement: { dataset: {} } };
    globalThis.matchMedia = (query) => ({ matches: query.startsWith("(max") ? width < 720 : width >= 1280 });
    return [shownOf(places), shownOf(places.slice(0, 11))];
  };
  assert.deepEqual([on(360), on(1024), on(1440)], [[4, 4], [10, 11], [places.length, 11]]);
});

test("island paths are the shell's, page paths are not", () => {
  const id = "0190a2b4-1111-7222-8333-444455556666";
  assert.equal(islandFor("/changes/new").tag, "demand-change-form");
  assert.equal(islandFor(`/outbox/${id}`).tag, "outbox-list");
  assert.equal(islandFor("/customers").tag, "customer-list");
  for (const path of ["/changes", `/changes/${id}`, `/customers/${id}`, "/decisions", "/kpi", "/outbox/x"]) assert.equal(islandFor(path), null);
});

test("after signing in one stays on this site", () => {
  assert.equal(nextPath("?next=/changes/new%3Fcustomer%3D1", "/today"), "/changes/new?customer=1");
  for (const bad of ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x", "", "/sign-in"]) {
    assert.equal(nextPath(`?next=${encodeURIComponent(bad)}`, "/today"), "/today");
  }
});

test("a cause of the server becomes a sentence with days, quantities and figures", (context) => {
  context.mock.timers.enable({ apis: ["Date"], now: Date.parse("2026-11-24T12:00:00Z") });
  const said = reasonSentence({
    code: "capacity_full",
    facts: { work_center: "Filling line 2", from_on: "2026-12-01", to_on: "2026-12-02", wanted_hours: "31.5", available_hours: "28" },
  });
  assert.match(said, /^Filling line 2 is full from Tue.1.Dec.* to Wed.2.Dec.*: 31\.5 h wanted, 28 h available$/);
  const short = reasonSentence({ code: "stock_short", facts: { item: "Primer", quantity: "18", unit: "kit", on: "2026-12-03" } });
  assert.match(short, /^Primer: 18.kits short on Thu.3.Dec/);
  assert.equal(reasonSentence({ code: "never_heard_of", facts: {} }), "");
});

test("a KPI is said by its name, and a count chooses its form", () => {
  speak("en");
  assert.equal(saidFacts({ kpi: "otif" }).kpi, "On time, in full");
  assert.equal(saidFacts({ kpi: "never_heard_of" }).kpi, "never_heard_of");
  const one = { code: "pallets_full", facts: { item: "Primer", pallet_count: "1" } };
  assert.equal(reasonSentence(one), "Primer: 1 full pallet");
  assert.equal(reasonSentence({ ...one, facts: { item: "Primer", pallet_count: "1200" } }), "Primer: 1\u00a0200 full pallets");
});

function answering(answers) {
  const asked = [];
  const fetch = async (path, options) => {
    asked.push([options.method, path, options.headers["X-CSRF-Token"] ?? null]);
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { asked, network: createNetwork({ fetch, personId: "me" }) };
}
const json = (status, body, headers = { "X-Sync": "1" }) =>
  new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json", ...headers } });
const session = (id = "me", token = "t1") => json(200, { person: { id }, csrf_token: token }, {});

test("the page of a captive portal is no answer, whatever its status", async () => {
  const portal = new Response("<html>Welcome</html>", { status: 200, headers: { "Content-Type": "text/html" } });
  const { network } = answering([portal]);
  assert.deepEqual(await network.get("/sync/v1/ref/manifest"), { kind: "silence", reason: "foreign_200" });
  const unmarked = answering([session(), json(200, { results: [] }, {})]);
  assert.equal((await unmarked.network.post("/sync/v1/push", {})).kind, "silence");
});

test("the token is asked for once, and again when the server no longer takes it", async () => {
  const { asked, network } = answering([session(), json(200, {}), json(403, {}), session("me", "t2"), json(200, { ok: true })]);
  await network.post("/sync/v1/pull", {});
  const outcome = await network.post("/sync/v1/pull", {});
  assert.deepEqual(outcome.body, { ok: true });
  assert.deepEqual(asked.map(([method, , token]) => [method, token]), [["GET", null], ["POST", "t1"], ["POST", "t1"], ["GET", null], ["POST", "t2"]]);
});

test("an answer's head is heard while its rows are still on their way", async () => {
  const parts = ['{"cursor":"c2","has_', 'more":true,"rows":{"demand_line":{"cols":["id"],"da', 'ta":[["ü"]]}}}'].map((part) => new TextEncoder().encode(part));
  const said = [];
  const heardBeforeEnd = [];
  const body = new ReadableStream({
    pull(controller) {
      if (parts.length === 1) heardBeforeEnd.push(...said);
      controller.enqueue(parts.shift());
      if (parts.length === 0) controller.close();
    },
  }, { highWaterMark: 0 });
  const page = new Response(body, { headers: { "Content-Type": "application/json", "X-Sync": "1" } });
  const { network } = answering([session(), page]);
  const outcome = await network.post("/sync/v1/pull", {}, (head) => said.push(head));
  assert.deepEqual(heardBeforeEnd, [{ cursor: "c2", has_more: true }]);
  assert.equal(said.length, 1);
  assert.deepEqual(outcome.body.rows.demand_line.data, [["ü"]]);
});

test("after a silence the way is tried with a small question before anything is sent", async () => {
  const lost = new Response("", { status: 502 });
  const { asked, network } = answering([session(), lost, new Response("", { status: 502 }), session("me", "t2"), json(200, {})]);
  assert.equal((await network.post("/sync/v1/push", {})).kind, "silence");
  assert.equal((await network.reach()).kind, "silence");
  assert.equal(await network.reach(), null);
  assert.equal((await network.post("/sync/v1/push", {})).status, 200);
  assert.deepEqual(asked.map(([method]) => method), ["GET", "POST", "GET", "GET", "POST"]);
});

test("the server's clock is read from answers that cannot have been kept", async () => {
  const day = 86_400_000;
  const at = (offset) => ({ "X-Sync": "1", Date: new Date(Date.now() + offset).toUTCString() });
  const { network } = answering([json(200, {}, at(-30 * day)), session(), json(200, {}, at(day))]);
  await network.get("/sync/v1/ref/page.json");
  assert.equal(network.skew(), 0);
  await network.post("/sync/v1/pull", {});
  assert.ok(Math.abs(network.skew() - day) < 5000);
});

test("bytes are sent as they are, with the token and their own type", async () => {
  const { asked, network } = answering([session(), json(200, {}, {})]);
  assert.equal((await network.put("/api/v1/demand-changes/1/photos/2", new ArrayBuffer(3), "image/jpeg")).status, 200);
  assert.deepEqual(asked.at(-1).slice(0, 3), ["PUT", "/api/v1/demand-changes/1/photos/2", "t1"]);
});

test("with somebody else signed in here, one's ops wait", async () => {
  const { network, asked } = answering([session("another")]);
  assert.equal((await network.post("/sync/v1/push", {})).status, 401);
  assert.equal(asked.length, 1);
});

test("Retry-After comes with the answer, in milliseconds", async () => {
  const { network } = answering([session(), json(429, {}, { "X-Sync": "1", "Retry-After": "7" })]);
  assert.equal((await network.post("/sync/v1/push", {})).retryAfter, 7000);
});

test("who signed out without a network is signed out as soon as the server can hear it", async () => {
  const kept = new Map();
  globalThis.localStorage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
  };
  const asked = [];
  const answers = { GET: () => session("me", "t1"), DELETE: () => new Response(null, { status: 204 }) };
  const { fetch } = globalThis;
  globalThis.fetch = async (_path, { method, headers }) => {
    asked.push([method, headers["X-CSRF-Token"] ?? null]);
    return answers[method]();
  };
  const { askSession, markLeft } = await import("../../frontend/static/js/shell/session.js");
  markLeft();
  assert.equal((await askSession()).kind, "signed_out");
  assert.equal((await askSession()).kind, "signed_in");
  assert.deepEqual(asked, [["GET", null], ["DELETE", "t1"], ["GET", null]]);
  globalThis.fetch = fetch;
});
