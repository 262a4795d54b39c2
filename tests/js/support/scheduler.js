// Decides in which order everything that waits goes on, and who dies while waiting: every await of
// the engine on storage, network, locks or the clock ends here, and one seed decides them all.

const never = new Promise(() => undefined);
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** One run of a tab, from its opening to its end. */
export class Life {
  isOver = false;
  died = new Promise((resolve) => {
    this.end = () => {
      this.isOver = true;
      resolve();
    };
  });
}

export class Scheduler {
  crashRate = 0;
  #random;
  #waiting = [];
  #onCrash;

  constructor(random, onCrash) {
    this.#random = random;
    this.#onCrash = onCrash;
  }

  /** Wait for one's turn; whoever is killed meanwhile waits for ever. */
  pause(life, place) {
    if (life.isOver) return never;
    return new Promise((resolve) => this.#waiting.push({ life, place, resolve }));
  }

  /** Something that happens by itself at some later turn, such as a late copy of a request. */
  later(life, action) {
    this.#waiting.push({ life, place: "later", resolve: action });
  }

  get count() {
    return this.#waiting.length;
  }

  /** Let go on what waits, one at a time in an order of chance, for at most so many turns. */
  async run(turns) {
    for (let turn = 0; turn < turns; turn += 1) {
      await settled();
      this.#waiting = this.#waiting.filter(({ life }) => !life.isOver);
      if (this.#waiting.length === 0) return;
      const at = Math.floor(this.#random() * this.#waiting.length);
      const [next] = this.#waiting.splice(at, 1);
      if (next.place !== "later" && this.#random() < this.crashRate) this.#onCrash(next.life, next.place);
      else next.resolve();
    }
  }
}

/** Web Locks of one phone: in the order of asking, freed when the holder ends or dies. */
export class Locks {
  #queues = new Map();

  forLife(life, scheduler) {
    return {
      run: async (action, name = "drain") => {
        const before = this.#queues.get(name) ?? Promise.resolve();
        let free;
        const held = new Promise((resolve) => {
          free = resolve;
        });
        this.#queues.set(name, Promise.all([before, Promise.race([held, life.died])]));
        await before;
        await scheduler.pause(life, "lock");
        try {
          return await action();
        } finally {
          free();
        }
      },
    };
  }
}
