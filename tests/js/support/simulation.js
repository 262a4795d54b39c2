// A phone with several tabs and two persons, a server and everything that can go wrong between
// them; one seed decides all of it. What must hold is in `invariants.js`.

import { Engine } from "../../../frontend/static/js/offline/engine.js";
import { settle } from "../../../frontend/static/js/offline/settle.js";
import { clearPhotos, sendPhotos } from "../../../frontend/static/js/offline/photos.js";
import { StillClock } from "./device.js";
import { memoryDisk, openMemoryStore } from "./memory-store.js";
import { seeded, seededBytes } from "./random.js";
import { Life, Locks, Scheduler } from "./scheduler.js";
import { ModelServer } from "./server.js";

const PEOPLE = ["rep", "colleague"];
const MOST_TABS = 3;
const DAY = 86_400_000;
const SCOPES = ["north", "south", "west"];

const copied = (value) => value && JSON.parse(JSON.stringify(value));
const silence = (reason) => ({ kind: "silence", reason });
const refusal = (status) => ({ kind: "answer", status, body: {}, retryAfter: status === 503 ? 2000 : null });

/** What one person's copy on the phone is, and what this person was told. */
class Copy {
  disk = memoryDisk();
  saved = new Map();
  asked = new Set();
  discarded = new Set();
  takenBack = new Set();
  seen = new Map();
  drafts = new Map();
}

export class Simulation {
  constructor(seed) {
    this.random = seeded(seed);
    this.server = new ModelServer();
    this.server.members = new Map(PEOPLE.map((person, index) => [person, new Set(["north", SCOPES[index + 1]])]));
    this.server.judge = () => (this.chance(0.1) ? this.pick(["rejected", "conflict"]) : "applied");
    this.copies = new Map(PEOPLE.map((person) => [person, new Copy()]));
    this.tabs = new Set();
    this.clock = new StillClock();
    this.locks = new Map(PEOPLE.map((person) => [person, new Locks()]));
    this.scheduler = new Scheduler(this.random, (life, place) => this.crash(life, place));
    this.network = new Life();
    this.person = PEOPLE[0];
    this.isFull = false;
    this.lossRate = 0.25;
    this.crashes = new Map();
    this.restores = 0;
    this.daysWrong = 0;
    this.backup = this.server.backup();
  }

  chance(rate) {
    return this.random() < rate;
  }

  pick(list) {
    return list[Math.floor(this.random() * list.length)];
  }

  get copy() {
    return this.copies.get(this.person);
  }

  /** Mostly one tab dies; now and then the whole phone. */
  crash(life, place) {
    this.crashes.set(place, (this.crashes.get(place) ?? 0) + 1);
    const isPhone = this.chance(0.2);
    for (const tab of [...this.tabs]) {
      if (!isPhone && tab.life !== life) continue;
      tab.life.end();
      this.tabs.delete(tab);
    }
  }

  openTab() {
    const life = new Life();
    const { person } = this;
    const tab = { life, person, disk: this.copy.disk };
    const alive = async (value) => {
      await this.scheduler.pause(life, "network");
      return value;
    };
    const ask = async (path, body, hear) => {
      await this.scheduler.pause(life, "network");
      const sent = copied(body);
      if (this.chance(this.lossRate / 3)) return alive(silence(this.pick(["lost", "foreign_200"])));
      if (this.chance(this.lossRate / 8)) return alive(refusal(this.pick([401, 426, 429, 503])));
      if (this.person !== person) return alive(refusal(401));
      const outcome = copied(this.server.answer(path, sent, person));
      if (this.chance(this.lossRate / 4)) {
        // The same request comes once more, some time later and out of its order.
        this.scheduler.later(this.network, () => this.server.answer(path, copied(sent), person));
      }
      if (hear && outcome.status === 200) {
        // The head comes first, and the rest may still be cut off.
        const { rows, ...head } = outcome.body;
        hear(copied(head));
        await this.scheduler.pause(life, "network");
      }
      if (this.chance(this.lossRate / 3)) return alive(silence("cut"));
      return alive(outcome);
    };
    tab.store = openMemoryStore(this.copy.disk, {
      boundary: (place) => this.scheduler.pause(life, place),
      died: life.died,
      isFull: () => this.isFull,
    });
    tab.clock = {
      now: () => this.clock.now(),
      after: (delay, action) => this.clock.after(delay, () => this.scheduler.later(life, action)),
    };
    tab.randomBytes = seededBytes(this.random);
    tab.engine = new Engine({
      store: tab.store,
      clock: tab.clock,
      random: this.random,
      randomBytes: tab.randomBytes,
      encoder: new TextEncoder(),
      network: {
        get: (path) => ask(path),
        post: ask,
        put: (path, body) => ask(path, body),
        reach: async () => {
          await this.scheduler.pause(life, "network");
          return this.chance(this.lossRate / 6) ? silence("lost") : null;
        },
      },
      locks: this.locks.get(person).forLife(life, this.scheduler),
      async sendPhotos(context) {
        await sendPhotos(context);
        await clearPhotos(context);
      },
      emit: () => undefined,
    });
    this.tabs.add(tab);
    tab.engine.start().catch(() => undefined);
    return tab;
  }

