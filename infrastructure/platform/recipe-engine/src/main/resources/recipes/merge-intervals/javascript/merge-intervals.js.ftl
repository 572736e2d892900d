/**
 * A closed interval of integers: both bounds belong to it.
 *
 * @typedef {[start: number, end: number]} Interval
 */

/**
 * Returns the fewest disjoint intervals that cover the same points, in ascending order; intervals that share only an
 * end point are merged.
 *
 * @param {Interval[]} intervals
 * @returns {Interval[]} new arrays; the input is left as it is
 * @throws {RangeError} if a bound is not a safe integer or a start is greater than its end
 */
export function mergeIntervals(intervals) {
  intervals.forEach(requireValid);
  const merged = [];
  for (const [start, end] of [...intervals].sort(([a], [b]) => a - b)) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last[1]) {
      last[1] = Math.max(last[1], end);
    } else {
      merged.push([start, end]);
    }
  }
  return merged;
}

/** @param {Interval} interval */
function requireValid([start, end]) {
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end)) {
    throw new RangeError(`interval [${start}, ${end}] has a bound that is not a safe integer`);
  }
  if (start > end) {
    throw new RangeError(`interval [${start}, ${end}] starts after its end`);
  }
}
