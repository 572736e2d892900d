import assert from 'node:assert/strict';
import { test } from 'node:test';

import { requireText } from '../src/[=project.name].js';

test('removes surrounding white space', () => {
  for (const text of ['value', ' value', 'value ', '\t value\r\n']) {
    assert.equal(requireText(text), 'value');
  }
});

test('keeps white space inside', () => {
  assert.equal(requireText(' two  words\nand a line '), 'two  words\nand a line');
});

test('returns a single character', () => {
  assert.equal(requireText('x'), 'x');
  assert.equal(requireText(' 0 '), '0');
});

test('refuses blank text', () => {
  ['', ' ', '\t\r\n '].forEach(expectRefusal);
});

test('agrees with a slow reference on random input', () => {
  const next = seededRandom(1);
  for (let i = 0; i < 1000; i++) {
    const text = Array.from({ length: next(8) }, () => ' \t\nab'[next(5)]).join('');
    const expected = reference(text);
    if (expected === '') {
      expectRefusal(text);
    } else {
      assert.equal(requireText(text), expected);
    }
  }
});

function expectRefusal(text) {
  assert.throws(() => requireText(text), { name: 'Error', message: 'text must not be blank' });
}

function reference(text) {
  const characters = [...text];
  while (' \t\n'.includes(characters[0])) {
    characters.shift();
  }
  while (' \t\n'.includes(characters.at(-1))) {
    characters.pop();
  }
  return characters.join('');
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
