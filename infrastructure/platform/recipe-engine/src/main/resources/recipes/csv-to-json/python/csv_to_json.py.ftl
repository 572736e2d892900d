"""Converts CSV text with a header row (RFC 4180) to JSON text."""

import csv
import json
import re
from typing import Iterator, List, Tuple

_LINE_END = re.compile(r"\r\n?")
_QUOTED_FIELD = re.compile(r'(?<![^,])"(?:[^"]|"")*"')


def csv_to_json(text: str) -> str:
    """Return a compact JSON array with one object per row, all values being strings.

    Raise ValueError, naming the line where the offending record starts, on a
    missing header row, duplicate headers, rows with more or fewer fields than
    the header, misplaced or unclosed quotes, and fields longer than
    ``csv.field_size_limit()``.
    """
    records = _records(text)
    header_line, header = next(records, (1, []))
    if not header:
        raise ValueError("line 1: the header row is missing")
    for name in header:
        if header.count(name) > 1:
            raise ValueError(f"line {header_line}: duplicate header {name!r}")
    rows = []
    for line, fields in records:
        if len(fields) != len(header):
            raise ValueError(f"line {line}: {len(fields)} fields, the header has {len(header)}")
        rows.append(dict(zip(header, fields)))
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def _records(text: str) -> Iterator[Tuple[int, List[str]]]:
    """Yield the records that are not blank, each with the number of its first line."""
    normalized = _LINE_END.sub("\n", text.removeprefix("\ufeff"))
    lines = [line + "\n" for line in normalized.split("\n")]
    reader = csv.reader(lines, strict=True)
    start = 0
    try:
        for fields in reader:
            record = "".join(lines[start : reader.line_num])
            # Even a strict reader takes a quote inside an unquoted field as text.
            if '"' in _QUOTED_FIELD.sub("", record):
                raise ValueError(f"line {start + 1}: quote inside an unquoted field")
            if fields:
                yield start + 1, fields
            start = reader.line_num
    except csv.Error as error:
        raise ValueError(f"line {start + 1}: {error}") from error
