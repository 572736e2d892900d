import assert from 'node:assert/strict';
import { test } from 'node:test';

import { LruCache } from '../src/lru-cache.js';

function cacheOfAAndB() {
  const cache = new LruCache(2);
  cache.put('a', 1);
  cache.put('b', 2);
  return cache;
}

/** The reference: an array of pairs, least recently used first. */
class ArrayCache {
  constructor(capacity) {
    this.capacity = capacity;
    this.pairs = [];
  }

  get(key) {
    const found = this.pairs.find((pair) => pair.key === key);
    if (found) {
      this.put(key, found.value);
    }
    return found?.value;
  }

  put(key, value) {
    this.pairs = this.pairs.filter((pair) => pair.key !== key);
    this.pairs.push({ key, value });
    this.pairs = this.pairs.slice(-this.capacity);
  }

  keys() {
    return this.pairs.map((pair) => pair.key).sort();
  }
}

/** Returns a function that draws integers from 0 to below its argument, the same for every run. */
function randomIntegers(seed) {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

test('returns what was put', () => {
  const cache = cacheOfAAndB();

  assert.equal(cache.get('a'), 1);
  assert.equal(cache.get('b'), 2);
  assert.equal(cache.size, 2);
});

test('has no value for an absent key', () => {
  const cache = new LruCache(2);

  assert.equal(cache.get('a'), undefined);
  assert.equal(cache.contains('a'), false);
  assert.equal(cache.size, 0);
});

test('evicts the least recently used entry', () => {
  const cache = cacheOfAAndB();
  cache.put('c', 3);

  assert.equal(cache.contains('a'), false);
  assert.equal(cache.contains('b'), true);
  assert.equal(cache.contains('c'), true);
  assert.equal(cache.size, 2);
});

test('get makes an entry recent', () => {
  const cache = cacheOfAAndB();
  cache.get('a');
  cache.put('c', 3);

  assert.equal(cache.contains('a'), true);
  assert.equal(cache.contains('b'), false);
});

test('put of a present key replaces its value and makes it recent', () => {
  const cache = cacheOfAAndB();
  cache.put('a', 10);
  assert.equal(cache.size, 2);
  cache.put('c', 3);

  assert.equal(cache.get('a'), 10);
  assert.equal(cache.contains('b'), false);
});

test('contains does not make an entry recent', () => {
  const cache = cacheOfAAndB();
  assert.equal(cache.contains('a'), true);
  cache.put('c', 3);

  assert.equal(cache.contains('a'), false);
  assert.equal(cache.contains('b'), true);
});

test('capacity one holds the last entry', () => {
  const cache = new LruCache(1);
  cache.put('a', 1);
  cache.put('b', 2);

  assert.equal(cache.size, 1);
  assert.equal(cache.get('b'), 2);
  assert.equal(cache.contains('a'), false);
});

test('refuses a capacity below one', () => {
  for (const capacity of [0, -1, 1.5, NaN, '2', undefined]) {
    assert.throws(() => new LruCache(capacity), { name: 'RangeError', message: /capacity/ });
  }
});

test('stays within capacity under concurrent use', async () => {
  const cache = new LruCache(16);
  const putKeys = async (caller) => {
    for (let number = 0; number < 1000; number++) {
      cache.put(caller * 1000 + number, number);
      await null;
      cache.get(caller * 1000 + number - 1);
    }
  };

  await Promise.all([0, 1, 2, 3].map(putKeys));

  const present = Array.from({ length: 4000 }, (_, key) => key).filter((key) => cache.contains(key));
  assert.equal(cache.size, 16);
  assert.equal(present.length, 16);
});

test('agrees with a slow reference on random operations', () => {
  const random = randomIntegers(20240229);
  for (let run = 0; run < 500; run++) {
    const capacity = 1 + random(5);
    const cache = new LruCache(capacity);
    const reference = new ArrayCache(capacity);
    for (let step = 0; step < 60; step++) {
      const key = random(8);
      if (random(2) === 0) {
        cache.put(key, step);
        reference.put(key, step);
      } else {
        assert.equal(cache.get(key), reference.get(key), `run ${run}, step ${step}`);
      }
      const present = [0, 1, 2, 3, 4, 5, 6, 7].filter((candidate) => cache.contains(candidate));
      assert.deepEqual(present, reference.keys(), `run ${run}, step ${step}`);
      assert.equal(cache.size, present.length);
    }
  }
});
