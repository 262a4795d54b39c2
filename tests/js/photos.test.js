// Photos: made bare on the phone, sent beside the ops and never before them, kept until they are not needed.

import assert from "node:assert/strict";
import { test } from "node:test";

import { bare, fitted } from "../../frontend/static/js/log/picture.js";
import { clearPhotos, sendPhotos } from "../../frontend/static/js/offline/photos.js";
import { outbox } from "../../frontend/static/js/offline/queries.js";
import { World } from "../../frontend/static/js/offline/world.js";
import { device, wish } from "./support/device.js";
import { ModelServer } from "./support/server.js";

const bytesOf = (...parts) => Uint8Array.from(parts.flat());
const segment = (marker, ...content) => [0xff, marker, 0, content.length + 2, ...content];
const START = [0xff, 0xd8];
const SCAN = [0xff, 0xda, 0, 2, 1, 2, 3, 0xff, 0xd9];
const TABLES = segment(0xdb, 1);
const HEAD = segment(0xe0, 74, 70, 73, 70, 0);

test("what the camera wrote into a picture does not leave the phone", () => {
  const full = bytesOf(START, HEAD, segment(0xe1, 69, 120, 105, 102), segment(0xfe, 1), segment(0xed, 2), TABLES, SCAN);
  assert.deepEqual(bare(full), bytesOf(START, HEAD, TABLES, SCAN));
  assert.deepEqual(bare(bytesOf(START, HEAD, TABLES, SCAN)), bytesOf(START, HEAD, TABLES, SCAN));
  assert.throws(() => bare(bytesOf(START, [0xff, 0xe1, 0, 99, 1])), /not a JPEG/);
  assert.throws(() => bare(bytesOf(START, [0xff, 0xe1, 0, 0, 1])), /not a JPEG/);
});

test("a picture's longer side is 1,600 pixels at most, and a small one stays as it is", () => {
  assert.deepEqual(fitted(4000, 3000), { width: 1600, height: 1200 });
  assert.deepEqual(fitted(3000, 4000), { width: 1200, height: 1600 });
  assert.deepEqual(fitted(800, 600), { width: 800, height: 600 });
  assert.deepEqual(fitted(9000, 2), { width: 1600, height: 1 });
});

async function photographed({ network } = {}) {
  const server = new ModelServer();
  const phone = device({ server });
  const asked = [];
  await phone.store.write(["photos"], async (tx) => tx.put("photos", { hash: "p1", bytes: "pixels", taken_at: phone.clock.now() }));
  const context = {
    store: phone.store,
    clock: phone.clock,
    changed: () => undefined,
    network: {
      async put(path, bytes) {
        asked.push(path);
        return network?.(path) ?? server.answer(path, bytes);
      },
    },
  };
  const held = async () => (await phone.store.read(["photos"], (tx) => tx.keys("photos"))).length;
  const waits = async () => {
    const { waiting, sent } = outbox(await new World({ store: phone.store, clock: phone.clock, personId: "rep" }).now());
    return [...waiting, ...sent].map((op) => op.photos_here);
  };
  return { server, phone, asked, context, held, waits };
}

test("a photo leaves after its change has arrived, and once", async () => {
  const { server, phone, asked, context, waits } = await photographed();
  const op = await phone.engine.save(wish({ photos: ["p1"] }));
  await sendPhotos(context);
  assert.deepEqual(asked, []);
  await phone.idle();
  assert.deepEqual(await waits(), [1]);
  await sendPhotos(context);
  await sendPhotos(context);
  assert.deepEqual(asked, [`/api/v1/demand-changes/${op.id}/photos/p1`]);
  assert.equal(server.photos.get("p1"), "pixels");
  assert.deepEqual(await waits(), [0]);
});

test("a photo that does not get through waits, one that is refused does not come again", async () => {
  let outcome = { kind: "silence", reason: "TimeoutError" };
  const { phone, asked, context, waits } = await photographed({ network: () => outcome });
  await phone.engine.save(wish({ photos: ["p1"] }));
  await phone.idle();
  for (const again of [outcome, { kind: "answer", status: 503, body: {} }, { kind: "answer", status: 401, body: {} }]) {
    outcome = again;
    await sendPhotos(context);
    assert.deepEqual(await waits(), [1]);
  }
  outcome = { kind: "answer", status: 422, body: { code: "not_a_photo" } };
  await sendPhotos(context);
  await sendPhotos(context);
  assert.equal(asked.length, 4);
  assert.deepEqual((await phone.ops())[0].photos_sent, { p1: "not_a_photo" });
});

test("a photo is forgotten when neither a draft nor an op speaks of it, and not within a day", async () => {
  const { phone, context, held } = await photographed();
  await clearPhotos(context);
  assert.equal(await held(), 1);
  await phone.store.write(["drafts"], async (tx) => tx.put("drafts", { key: "d", wish: { photos: ["p1"] } }));
  phone.clock.time += 2 * 86_400_000;
  await clearPhotos(context);
  assert.equal(await held(), 1);
  await phone.store.write(["drafts"], async (tx) => tx.delete("drafts", "d"));
  await clearPhotos(context);
  assert.equal(await held(), 0);
});

test("after a restore of the server the photos are sent again with their changes", async () => {
  const { server, phone, asked, context } = await photographed();
  await phone.engine.start();
  await phone.idle();
  await phone.engine.save(wish({ photos: ["p1"] }));
  await phone.idle();
  await sendPhotos(context);
  server.restore(new ModelServer().backup());
  phone.engine.trigger("online");
  await phone.idle();
  phone.clock.advance(5000);
  await phone.idle();
  await sendPhotos(context);
  assert.equal(asked.length, 2);
  assert.equal(server.photos.get("p1"), "pixels");
});