  /** A photo is on disk before the op that names it. */
  async photo(tab) {
    const hash = `photo-${Math.floor(this.random() * 1e9)}`;
    const photo = { hash, bytes: hash, taken_at: this.clock.now() };
    await tab.store.write(["photos"], async (tx) => tx.put("photos", photo));
    return hash;
  }

  save(tab) {
    const copy = this.copies.get(tab.person);
    const made = [...copy.saved.values()];
    const intent = { base_ver: 1, args: { quantity_delta: "10" }, hold: this.chance(0.2) ? 8000 : 0 };
    if (made.length > 0 && this.chance(0.4)) {
      intent.id = this.pick(made).id;
      intent.kind = this.pick(["amend_demand_change", "amend_demand_change", "withdraw_demand_change"]);
    } else intent.kind = "request_demand_change";
    const draft = this.chance(0.3) && copy.drafts.size > 0 ? this.pick([...copy.drafts.keys()]) : null;
    const hasPhoto = this.chance(0.15);
    const saving = async () => {
      if (hasPhoto) intent.args.photos = [await this.photo(tab)];
      return tab.engine.save(intent, draft);
    };
    // "Saved" begins when the promise is fulfilled, not before.
    saving().then(
      (op) => copy.saved.set(op.op_id, op),
      (error) => {
        if (error.name !== "QuotaExceededError") throw error;
      },
    );
  }

  /** A refused op is let go, asked again as it stands, or asked again with other words. */
  settle(tab) {
    const copy = this.copies.get(tab.person);
    const op = this.pick([...copy.saved.values()]);
    if (!op) return;
    const intent = this.chance(0.5) ? { base_ver: 2, args: { quantity_delta: "20" } } : null;
    settle({ ...tab, changed: () => undefined }, op.op_id, intent).then(
      (again) => again && copy.saved.set(again.op_id, again),
      () => undefined,
    );
  }

  discard(tab) {
    const copy = this.copies.get(tab.person);
    const op = this.pick([...copy.saved.values()].filter((each) => !copy.asked.has(each.op_id)));
    if (!op) return;
    copy.asked.add(op.op_id);
    // A tab may die between the deed and its answer; after a no the op has to be safe again.
    copy.discarded.add(op.op_id);
    tab.engine.discard(op.op_id).then(
      (isTaken) => (isTaken ? copy.takenBack.add(op.op_id) : copy.discarded.delete(op.op_id)),
      () => undefined,
    );
  }

  draft(tab) {
    const copy = this.copies.get(tab.person);
    const key = `draft-${Math.floor(this.random() * 3)}`;
    tab.store.write(["drafts"], async (tx) => tx.put("drafts", { key })).then(
      () => copy.drafts.set(key, true),
      () => undefined,
    );
  }

  /** The phone's clock is a day wrong, or right again. */
  setClock(days) {
    this.clock.time += (days - this.daysWrong) * DAY;
    this.daysWrong = days;
  }

  /** Somebody else at work, or an administrator. */
  others() {
    const { server } = this;
    const id = `line-${Math.floor(this.random() * 9)}`;
    const choice = this.random();
    if (choice < 0.6) server.write("demand_line", { id, scope_id: this.pick(SCOPES) });
    else if (choice < 0.75) server.remove(id);
    else if (choice < 0.9) {
      const mine = server.scopesOf(this.pick(PEOPLE));
      const scope = this.pick(SCOPES);
      if (!mine.delete(scope)) mine.add(scope);
    } else if (choice < 0.95) this.backup = server.backup();
    else {
      server.restore(this.backup);
      this.restores += 1;
    }
  }

  async step() {
    const mine = [...this.tabs].filter((tab) => tab.person === this.person);
    const choice = this.random();
    if (mine.length === 0 || (choice < 0.08 && mine.length < MOST_TABS)) this.openTab();
    else {
      const tab = this.pick(mine);
      if (choice < 0.4) this.save(tab);
      else if (choice < 0.45) this.discard(tab);
      else if (choice < 0.52) this.settle(tab);
      else if (choice < 0.56) this.draft(tab);
      else if (choice < 0.7) this.others();
      else if (choice < 0.73) this.person = this.pick(PEOPLE);
      else if (choice < 0.75) this.setClock(this.pick([-1, 0, 1]));
      else if (choice < 0.78) this.isFull = !this.isFull;
      else if (choice < 0.82) tab.engine.trigger(this.pick(["online", "visible", "poke", "signed_in"]));
      else this.clock.advance(Math.floor(this.random() * 20_000));
    }
    await this.scheduler.run(1 + this.random() * 25);
  }

  /** Nothing goes wrong any more: each person comes back, twice. */
  async calm() {
    this.scheduler.crashRate = 0;
    this.lossRate = 0;
    this.isFull = false;
    await this.scheduler.run(5000);
    this.clock.advance(60_000);
    for (let round = 0; round < 2; round += 1) {
      for (const person of PEOPLE) {
        this.person = person;
        const tab = [...this.tabs].find((other) => other.person === person) ?? this.openTab();
        await this.scheduler.run(5000);
        tab.engine.trigger("signed_in");
        await this.scheduler.run(5000);
      }
    }
  }
}
