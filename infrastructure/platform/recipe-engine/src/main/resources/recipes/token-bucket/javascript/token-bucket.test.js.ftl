import assert from 'node:assert/strict';
import { test } from 'node:test';

import { TokenBucket } from '../src/token-bucket.js';

const SECOND = 1_000_000_000n;

/** A clock that stands still until it is moved. */
class Clock {
  now = 1_000n * SECOND;

  read = () => this.now;
}

/** Returns a function that draws integers from 0 to below its argument, the same for every run. */
function randomIntegers(seed) {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

test('grants a burst up to the capacity', () => {
  const clock = new Clock();
  const bucket = new TokenBucket(3, 1, clock.read);

  assert.deepEqual(Array.from({ length: 4 }, () => bucket.tryAcquire()), [true, true, true, false]);
  assert.equal(new TokenBucket(3, 1, clock.read).tryAcquire(3), true);
});

test('takes nothing when too few tokens are left', () => {
  const bucket = new TokenBucket(3, 1, new Clock().read);
  bucket.tryAcquire();

  assert.equal(bucket.tryAcquire(3), false);
  assert.equal(bucket.tryAcquire(2), true);
  assert.equal(bucket.tryAcquire(), false);
});

test('refills at the given rate', () => {
  const clock = new Clock();
  const bucket = new TokenBucket(4, 2, clock.read);
  bucket.tryAcquire(4);

  clock.now += SECOND / 2n - 1n;
  assert.equal(bucket.tryAcquire(), false);
  clock.now += 1n;
  assert.equal(bucket.tryAcquire(), true);
  clock.now += SECOND;
  assert.equal(bucket.tryAcquire(2), true);
  assert.equal(bucket.tryAcquire(), false);
});

test('never holds more than the capacity', () => {
  const clock = new Clock();
  const bucket = new TokenBucket(3, 1, clock.read);
  bucket.tryAcquire(2);
  clock.now += 3_600n * SECOND;

  assert.equal(bucket.tryAcquire(3), true);
  assert.equal(bucket.tryAcquire(), false);
});

test('keeps fractions of tokens exactly', () => {
  const clock = new Clock();
  const bucket = new TokenBucket(5, 3, clock.read);
  bucket.tryAcquire(5);
  let granted = 0;
  for (let i = 0; i < 10_000; i++) {
    clock.now += SECOND / 10_000n;
    granted += bucket.tryAcquire() ? 1 : 0;
  }

  assert.equal(granted, 3);
  clock.now += SECOND / 3n;
  assert.equal(bucket.tryAcquire(), false);
  clock.now += 1n;
  assert.equal(bucket.tryAcquire(), true);
});

test('neither gains nor loses tokens when the clock goes backwards', () => {
  const clock = new Clock();
  const bucket = new TokenBucket(3, 1, clock.read);
  bucket.tryAcquire();

  clock.now -= 5n * SECOND;
  assert.equal(bucket.tryAcquire(2), true);
  assert.equal(bucket.tryAcquire(), false);
  clock.now += 5n * SECOND;
  assert.equal(bucket.tryAcquire(), false);
  clock.now += SECOND;
  assert.equal(bucket.tryAcquire(), true);
});

test('works with the clock of the system', () => {
  const bucket = new TokenBucket(2, 1);

  assert.equal(bucket.tryAcquire(2), true);
});

test('refuses arguments out of range', () => {
  const { read } = new Clock();
  const refusal = (message) => ({ name: 'RangeError', message });
  for (const value of [0, -1, 1.5, NaN, Infinity, '1', null]) {
    assert.throws(() => new TokenBucket(value, 1, read), refusal(/^capacity /));
    assert.throws(() => new TokenBucket(1, value, read), refusal(/^refillPerSecond /));
    assert.throws(() => new TokenBucket(1, 1, read).tryAcquire(value), refusal(/^tokens /));
  }
  assert.throws(() => new TokenBucket(3, 1, read).tryAcquire(4), refusal(/^tokens .* capacity 3, was 4$/));
});

test('grants no more than its tokens to concurrent callers', async () => {
  const bucket = new TokenBucket(300, 1, new Clock().read);
  const caller = async () => {
    let granted = 0;
    for (let i = 0; i < 100; i++) {
      await null;
      granted += bucket.tryAcquire() ? 1 : 0;
    }
    return granted;
  };

  const granted = await Promise.all(Array.from({ length: 8 }, caller));

  assert.equal(granted.reduce((sum, part) => sum + part), 300);
});

test('agrees with a slow reference on random requests', () => {
  const random = randomIntegers(20240229);
  for (let run = 0; run < 500; run++) {
    const capacity = 1 + random(5);
    const refillPerSecond = 1 + random(60_000_000);
    const clock = new Clock();
    const bucket = new TokenBucket(capacity, refillPerSecond, clock.read);
    let billionths = capacity * 1e9;
    for (let step = 0; step < 25; step++) {
      for (let elapsed = random(60); elapsed > 0; elapsed--) {
        clock.now += 1n;
        billionths = Math.min(billionths + refillPerSecond, capacity * 1e9);
      }
      const tokens = 1 + random(capacity);
      const expected = billionths >= tokens * 1e9;
      if (expected) {
        billionths -= tokens * 1e9;
      }
      assert.equal(bucket.tryAcquire(tokens), expected, `run ${run}, step ${step}`);
    }
  }
});
