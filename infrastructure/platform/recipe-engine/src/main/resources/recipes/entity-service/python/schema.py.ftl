"""Derives from an entity's dataclass how it is checked, stored and written as JSON."""

import re
from dataclasses import dataclass, fields
from datetime import date, datetime, timezone
from decimal import Decimal
from typing import (
    Annotated,
    Any,
    Callable,
    Iterator,
    Mapping,
    Optional,
    Sequence,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from problems import FieldError

Number = Union[int, Decimal]
Exists = Callable[[str, int], bool]

MAX_INTEGER = 2**63 - 1
MAX_WHOLE_DIGITS = 18
MAX_FRACTION_DIGITS = 10

DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
DATETIME = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.([0-9]{1,6}))?(Z|[+-][0-9]{2}:[0-9]{2})"
)


class ValidationError(Exception):
    """Input that breaks the rules of its entity."""

    def __init__(self, errors: Sequence[FieldError]) -> None:
        super().__init__(", ".join(f"{error.field} {error.message}" for error in errors))
        self.errors = errors


@dataclass(frozen=True)
class Rule:
    """What an attribute demands besides its type; `references` names an entity."""

    minimum: Optional[Number] = None
    maximum: Optional[Number] = None
    max_length: Optional[int] = None
    unique: bool = False
    references: Optional[str] = None


@dataclass(frozen=True)
class Column:
    """One attribute of an entity and the member of JSON and column of the table it is."""

    attribute: str
    type: type
    required: bool
    rule: Rule

    @property
    def name(self) -> str:
        """The attribute without the underscore that follows a Python keyword."""
        return self.attribute.rstrip("_")

    def parse(self, value: Any, exists: Exists) -> Any:
        """Return the typed value of a JSON value; ValueError says what is wrong with it."""
        if value is None:
            if self.required:
                raise ValueError("is required")
            return None
        parsed = _PARSERS[self.type](value)
        rule = self.rule
        if self.required and self.type is str and not parsed.strip():
            raise ValueError("must not be blank")
        if rule.max_length is not None and len(parsed) > rule.max_length:
            raise ValueError(f"must have at most {rule.max_length} characters")
        if rule.minimum is not None and parsed < rule.minimum:
            raise ValueError(f"must be at least {rule.minimum}")
        if rule.maximum is not None and parsed > rule.maximum:
            raise ValueError(f"must be at most {rule.maximum}")
        if rule.references is not None and not exists(rule.references, parsed):
            raise ValueError(f"refers to {rule.references} {parsed}, which does not exist")
        return parsed


class EntityType:
    """A dataclass with an `id`, known to clients by its plural name."""

    def __init__(self, entity_class: type, name: str, plural: str) -> None:
        self.entity_class = entity_class
        self.name = name
        self.plural = plural
        self.columns: list[Column] = list(_columns(entity_class))

    @property
    def references(self) -> list[Column]:
        """The columns that hold the id of another entity."""
        return [column for column in self.columns if column.rule.references]

    def parse(self, entity_id: int, body: Mapping[str, Any], exists: Exists) -> Any:
        """Build an entity from a JSON object or raise ValidationError with all its faults."""
        names = {column.name for column in self.columns}
        errors = [FieldError(name, f"is not a field of {self.name}") for name in body if name not in names]
        values = []
        for column in self.columns:
            try:
                values.append(column.parse(body.get(column.name), exists))
            except ValueError as error:
                errors.append(FieldError(column.name, str(error)))
        if errors:
            raise ValidationError(errors)
        return self.entity_class(entity_id, *values)

    def to_json(self, entity: Any) -> dict[str, Any]:
        """Return the members of the entity's JSON object; absent values are null."""
        members = {column.name: _to_json(getattr(entity, column.attribute)) for column in self.columns}
        return {"id": entity.id, **members}

    def to_row(self, entity: Any) -> list[Any]:
        """Return the values of the columns as SQLite stores them, without the id."""
        return [_to_sql(getattr(entity, column.attribute)) for column in self.columns]

    def from_row(self, row: Sequence[Any]) -> Any:
        """Build the entity from its id and the values `to_row` gave."""
        entity_id, *values = row
        return self.entity_class(entity_id, *map(_from_sql, self.columns, values))


def _columns(entity_class: type) -> Iterator[Column]:
    hints = get_type_hints(entity_class, include_extras=True)
    for field in fields(entity_class):
        if field.name == "id":
            continue
        hint, rule = hints[field.name], Rule()
        if get_origin(hint) is Annotated:
            hint, rule = get_args(hint)
        alternatives = get_args(hint)
        yield Column(field.name, alternatives[0] if alternatives else hint, not alternatives, rule)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("must be a string")
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise ValueError("must not contain half of a surrogate pair")
    return value


def _integer(value: Any) -> int:
    if not isinstance(value, Decimal) or not -MAX_INTEGER - 1 <= value <= MAX_INTEGER or value % 1:
        raise ValueError("must be a whole number of at most 64 bits")
    return int(value)


def _decimal(value: Any) -> Decimal:
    if not isinstance(value, Decimal):
        raise ValueError("must be a number")
    _, digits, exponent = value.as_tuple()
    if len(digits) + exponent > MAX_WHOLE_DIGITS or -exponent > MAX_FRACTION_DIGITS:
        raise ValueError(
            f"must have at most {MAX_WHOLE_DIGITS} digits before and {MAX_FRACTION_DIGITS} after the point"
        )
    return abs(value) if value.is_zero() else value


def _boolean(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("must be true or false")
    return value


def _date(value: Any) -> date:
    try:
        if isinstance(value, str) and DATE.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise ValueError("must be a date such as 2024-02-29")


def _datetime(value: Any) -> datetime:
    match = DATETIME.fullmatch(value) if isinstance(value, str) else None
    try:
        if match:
            seconds, fraction, offset = match.groups()
            offset = "+00:00" if offset == "Z" else offset
            moment = datetime.fromisoformat(f"{seconds}.{(fraction or '0').ljust(6, '0')}{offset}")
            return moment.astimezone(timezone.utc)
    except (ValueError, OverflowError):
        pass
    raise ValueError("must be a date and time with offset such as 2024-02-29T12:30:00Z")


_PARSERS: dict[type, Callable[[Any], Any]] = {
    str: _text,
    int: _integer,
    Decimal: _decimal,
    bool: _boolean,
    date: _date,
    datetime: _datetime,
}


def _to_json(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    return value


def _to_sql(value: Any) -> Any:
    return format(value, "f") if isinstance(value, Decimal) else _to_json(value)


def _from_sql(column: Column, value: Any) -> Any:
    if value is None or column.type in (str, int):
        return value
    if column.type in (bool, Decimal):
        return column.type(value)
    return _PARSERS[column.type](value)
