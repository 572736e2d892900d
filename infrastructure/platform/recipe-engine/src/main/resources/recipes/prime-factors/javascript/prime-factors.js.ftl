/**
 * Returns the prime factors of a number in ascending order, each as often as it divides the number.
 *
 * The time grows with the larger of the second largest prime factor and the square root of the
 * largest one.
 *
 * @param {number} n an integer from 2 to `Number.MAX_SAFE_INTEGER` (2^53 - 1)
 * @returns {number[]} primes whose product is `n`
 * @throws {RangeError} if `n` is anything else
 */
export function primeFactors(n) {
  if (!Number.isSafeInteger(n) || n < 2) {
    throw new RangeError(`n must be an integer from 2 to ${Number.MAX_SAFE_INTEGER}, got ${n}`);
  }
  const factors = [];
  let rest = divideOut(n, 2, factors);
  rest = divideOut(rest, 3, factors);
  // Every prime above 3 is one below or one above a multiple of 6.
  for (let candidate = 5; candidate * candidate <= rest; candidate += 6) {
    rest = divideOut(rest, candidate, factors);
    rest = divideOut(rest, candidate + 2, factors);
  }
  if (rest > 1) {
    factors.push(rest);
  }
  return factors;
}

/**
 * @param {number} n
 * @param {number} divisor
 * @param {number[]} factors
 * @returns {number}
 */
function divideOut(n, divisor, factors) {
  let rest = n;
  while (rest % divisor === 0) {
    factors.push(divisor);
    rest /= divisor;
  }
  return rest;
}
