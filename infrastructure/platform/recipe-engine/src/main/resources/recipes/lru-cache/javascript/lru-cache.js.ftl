/**
 * A bounded cache that drops its least recently used entry to make room; `get` and `put` count as uses.
 *
 * No call awaits anything, so asynchronous callers of one thread may share a cache: every single call is atomic.
 * A cache cannot be shared with worker threads.
 *
 * @template K, V
 */
export class LruCache {
  #capacity;

  /**
   * A Map keeps insertion order: the least recently used entry comes first.
   *
   * @type {Map<K, V>}
   */
  #entries = new Map();

  /**
   * @param {number} capacity most entries held
   * @throws {RangeError} unless the capacity is an integer of at least 1
   */
  constructor(capacity) {
    if (!Number.isInteger(capacity) || capacity < 1) {
      throw new RangeError(`capacity must be an integer of at least 1, was ${capacity}`);
    }
    this.#capacity = capacity;
  }

  /**
   * Returns the value of the key and makes it the most recent, or undefined if the key is absent.
   *
   * @param {K} key
   * @returns {V | undefined}
   */
  get(key) {
    if (!this.#entries.has(key)) {
      return undefined;
    }
    const value = this.#entries.get(key);
    this.#entries.delete(key);
    this.#entries.set(key, value);
    return value;
  }

  /**
   * Stores the value under the key as the most recent entry, evicting the least recently used one if full.
   *
   * @param {K} key
   * @param {V} value
   */
  put(key, value) {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size > this.#capacity) {
      const [eldest] = this.#entries.keys();
      this.#entries.delete(eldest);
    }
  }

  /** Number of entries. */
  get size() {
    return this.#entries.size;
  }

  /**
   * Tells whether the key is present, without counting as a use.
   *
   * @param {K} key
   * @returns {boolean}
   */
  contains(key) {
    return this.#entries.has(key);
  }
}
