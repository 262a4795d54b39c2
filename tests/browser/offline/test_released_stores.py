"""A phone that was last opened under an older version: its database is brought up, its queue is sent.

`tests/golden/stores/VERSION.json` says which object stores the database of a version had, and
`tests/golden/queues` what lay in one of them. Both are written when a version is released, and never altered.
"""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from backend.settings import PROJECT
from tests.browser.conftest import SMALL_PHONE, Contexts
from tests.browser.offline.conftest import Shop
from tests.browser.offline.phone import OrderLine, Phone, words

pytestmark = pytest.mark.browser

GOLDEN = Path(__file__).parents[2] / "golden"
STORES = {
    int(path.stem): json.loads(path.read_text(encoding="utf-8"))
    for path in (GOLDEN / "stores").glob("*.json")
}
QUEUE = (GOLDEN / "queues" / "1.json").read_text(encoding="utf-8")
PRESENT = int(
    re.findall(
        r"^const VERSION = (\d+);$",
        (PROJECT / "frontend/static/js/offline/store.js").read_text(encoding="utf-8"),
        re.MULTILINE,
    )[0]
)
# From a page without an engine: the copy as it is goes into a database as it was, the queue with it.
GO_BACK = """async ([version, stores, ops]) => {
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const [{ name }] = (await indexedDB.databases()).filter(({ name }) => name.startsWith("lockstep-"));
  const present = await done(indexedDB.open(name));
  const kept = {};
  for (const store of Object.keys(stores)) {
    const objects = present.transaction(store).objectStore(store);
    kept[store] = [await done(objects.getAll()), await done(objects.getAllKeys())];
  }
  present.close();
  await done(indexedDB.deleteDatabase(name));
  const opening = indexedDB.open(name, version);
  opening.onupgradeneeded = () => {
    for (const [store, { keyPath, indexes }] of Object.entries(stores)) {
      const objects = opening.result.createObjectStore(store, keyPath ? { keyPath } : undefined);
      for (const [index, path] of Object.entries(indexes)) objects.createIndex(index, path);
    }
  };
  const old = await done(opening);
  const writing = old.transaction(Object.keys(stores), "readwrite");
  for (const [store, { keyPath }] of Object.entries(stores)) {
    const [values, keys] = kept[store];
    values.forEach((value, at) => keyPath
      ? writing.objectStore(store).put(value)
      : writing.objectStore(store).put(value, keys[at]));
  }
  for (const op of ops) writing.objectStore("ops").put(op);
  writing.objectStore("meta").put(ops.length, "seq");
  await new Promise((resolve) => { writing.oncomplete = resolve; });
  old.close();
}"""
SHAPE = """async () => {
  const [{ name, version }] = (await indexedDB.databases()).filter(({ name }) => name.startsWith("lockstep-"));
  const database = await new Promise((resolve) => {
    const opening = indexedDB.open(name);
    opening.onsuccess = () => resolve(opening.result);
  });
  const stores = {};
  for (const store of database.objectStoreNames) {
    const objects = database.transaction(store).objectStore(store);
    const indexes = [...objects.indexNames].map((index) => [index, objects.index(index).keyPath]);
    stores[store] = { keyPath: objects.keyPath, indexes: Object.fromEntries(indexes) };
  }
  database.close();
  return [version, stores];
}"""


def queue_for(line: OrderLine) -> list[dict[str, Any]]:
    """What a rep's phone of the first version had asked about a line that is there."""
    due_on = (datetime.now(UTC).date() + timedelta(days=20)).isoformat()
    names = {"hartmann": line.customer_id, "primer": line.item_id, "hartmann_line": line.id}
    queue = QUEUE
    for name, value in {**names, "due_on": due_on}.items():
        queue = queue.replace(f"<{name}>", value)
    ops: list[dict[str, Any]] = json.loads(queue)["marta"]
    return [op for op in ops if op["kind"].endswith("_demand_change")][:4]


def test_every_version_of_the_database_is_known() -> None:
    assert set(STORES) == set(range(1, PRESENT + 1))


@pytest.mark.parametrize("version", sorted(STORES))
def test_an_old_phone_is_brought_up_and_sends_what_it_kept(
    shop: Shop, contexts: Contexts, version: int
) -> None:
    phone = Phone(contexts.device(SMALL_PHONE), shop.address)
    phone.sign_in(*shop.people["rep"])
    page = phone.page
    ops = queue_for(phone.lines()[version])
    held = {row["id"] for row in phone.stored("rows")}
    # Each version's phone is one of its own, so its ops are, too.
    for op in ops:
        for name in ("op_id", "id"):
            op[name] = op[name].replace("01a00000-", f"01a0000{version}-")
    phone.go("/static/manifest.webmanifest")
    page.evaluate(GO_BACK, [version, STORES[version], ops])
    assert page.evaluate(SHAPE) == [version, STORES[version]]

    phone.go("/today")
    expect(page.get_by_role("heading", name=words("today-title"), exact=True)).to_be_visible()
    phone.wait_until_drained()

    assert page.evaluate(SHAPE) == [PRESENT, STORES[PRESENT]]
    assert phone.refusals() == []
    asked = shop.rows(
        "SELECT id::text, note, status FROM demand_change WHERE id = any($1::uuid[]) ORDER BY id",
        [ops[0]["id"], ops[2]["id"]],
    )
    assert [(row["id"], row["note"], row["status"]) for row in asked] == [
        (ops[0]["id"], "Кран заказан на 3-е", "received"),
        (ops[2]["id"], "", "withdrawn"),
    ]
    assert held <= {row["id"] for row in phone.stored("rows")}
    # What the new version has room for works at once.
    phone.log_more(phone.lines()[version + 2])
    phone.wait_until_drained()
    assert phone.refusals() == []
    assert contexts.errors == []
