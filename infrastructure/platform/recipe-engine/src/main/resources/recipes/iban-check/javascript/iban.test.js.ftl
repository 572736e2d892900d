import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isValidIban } from '../src/iban.js';

const VALID = [
  'BE68539007547034',
  'CH9300762011623852957',
  'DE89370400440532013000',
  'ES9121000418450200051332',
  'FR1420041010050500013M02606',
  'GB29NWBK60161331926819',
  'MT84MALT011000012345MTLCAST001S',
  'NL91ABNA0417164300',
  'NO9386011117947',
  'RU0304452522540817810538091310419',
  'SC18SSCB11010000000000001497USD',
];

const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

test('accepts valid ibans of several countries', () => {
  VALID.forEach((iban) => expect(true, iban));
});

test('refuses every other length', () => {
  // Each text satisfies MOD 97-10, so the length alone decides.
  expect(false, 'DE5137040044053201300');
  expect(false, 'DE813704004405320130000');
  expect(false, 'NO8586011117947000');
});

test('refuses unknown countries', () => {
  // Both satisfy MOD 97-10.
  expect(false, 'ZZ22370400440532013000');
  expect(false, 'US88370400440532013000');
});

test('refuses wrong check digits', () => {
  expect(false, 'DE88370400440532013000');
  expect(false, 'DE89370400440532013001');
  expect(false, 'DE89370400440532010300');
});

test('refuses check digits outside 02 to 98', () => {
  // 00, 01 and 99 leave the same remainder as 97, 98 and 02.
  expect(true, 'DE97370400440532013050');
  expect(false, 'DE00370400440532013050');
  expect(true, 'DE98370400440532013032');
  expect(false, 'DE01370400440532013032');
  expect(true, 'DE02370400440532013014');
  expect(false, 'DE99370400440532013014');
});

test('refuses text without the shape of an iban', () => {
  const texts = [
    '',
    ' ',
    'DE',
    'DE89',
    '89DE370400440532013000',
    'DEA9370400440532013000',
    'DE89-3704-0044-0532-0130-00',
    'DE89370400440532013000\n',
  ];
  texts.forEach((text) => expect(false, text));
});

test('refuses letters and digits outside ascii', () => {
  expect(false, 'MT84MALT011000012345MTLCAST001\u017f');
  expect(false, 'DE8937040044053201300\u0660');
});

test('ignores spaces between groups', () => {
  expect(true, 'DE89 3704 0044 0532 0130 00');
  expect(true, ' GB29 NWBK 6016 1331 9268 19 ');
});

test('accepts lower case letters', () => {
  expect(true, 'gb29nwbk60161331926819');
  expect(true, 'Fr1420041010050500013m02606');
});

test('agrees with a slow reference on random input', () => {
  const next = seededRandom(13616);
  const pick = (items) => items[next(items.length)];
  const countries = [['AT', 20], ['BE', 16], ['DE', 22], ['MT', 31], ['NO', 15]];
  let accepted = 0;
  for (let i = 0; i < 2000; i++) {
    const [country, length] = pick(countries);
    const size = length - 4 + pick([-1, 0, 0, 0, 1]);
    const account = Array.from({ length: size }, () => pick(ALPHANUMERIC)).join('');
    const correct = checkDigits(country, account);
    const digits = pick([correct, String(next(100)).padStart(2, '0')]);
    const expected = digits === correct && size === length - 4;
    accepted += expected ? 1 : 0;
    expect(expected, country + digits + account);
  }
  assert.ok(accepted > 200, `only ${accepted} valid samples`);
});

function expect(valid, text) {
  assert.equal(isValidIban(text), valid, JSON.stringify(text));
}

/** Computes the check digits from the number as a whole. */
function checkDigits(country, account) {
  const digits = Array.from(`${account}${country}00`, (char) => Number.parseInt(char, 36)).join('');
  return String(98n - (BigInt(digits) % 97n)).padStart(2, '0');
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
