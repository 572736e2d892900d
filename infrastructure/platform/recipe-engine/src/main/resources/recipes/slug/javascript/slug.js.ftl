/**
 * Letters that Unicode does not decompose into a base letter and marks.
 *
 * @type {Readonly<Record<string, string>>}
 */
const LETTERS = Object.freeze({
  æ: 'ae',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ł: 'l',
  ŋ: 'ng',
  ø: 'o',
  œ: 'oe',
  ß: 'ss',
  þ: 'th',
  ŧ: 't',
});

const LETTER = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'g');

/**
 * Returns a text as lower-case ASCII letters and digits joined by single hyphens.
 *
 * Diacritics and apostrophes are dropped, a few letters are transliterated and everything else
 * separates words. The result is empty when nothing remains.
 *
 * @param {string} text
 * @param {object} [options]
 * @param {number} [options.maxLength] the largest length, at least 1; a longer slug is cut after
 *   the last whole word that fits, or within the first word when that alone is too long
 * @returns {string}
 * @throws {RangeError} if `maxLength` is below 1
 */
export function slugify(text, { maxLength = Infinity } = {}) {
  if (!(maxLength >= 1)) {
    throw new RangeError(`maxLength must be at least 1, got ${maxLength}`);
  }
  const slug = text
    .normalize('NFD')
    .replace(/[\p{M}'’]/gu, '')
    .toLowerCase()
    .replace(LETTER, (letter) => LETTERS[letter])
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return slug.length <= maxLength ? slug : cut(slug, maxLength);
}

/**
 * @param {string} slug
 * @param {number} maxLength
 * @returns {string}
 */
function cut(slug, maxLength) {
  const lastHyphen = slug.lastIndexOf('-', maxLength);
  return slug.slice(0, lastHyphen === -1 ? maxLength : lastHyphen);
}
