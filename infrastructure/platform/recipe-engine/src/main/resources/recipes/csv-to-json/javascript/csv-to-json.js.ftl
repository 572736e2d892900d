const FIELD = /"([^"]*(?:""[^"]*)*)"(?!")|([^",\n]*)/y;

/**
 * Converts CSV text with a header row (RFC 4180) to a compact JSON array with one object per row, all values being
 * strings.
 *
 * @param {string} text
 * @returns {string}
 * @throws {SyntaxError} if the header row is missing, two headers are equal, a row has more or fewer fields than the
 *   header, or a quote is misplaced or never closed; the message names the line where the record starts
 */
export function csvToJson(text) {
  const [header, ...rows] = parseRows(text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'));
  if (header === undefined) {
    throw malformed(1, 'the header row is missing');
  }
  const duplicate = header.fields.find((name, column) => header.fields.indexOf(name) !== column);
  if (duplicate !== undefined) {
    throw malformed(header.line, `duplicate header '${duplicate}'`);
  }
  return `[${rows.map((row) => toObject(header, row)).join(',')}]`;
}

/** Writes the members one by one, since an object would move names such as "1" to the front. */
function toObject(header, row) {
  if (row.fields.length !== header.fields.length) {
    throw malformed(row.line, `${row.fields.length} fields, the header has ${header.fields.length}`);
  }
  const members = header.fields.map((name, column) => `${JSON.stringify(name)}:${JSON.stringify(row.fields[column])}`);
  return `{${members.join(',')}}`;
}

/**
 * Splits text whose lines end with LF into all rows but blank ones.
 *
 * @param {string} text
 * @returns {{line: number, fields: string[]}[]} the rows, each with the number of its first line
 */
function parseRows(text) {
  const rows = [];
  let line = 1;
  let position = 0;
  while (position < text.length) {
    if (text[position] === '\n') {
      line++;
      position++;
      continue;
    }
    const row = { line, fields: [] };
    let separator;
    do {
      FIELD.lastIndex = position;
      const [field, quoted, plain] = FIELD.exec(text);
      position += field.length;
      separator = text[position];
      if (separator === '"' || (quoted !== undefined && !isSeparator(separator))) {
        throw malformed(row.line, quoteError(field));
      }
      row.fields.push(quoted?.replaceAll('""', '"') ?? plain);
      line += field.split('\n').length - 1;
      position++;
    } while (separator === ',');
    line++;
    rows.push(row);
  }
  return rows;
}

function isSeparator(character) {
  return character === ',' || character === '\n' || character === undefined;
}

function quoteError(field) {
  if (field === '') {
    return 'quote is never closed';
  }
  return field.startsWith('"') ? 'text after a closing quote' : 'quote inside an unquoted field';
}

function malformed(line, reason) {
  return new SyntaxError(`line ${line}: ${reason}`);
}
