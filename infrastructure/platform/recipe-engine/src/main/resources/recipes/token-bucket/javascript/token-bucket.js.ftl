const UNITS_PER_TOKEN = 1_000_000_000n;

/**
 * A token bucket rate limiter: it holds up to a capacity of tokens and gains a fixed number of them every second.
 *
 * The bucket starts full. It counts in billionths of a token, so that a rate of n tokens per second is n units per
 * nanosecond and no fraction is lost. No call awaits anything, so asynchronous callers of one thread may share a
 * bucket; it cannot be shared with worker threads.
 */
export class TokenBucket {
  #capacity;
  #refillPerSecond;
  #clock;
  #units;
  #refilledAt;

  /**
   * @param {number} capacity most tokens held
   * @param {number} refillPerSecond tokens gained every second
   * @param {() => bigint} [clock] time in nanoseconds from any fixed origin
   * @throws {RangeError} unless both numbers are safe integers of at least 1
   */
  constructor(capacity, refillPerSecond, clock = process.hrtime.bigint) {
    this.#capacity = toPositive('capacity', capacity);
    this.#refillPerSecond = toPositive('refillPerSecond', refillPerSecond);
    this.#clock = clock;
    this.#units = this.#capacity * UNITS_PER_TOKEN;
    this.#refilledAt = clock();
  }

  /**
   * Takes the tokens and returns true, or takes none and returns false if too few are there.
   *
   * @param {number} [tokens]
   * @returns {boolean}
   * @throws {RangeError} unless the number of tokens is an integer from 1 to the capacity
   */
  tryAcquire(tokens = 1) {
    const requested = toPositive('tokens', tokens);
    if (requested > this.#capacity) {
      throw new RangeError(`tokens must be at most the capacity ${this.#capacity}, was ${tokens}`);
    }
    this.#refill();
    const needed = requested * UNITS_PER_TOKEN;
    if (this.#units < needed) {
      return false;
    }
    this.#units -= needed;
    return true;
  }

  #refill() {
    const now = this.#clock();
    const elapsed = now - this.#refilledAt;
    if (elapsed > 0n) {
      const full = this.#capacity * UNITS_PER_TOKEN;
      const refilled = this.#units + elapsed * this.#refillPerSecond;
      this.#units = refilled < full ? refilled : full;
      this.#refilledAt = now;
    }
  }
}

function toPositive(name, value) {
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new RangeError(`${name} must be a safe integer of at least 1, was ${value}`);
  }
  return BigInt(value);
}
