import assert from 'node:assert/strict';
import { test } from 'node:test';

import { slugify } from '../src/slug.js';

const SYMBOLS = [
  ['a', 'a'],
  ['Z', 'z'],
  ['7', '7'],
  ['é', 'e'],
  ['Ü', 'u'],
  ['n\u0303', 'n'],
  ['ß', 'ss'],
  ['Ø', 'o'],
  ["'", ''],
  [' ', '-'],
  ['_', '-'],
  ['-', '-'],
  ['!', '-'],
  ['日', '-'],
];

test('joins lower case words with hyphens', () => {
  assert.equal(slugify('Hello, World!'), 'hello-world');
  assert.equal(slugify('Top 10 Tips for 2025'), 'top-10-tips-for-2025');
  assert.equal(slugify('already-a-slug'), 'already-a-slug');
});

test('removes diacritics', () => {
  assert.equal(slugify('Crème Brûlée à la carte'), 'creme-brulee-a-la-carte');
  assert.equal(slugify('Žluťoučký kůň'), 'zlutoucky-kun');
  assert.equal(slugify('Tiếng Việt'), 'tieng-viet');
  assert.equal(slugify('İstanbul'), 'istanbul');
  assert.equal(slugify('cafe\u0301'), 'cafe');
});

test('transliterates letters without a decomposition', () => {
  assert.equal(slugify('Straße STRAẞE'), 'strasse-strasse');
  assert.equal(slugify('Ærøskøbing Œuvre'), 'aeroskobing-oeuvre');
  assert.equal(slugify('Łódź Đakovo'), 'lodz-dakovo');
  assert.equal(slugify('Þór Eða'), 'thor-eda');
  assert.equal(slugify('Işık Ħal Teŋdahus'), 'isik-hal-tengdahus');
  assert.equal(slugify('Ŧara'), 'tara');
});

test('collapses separators', () => {
  assert.equal(slugify('  --a__b.../c – d\t\n'), 'a-b-c-d');
  assert.equal(slugify('one 日本 two'), 'one-two');
});

test('drops apostrophes', () => {
  assert.equal(slugify("Don't stop"), 'dont-stop');
  assert.equal(slugify('Rock ’n’ Roll'), 'rock-n-roll');
});

test('returns an empty text when nothing remains', () => {
  for (const text of ['', '   ', '!?--', '日本語', '\u0301']) {
    assert.equal(slugify(text), '', JSON.stringify(text));
  }
});

test('cuts after the last word that fits', () => {
  const text = 'The quick brown fox';
  assert.equal(slugify(text, { maxLength: 8 }), 'the');
  assert.equal(slugify(text, { maxLength: 9 }), 'the-quick');
  assert.equal(slugify(text, { maxLength: 10 }), 'the-quick');
  assert.equal(slugify(text, { maxLength: 19 }), 'the-quick-brown-fox');
});

test('cuts a first word that is too long', () => {
  assert.equal(slugify('Internationalization', { maxLength: 5 }), 'inter');
  assert.equal(slugify('Internationalization now', { maxLength: 1 }), 'i');
});

test('refuses a maximum length below one', () => {
  for (const maxLength of [0, -1, Number.NaN]) {
    assert.throws(() => slugify('text', { maxLength }), {
      name: 'RangeError',
      message: `maxLength must be at least 1, got ${maxLength}`,
    });
  }
});

test('agrees with a slow reference on random input', () => {
  const next = seededRandom(1071);
  for (let i = 0; i < 2000; i++) {
    const symbols = Array.from({ length: next(30) }, () => SYMBOLS[next(SYMBOLS.length)]);
    const text = symbols.map(([symbol]) => symbol).join('');
    const slug = reference(symbols.map(([, meaning]) => meaning).join(''));
    assert.equal(slugify(text), slug, JSON.stringify(text));
    const maxLength = 1 + next(19);
    assert.equal(slugify(text, { maxLength }), shortened(slug, maxLength), JSON.stringify(text));
  }
});

function reference(meaning) {
  return meaning
    .split('-')
    .filter((word) => word !== '')
    .join('-');
}

function shortened(slug, maxLength) {
  const words = slug.split('-');
  while (words.length > 1 && words.join('-').length > maxLength) {
    words.pop();
  }
  return words.join('-').slice(0, maxLength);
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
