import assert from 'node:assert/strict';
import { test } from 'node:test';

import { csvToJson } from '../src/csv-to-json.js';

function assertRefused(text, line) {
  assert.throws(() => csvToJson(text), { name: 'SyntaxError', message: new RegExp(`^line ${line}: `) });
}

/** Returns a function that draws integers from 0 to below its argument, the same for every run. */
function randomIntegers(seed) {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

/** Writes a table as CSV, quoting where needed and now and then where not. */
function toCsv(table, lineEnd, random) {
  const toField = (field) =>
    field === '' || /[,"\n]/.test(field) || random(3) === 0 ? `"${field.replaceAll('"', '""')}"` : field;
  return table.map((row) => row.map(toField).join(',')).join(lineEnd);
}

test('converts rows to objects named by the header', () => {
  assert.equal(
    csvToJson('name,age\nAda,36\nAlan,41\n'),
    '[{"name":"Ada","age":"36"},{"name":"Alan","age":"41"}]',
  );
});

test('keeps the order of the columns', () => {
  assert.equal(csvToJson('2,1,__proto__\nx,y,z\n'), '[{"2":"x","1":"y","__proto__":"z"}]');
});

test('reads commas and doubled quotes in quoted fields', () => {
  assert.deepEqual(JSON.parse(csvToJson('a,"b,c"\n"say ""hi"", Ada",""""\n')), [{ a: 'say "hi", Ada', 'b,c': '"' }]);
});

test('keeps line breaks in quoted fields', () => {
  assert.deepEqual(JSON.parse(csvToJson('a,b\n"1\n2\n","3\r\n4"\n')), [{ a: '1\n2\n', b: '3\n4' }]);
});

test('accepts every line end', () => {
  for (const lineEnd of ['\r\n', '\n', '\r']) {
    const text = ['a', '1', '2'].join(lineEnd);
    assert.equal(csvToJson(text), '[{"a":"1"},{"a":"2"}]');
    assert.equal(csvToJson(text + lineEnd), '[{"a":"1"},{"a":"2"}]');
  }
});

test('escapes special characters of json', () => {
  assert.equal(csvToJson('a\\b\n"""\\\t\x01/é😀"\n'), String.raw`[{"a\\b":"\"\\\t\u0001/é😀"}]`);
});

test('gives an empty array for a header alone', () => {
  assert.equal(csvToJson('a,b'), '[]');
  assert.equal(csvToJson('a,b\n'), '[]');
});

test('ignores blank lines and a byte order mark', () => {
  assert.equal(csvToJson('\uFEFF\na\n\n1\n\n\n2\n\n'), '[{"a":"1"},{"a":"2"}]');
});

test('keeps empty fields and surrounding blanks', () => {
  assert.equal(csvToJson('a,b,c\n, 1 ,\n,"",'), '[{"a":"","b":" 1 ","c":""},{"a":"","b":"","c":""}]');
  assert.equal(csvToJson('a\n""\n'), '[{"a":""}]');
});

test('refuses text without a header', () => {
  assertRefused('', 1);
  assertRefused('\n\r\n', 1);
  assertRefused('\uFEFF', 1);
});

test('refuses duplicate headers', () => {
  assertRefused('\na,b,a\n1,2,3\n', 2);
});

test('refuses ragged rows and names the line', () => {
  assertRefused('a,b\n1,2\n3\n', 3);
  assertRefused('a,b\n1,2,3\n', 2);
  assertRefused('a,b\n"1\r\n1",2\n\n3,4,5\n', 5);
});

test('refuses an unclosed quote and names the line', () => {
  assertRefused('a,b\n1,2\n3,"4\n5,6\n', 3);
  assertRefused('"', 1);
  assertRefused('a\n"1""\n', 2);
  assert.throws(() => csvToJson('a\n"1""\n'), /never closed/);
});

test('refuses misplaced quotes and names the line', () => {
  assertRefused('a,b\n1,x"y\n', 2);
  assertRefused('a,b\n1,"x"y\n', 2);
  assertRefused('a,b\n1, "x"\n', 2);
  assertRefused('a,b\n1,"x" \n', 2);
});

test('agrees with a slow reference on random tables', () => {
  const random = randomIntegers(20240229);
  const alphabet = [...'ab ,"\n\\é😀'];
  const randomText = () => Array.from({ length: random(6) }, () => alphabet[random(alphabet.length)]).join('');
  for (let run = 0; run < 500; run++) {
    const columns = 1 + random(4);
    const header = Array.from({ length: columns }, (_, column) => randomText() + column);
    const rows = Array.from({ length: random(5) }, () => Array.from({ length: columns }, randomText));
    const text = toCsv([header, ...rows], ['\n', '\r\n', '\r'][random(3)], random);

    const expected = rows.map((row) => Object.fromEntries(row.map((value, column) => [header[column], value])));
    assert.deepEqual(JSON.parse(csvToJson(text)), expected, JSON.stringify(text));
  }
});
