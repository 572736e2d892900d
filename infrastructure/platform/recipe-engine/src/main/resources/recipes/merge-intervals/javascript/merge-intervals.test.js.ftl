import assert from 'node:assert/strict';
import { test } from 'node:test';

import { mergeIntervals } from '../src/merge-intervals.js';

/** Returns a function that draws integers from 0 to below its argument, the same for every run. */
function randomIntegers(seed) {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

/** Marks all integers below the bound and the points halfway between them, then reads off the runs. */
function mergeByMarking(intervals, bound) {
  const marked = Array.from({ length: 2 * bound }, (_, twice) =>
    intervals.some(([start, end]) => 2 * start <= twice && twice <= 2 * end),
  );
  const runs = [];
  marked.forEach((mark, twice) => {
    if (mark && !marked[twice - 1]) {
      runs.push([twice / 2]);
    }
    if (mark && !marked[twice + 1]) {
      runs.at(-1).push(twice / 2);
    }
  });
  return runs;
}

test('merges overlapping intervals', () => {
  assert.deepEqual(mergeIntervals([[1, 3], [2, 6], [8, 10], [8, 9]]), [[1, 6], [8, 10]]);
});

test('merges touching intervals', () => {
  assert.deepEqual(mergeIntervals([[1, 2], [2, 3]]), [[1, 3]]);
});

test('absorbs an interval inside another', () => {
  assert.deepEqual(mergeIntervals([[1, 10], [3, 4], [3, 4]]), [[1, 10]]);
});

test('keeps intervals without a common number apart', () => {
  assert.deepEqual(mergeIntervals([[1, 2], [3, 4]]), [[1, 2], [3, 4]]);
});

test('gives no intervals for none', () => {
  assert.deepEqual(mergeIntervals([]), []);
});

test('sorts the result and leaves the input as it is', () => {
  const input = [[5, 6], [10, 20], [-3, -1], [1, 2], [2, 3]];

  const merged = mergeIntervals(input);
  merged[0][0] = -99;

  assert.deepEqual(merged, [[-99, -1], [1, 3], [5, 6], [10, 20]]);
  assert.deepEqual(input, [[5, 6], [10, 20], [-3, -1], [1, 2], [2, 3]]);
});

test('accepts single numbers and extreme bounds', () => {
  const { MIN_SAFE_INTEGER: min, MAX_SAFE_INTEGER: max } = Number;

  assert.deepEqual(mergeIntervals([[7, 7], [7, 7]]), [[7, 7]]);
  assert.deepEqual(mergeIntervals([[1, max], [min, 0]]), [[min, 0], [1, max]]);
});

test('refuses a start greater than the end', () => {
  assert.throws(() => mergeIntervals([[1, 2], [3, 1]]), { name: 'RangeError', message: /\[3, 1\]/ });
  for (const bound of [1.5, NaN, Infinity, '3', undefined]) {
    assert.throws(() => mergeIntervals([[1, bound]]), { name: 'RangeError', message: /safe integer/ });
  }
});

test('agrees with a slow reference on random intervals', () => {
  const random = randomIntegers(20240229);
  for (let run = 0; run < 1000; run++) {
    const intervals = Array.from({ length: random(9) }, () => {
      const start = random(30);
      return [start, start + random(8)];
    });
    assert.deepEqual(mergeIntervals(intervals), mergeByMarking(intervals, 40), JSON.stringify(intervals));
  }
});
