// The order-free checksum of a scope, as the last page of a pull names it: the number of rows, and
// the sum modulo 2^64 of the first eight bytes of SHA-256 over `id:ver` of each.

const MASK = (1n << 64n) - 1n;
const AT_ONCE = 500;

/** Sums scopes; hashes are remembered, so that a pull hashes only what it brought. */
export class Checksums {
  #hashes = new Map();
  #verified = new Map();

  /** Whether this very check has been found right and nothing has been written since. */
  isKnown(scope, { n, h }) {
    return this.#verified.get(scope) === `${n} ${h}`;
  }

  forget() {
    this.#verified.clear();
  }

  /** Whether rows are what the check says; always true where the device cannot hash. */
  async holds(scope, rows, { n, h }) {
    if (!globalThis.crypto?.subtle) return true;
    if (rows.length !== n) return false;
    let sum = 0n;
    for (let start = 0; start < rows.length; start += AT_ONCE) {
      const part = rows.slice(start, start + AT_ONCE);
      const hashes = await Promise.all(part.map((row) => this.#hash(`${row.id}:${row.ver}`)));
      for (const hash of hashes) sum = (sum + hash) & MASK;
    }
    const isRight = sum.toString(16).padStart(16, "0") === h;
    if (isRight) this.#verified.set(scope, `${n} ${h}`);
    return isRight;
  }

  async #hash(text) {
    const known = this.#hashes.get(text);
    if (known !== undefined) return known;
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
    const hash = new DataView(digest).getBigUint64(0);
    this.#hashes.set(text, hash);
    return hash;
  }
}
