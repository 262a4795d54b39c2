// Listening for hints: how long a phone waits after a lost connection, and what brings it back sooner.

import assert from "node:assert/strict";
import { test } from "node:test";

import { listenForPokes } from "../../frontend/static/js/offline/poke.js";

/** A server whose stream the test holds, and a clock that moves only when it is told to. */
function listening({ random = () => 0.5 } = {}) {
  const streams = [];
  const triggered = [];
  let waiting = null;
  let letGo = false;
  const pokes = listenForPokes({
    connect(stream) {
      streams.push({ ...stream, isClosed: false });
      const at = streams.length - 1;
      return () => (streams[at].isClosed = true);
    },
    clock: {
      after(delay, action) {
        waiting = { delay, action };
        return () => (waiting = null);
      },
    },
    random,
    locks: { hold: async (action) => (await action(), (letGo = true)) },
    trigger: (reason) => triggered.push(reason),
  });
  return {
    pokes,
    streams,
    triggered,
    latest: () => streams.at(-1),
    wait: () => waiting?.delay ?? null,
    isLetGo: () => letGo,
    pass() {
      const { action } = waiting;
      waiting = null;
      action();
    },
  };
}

test("a hint asks for what is new", () => {
  const { latest, triggered } = listening();
  latest().opened();
  latest().heard();
  assert.deepEqual(triggered, ["poke"]);
});

test("a lost stream is closed, asks once and waits longer each time, half a minute at most", () => {
  const { latest, pass, streams, triggered, wait } = listening();
  latest().opened();
  const waits = [];
  for (let time = 0; time < 7; time += 1) {
    latest().lost();
    assert.equal(latest().isClosed, true);
    waits.push(wait());
    pass();
  }
  assert.deepEqual(waits, [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  assert.deepEqual(triggered, ["poke_lost"]);
  assert.equal(streams.length, 8);
});

test("a stream that came about is forgiven what was before", () => {
  const { latest, pass, triggered, wait } = listening();
  latest().lost();
  pass();
  latest().lost();
  pass();
  latest().opened();
  latest().lost();
  assert.equal(wait(), 1000);
  assert.deepEqual(triggered, ["poke_lost", "poke_lost"]);
});

test("phones that lost it together come back apart", () => {
  const waits = [0, 0.999].map((chance) => {
    const { latest, wait } = listening({ random: () => chance });
    latest().lost();
    return wait();
  });
  assert.deepEqual(waits, [500, 1499]);
});

test("a network that is back is not waited for", () => {
  const { latest, pokes, streams, wait } = listening();
  latest().lost();
  pokes.again();
  assert.equal(wait(), null);
  assert.equal(streams.length, 2);
});

test("a stream that stands is left alone", () => {
  const { latest, pokes, streams } = listening();
  latest().opened();
  pokes.again();
  assert.equal(streams.length, 1);
  assert.equal(latest().isClosed, false);
});

test("after the end nothing is opened, and another tab may listen", async () => {
  const { isLetGo, latest, pokes, streams, wait } = listening();
  latest().opened();
  pokes.stop();
  latest().lost();
  pokes.again();
  await Promise.resolve();
  await Promise.resolve();
  assert.equal(latest().isClosed, true);
  assert.equal(wait(), null);
  assert.equal(streams.length, 1);
  assert.equal(isLetGo(), true);
});
