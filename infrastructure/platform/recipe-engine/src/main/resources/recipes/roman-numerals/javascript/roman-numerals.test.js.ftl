import assert from 'node:assert/strict';
import { test } from 'node:test';

import { fromRoman, toRoman } from '../src/roman-numerals.js';

const KNOWN = [
  [1, 'I'],
  [3, 'III'],
  [4, 'IV'],
  [5, 'V'],
  [9, 'IX'],
  [14, 'XIV'],
  [40, 'XL'],
  [90, 'XC'],
  [400, 'CD'],
  [444, 'CDXLIV'],
  [900, 'CM'],
  [1066, 'MLXVI'],
  [1994, 'MCMXCIV'],
  [2024, 'MMXXIV'],
  [3888, 'MMMDCCCLXXXVIII'],
  [3999, 'MMMCMXCIX'],
];

test('writes known numerals', () => {
  KNOWN.forEach(([number, numeral]) => assert.equal(toRoman(number), numeral));
});

test('reads known numerals', () => {
  KNOWN.forEach(([number, numeral]) => assert.equal(fromRoman(numeral), number));
});

test('reads back every number it writes', () => {
  for (let number = 1; number < 4000; number++) {
    assert.equal(fromRoman(toRoman(number)), number);
  }
});

test('refuses numbers outside the range', () => {
  for (const number of [0, -1, 4000, 1.5, Number.NaN]) {
    assert.throws(() => toRoman(number), {
      name: 'RangeError',
      message: `number must be an integer between 1 and 3999, got ${number}`,
    });
  }
});

test('refuses numerals that are not canonical', () => {
  const numerals = ['IIII', 'VV', 'IC', 'IIX', 'VX', 'XCX', 'CMC', 'IVI', 'MMMM', 'DCM'];
  numerals.forEach(expectRefusal);
});

test('refuses text that is no numeral', () => {
  ['', ' ', 'iv', 'X ', ' X', 'XA', '12', '\u2163'].forEach(expectRefusal);
});

test('agrees with a slow reference on random input', () => {
  const numerals = new Map();
  for (let number = 1; number < 4000; number++) {
    numerals.set(reference(number), number);
  }
  const next = seededRandom(3999);
  for (let i = 0; i < 1000; i++) {
    const number = 1 + next(3999);
    assert.equal(toRoman(number), reference(number));
    const text = Array.from({ length: 1 + next(5) }, () => 'IVXLCDM'[next(7)]).join('');
    if (numerals.has(text)) {
      assert.equal(fromRoman(text), numerals.get(text));
    } else {
      expectRefusal(text);
    }
  }
});

function expectRefusal(text) {
  assert.throws(() => fromRoman(text), {
    name: 'SyntaxError',
    message: `not a Roman numeral in canonical form: "${text}"`,
  });
}

/** Replaces strokes by ever larger symbols, then writes the subtractive pairs. */
function reference(number) {
  return 'I'
    .repeat(number)
    .replaceAll('IIIII', 'V')
    .replaceAll('VV', 'X')
    .replaceAll('XXXXX', 'L')
    .replaceAll('LL', 'C')
    .replaceAll('CCCCC', 'D')
    .replaceAll('DD', 'M')
    .replaceAll('DCCCC', 'CM')
    .replaceAll('CCCC', 'CD')
    .replaceAll('LXXXX', 'XC')
    .replaceAll('XXXX', 'XL')
    .replaceAll('VIIII', 'IX')
    .replaceAll('IIII', 'IV');
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
