"""What tests ask a phone: its own database as it lies there, and the few taps that log a change."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs, urlparse

from playwright.sync_api import Page, expect

from shared.terms import Language
from shared.text import text
from tests.browser.conftest import PATIENCE_MILLISECONDS

# Looked at beside the engine, without it: the last word on what a phone holds.
STORED = """async ([host, store]) => {
  const name = (await indexedDB.databases()).map(({ name }) => name)
    .find((each) => each.startsWith(`lockstep-${host}-`));
  if (!name) return null;
  const database = await new Promise((done, failed) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  try {
    return await new Promise((done, failed) => {
      const objects = database.transaction(store).objectStore(store);
      const [values, keys] = [objects.getAll(), objects.getAllKeys()];
      objects.transaction.oncomplete = () => done(
        store === "meta"
          ? Object.fromEntries(keys.result.map((key, at) => [key, values.result[at]]))
          : values.result,
      );
      objects.transaction.onerror = () => failed(objects.transaction.error);
    });
  } finally {
    database.close();
  }
}"""
WAIT = """async ([place, patience]) => {
  const until = performance.now() + patience;
  while (!(%s)(await (%s)(place))) {
    if (performance.now() > until) throw new Error("waited in vain");
    await new Promise((resume) => setTimeout(resume, 50));
  }
}"""
CONTROLLED = """() => Boolean(navigator.serviceWorker.controller)"""
LONG_PATIENCE_MILLISECONDS = 2 * PATIENCE_MILLISECONDS
UNSENT = {"queued", "sending"}


def words(key: str, **facts: str | int) -> str:
    """What stands on an English screen for a key."""
    return text(Language.ENGLISH, key, **facts)


SAVED = words("log-saved")
SENT = words("log-sent")


@dataclass(frozen=True)
class OrderLine:
    """An order line of the phone's own copy, and where a change of it begins."""

    id: str
    customer_id: str
    item_id: str

    @property
    def path(self) -> str:
        return f"/changes/new?customer={self.customer_id}&line={self.id}"


@dataclass(frozen=True)
class Phone:
    """A page on a device, and where its company is."""

    page: Page
    address: str

    @property
    def strip(self) -> Any:
        return self.page.locator("#strip")

    def go(self, path: str) -> None:
        self.page.goto(f"{self.address}{path}")

    def sign_in(self, email: str, password: str) -> None:
        """Sign in and wait until the app is installed and the first copy is complete."""
        self.page.set_default_timeout(PATIENCE_MILLISECONDS)
        self.go("/sign-in")
        expect(self.page.locator("input[type=password]")).to_be_visible()
        if self.page.locator(".who").count():
            self.page.locator(".who button").click()
        self.page.locator("input[name=email]").fill(email)
        self.page.locator("input[type=password]").fill(password)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(lambda url: "/sign-in" not in url)
        self.wait_until_installed()

    def wait_until_installed(self) -> None:
        # All files of the app are fetched meanwhile, one connection each.
        self.page.wait_for_function(CONTROLLED, timeout=LONG_PATIENCE_MILLISECONDS)
        self.wait_for_live()
        self.wait_until_stored("meta", "(meta) => Boolean(meta?.reference_as_of)")

    def wait_for_live(self) -> None:
        expect(self.strip).to_have_attribute("data-state", "live")

    def stored(self, store: str) -> Any:
        """All of one store of the person's database; None when there is no database."""
        host = self.address.partition("://")[2]
        return self.page.evaluate(STORED, [host, store])

    def ops(self) -> dict[str, dict[str, Any]]:
        return {op["op_id"]: op for op in self.stored("ops") or []}

    def unsent(self) -> list[dict[str, Any]]:
        return [op for op in self.ops().values() if op["state"] in UNSENT]

    def refusals(self) -> list[dict[str, Any]]:
        answers = [op["answer"] for op in self.ops().values() if op["answer"]]
        return [each for each in answers if each["status"] != "applied"]

    def lines(self) -> list[OrderLine]:
        """Open lines with time ahead of them, which take any change."""
        soon = (datetime.now(UTC).date() + timedelta(days=2)).isoformat()
        rows = [row for row in self.stored("rows") if row["entity"] == "demand_line"]
        return [
            OrderLine(row["id"], row["customer_id"], row["item_id"])
            for row in sorted(rows, key=lambda row: str(row["id"]))
            if row["status"] == "open"
            and row["due_on"] > soon
            and Decimal(row["shipped_quantity"]) == 0
        ]

    def wish_more(self, line: OrderLine) -> None:
        """Open a line and ask for more of it; the reason, which saves, is not tapped yet."""
        self.go(line.path)
        self.page.locator("button.chip").nth(3).click()

    def reason(self) -> Any:
        return self.page.locator("[data-key^='reason-']").first

    def log_more(self, line: OrderLine) -> str:
        """Log a change and return its id once the phone has said that it is saved."""
        self.wish_more(line)
        self.reason().click()
        expect(self.page.locator(".saved h1")).to_be_visible()
        return self.change_id()

    def change_id(self) -> str:
        (change_id,) = parse_qs(urlparse(self.page.url).query)["change"]
        return change_id

    def wait_until_drained(self) -> None:
        self.wait_until_stored(
            "ops", "(ops) => ops.every(({ state }) => !['queued', 'sending'].includes(state))"
        )

    def wait_until_stored(self, store: str, condition: str) -> None:
        """Wait until what lies in a store meets a condition in JavaScript."""
        place = [self.address.partition("://")[2], store]
        self.page.evaluate(WAIT % (condition, STORED), [place, LONG_PATIENCE_MILLISECONDS])
