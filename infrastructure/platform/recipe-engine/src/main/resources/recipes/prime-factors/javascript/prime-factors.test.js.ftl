import assert from 'node:assert/strict';
import { test } from 'node:test';

import { primeFactors } from '../src/prime-factors.js';

test('returns the factors of composite numbers in ascending order', () => {
  assert.deepEqual(primeFactors(6), [2, 3]);
  assert.deepEqual(primeFactors(2002), [2, 7, 11, 13]);
  assert.deepEqual(primeFactors(1616615), [5, 7, 11, 13, 17, 19]);
});

test('repeats a factor as often as it divides', () => {
  assert.deepEqual(primeFactors(4), [2, 2]);
  assert.deepEqual(primeFactors(360), [2, 2, 2, 3, 3, 5]);
  assert.deepEqual(primeFactors(343), [7, 7, 7]);
  assert.deepEqual(primeFactors(2 ** 40), Array(40).fill(2));
});

test('returns a prime as its only factor', () => {
  for (const prime of [2, 3, 5, 7, 11, 97, 7919, 2147483647]) {
    assert.deepEqual(primeFactors(prime), [prime]);
  }
});

test('finds two large factors', () => {
  assert.deepEqual(primeFactors(999966000289), [999983, 999983]);
  assert.deepEqual(primeFactors(1000036000099), [1000003, 1000033]);
});

test('handles the largest numbers', () => {
  assert.deepEqual(primeFactors(Number.MAX_SAFE_INTEGER), [6361, 69431, 20394401]);
});

test('refuses numbers outside the range', () => {
  for (const n of [1, 0, -1, -6, 2.5, 2 ** 53, Infinity, Number.NaN]) {
    assert.throws(() => primeFactors(n), {
      name: 'RangeError',
      message: `n must be an integer from 2 to 9007199254740991, got ${n}`,
    });
  }
});

test('agrees with a slow reference on random input', () => {
  const next = seededRandom(20);
  for (let i = 0; i < 1000; i++) {
    const n = 2 + next(20_000);
    assert.deepEqual(primeFactors(n), reference(n), `n = ${n}`);
  }
});

function reference(n) {
  const factors = [];
  let rest = n;
  let divisor = 2;
  while (rest > 1) {
    if (rest % divisor === 0) {
      factors.push(divisor);
      rest /= divisor;
    } else {
      divisor++;
    }
  }
  return factors;
}

/** Returns a repeatable source of integers from 0 to below a bound (mulberry32). */
function seededRandom(seed) {
  let state = seed;
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
}
