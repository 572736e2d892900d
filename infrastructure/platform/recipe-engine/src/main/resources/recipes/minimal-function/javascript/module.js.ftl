/**
 * Returns a text without surrounding white space, as `String.prototype.trim` defines it.
 *
 * @param {string} text
 * @returns {string} the trimmed text, never empty
 * @throws {Error} if nothing but white space is given
 */
export function requireText(text) {
  const trimmed = text.trim();
  if (trimmed === '') {
    throw new Error('text must not be blank');
  }
  return trimmed;
}
