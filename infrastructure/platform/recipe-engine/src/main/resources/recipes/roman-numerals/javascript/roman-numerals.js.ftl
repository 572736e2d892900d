const MAXIMUM = 3999;

/** @type {ReadonlyArray<readonly [value: number, symbol: string]>} */
const SYMBOLS = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];

/**
 * Returns a number as a Roman numeral in canonical form.
 *
 * @param {number} number an integer from 1 to 3999
 * @returns {string}
 * @throws {RangeError} if `number` is anything else
 */
export function toRoman(number) {
  if (!isRepresentable(number)) {
    throw new RangeError(`number must be an integer between 1 and ${MAXIMUM}, got ${number}`);
  }
  let numeral = '';
  let rest = number;
  for (const [value, symbol] of SYMBOLS) {
    numeral += symbol.repeat(Math.floor(rest / value));
    rest %= value;
  }
  return numeral;
}

/**
 * Returns the number a Roman numeral stands for.
 *
 * @param {string} numeral the canonical upper-case form of a number from 1 to 3999: IV, not IIII
 *   or iv
 * @returns {number}
 * @throws {SyntaxError} if `numeral` is anything else
 */
export function fromRoman(numeral) {
  let number = 0;
  let position = 0;
  for (const [value, symbol] of SYMBOLS) {
    while (numeral.startsWith(symbol, position)) {
      number += value;
      position += symbol.length;
    }
  }
  if (!isRepresentable(number) || toRoman(number) !== numeral) {
    throw new SyntaxError(`not a Roman numeral in canonical form: "${numeral}"`);
  }
  return number;
}

/**
 * @param {number} number
 * @returns {boolean}
 */
function isRepresentable(number) {
  return Number.isInteger(number) && number >= 1 && number <= MAXIMUM;
}
