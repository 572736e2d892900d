[#assign uniqueDecimal = spec.entities?filter(e -> e.attributes?filter(a -> a.type == "decimal" && (a.unique!false))?has_content)?has_content]
"""Keeps entities in an SQLite file and their references intact."""

import dataclasses
import sqlite3
import threading
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Mapping, Optional, Sequence

from problems import FieldError
from schema import Column, EntityType

SQL_TYPES = {str: "TEXT", int: "INTEGER", Decimal: "TEXT", bool: "INTEGER", date: "TEXT", datetime: "TEXT"}


class ConflictError(Exception):
    """A change that other entities do not allow."""

    def __init__(self, message: str, errors: Sequence[FieldError] = ()) -> None:
        super().__init__(message)
        self.errors = errors


class Store:
    """Entities in one SQLite file; may be used by several threads.

    Each change is one transaction and on disk when the method returns. An id is
    never given twice, not even after its entity was deleted.
    """

    def __init__(self, path: str, entity_types: Sequence[EntityType]) -> None:
        self._entity_types = {entity_type.name: entity_type for entity_type in entity_types}
        self._lock = threading.RLock()
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._connection.execute("PRAGMA foreign_keys = ON")
[#if uniqueDecimal]
        self._connection.create_collation("NUMERIC_TEXT", _compare_decimals)
[/#if]
        for entity_type in entity_types:
            self._create_table(entity_type)

    def close(self) -> None:
        """Close the file; the store cannot be used any more."""
        with self._lock:
            self._connection.close()

    def ping(self) -> None:
        """Raise sqlite3.Error if the file cannot be read."""
        with self._lock:
            self._connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()

    def find(self, entity_type: EntityType, entity_id: int) -> Optional[Any]:
        """Return the entity with this id or None."""
        with self._lock:
            row = self._connection.execute(
                f"SELECT {_names(entity_type)} FROM {_quote(entity_type.plural)} WHERE id = ?", [entity_id]
            ).fetchone()
        return entity_type.from_row(row) if row else None

    def page(
        self, entity_type: EntityType, references: Mapping[str, int], limit: int, offset: int
    ) -> tuple[list[Any], int]:
        """Return one page in the order of ids, and how many entities all pages have.

        Only entities with the given values in their reference columns count.
        """
        table = _quote(entity_type.plural)
        conditions = " AND ".join(f"{_quote(name)} = ?" for name in references) or "1"
        values = list(references.values())
        with self._lock:
            (total,) = self._connection.execute(
                f"SELECT COUNT(*) FROM {table} WHERE {conditions}", values
            ).fetchone()
            rows = self._connection.execute(
                f"SELECT {_names(entity_type)} FROM {table} WHERE {conditions} ORDER BY id LIMIT ? OFFSET ?",
                [*values, limit, offset],
            ).fetchall()
        return [entity_type.from_row(row) for row in rows], total

    def insert(self, entity_type: EntityType, body: Mapping[str, Any]) -> Any:
        """Check the body, give it the next id and store it."""
        columns = ", ".join(_quote(column.name) for column in entity_type.columns)
        marks = ", ".join("?" for _ in entity_type.columns)
        with self._lock, self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            entity = entity_type.parse(0, body, self._exists)
            self._check_unique(entity_type, entity)
            cursor = self._connection.execute(
                f"INSERT INTO {_quote(entity_type.plural)} ({columns}) VALUES ({marks})", entity_type.to_row(entity)
            )
        return dataclasses.replace(entity, id=cursor.lastrowid)

    def replace(self, entity_type: EntityType, entity_id: int, body: Mapping[str, Any]) -> Optional[Any]:
        """Check the body and store it instead of the entity with this id; None if there is none."""
        assignments = ", ".join(f"{_quote(column.name)} = ?" for column in entity_type.columns)
        with self._lock, self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            if not self._exists(entity_type.name, entity_id):
                return None
            entity = entity_type.parse(entity_id, body, self._exists)
            self._check_unique(entity_type, entity)
            self._connection.execute(
                f"UPDATE {_quote(entity_type.plural)} SET {assignments} WHERE id = ?",
                [*entity_type.to_row(entity), entity_id],
            )
        return entity

    def delete(self, entity_type: EntityType, entity_id: int) -> bool:
        """Delete the entity, or raise ConflictError if another one refers to it; False if there is none."""
        with self._lock, self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            for other in self._entity_types.values():
                for column in other.references:
                    if column.rule.references == entity_type.name:
                        self._check_unreferenced(entity_type, entity_id, other, column)
            cursor = self._connection.execute(
                f"DELETE FROM {_quote(entity_type.plural)} WHERE id = ?", [entity_id]
            )
        return cursor.rowcount > 0

    def _exists(self, entity_name: str, entity_id: int) -> bool:
        table = _quote(self._entity_types[entity_name].plural)
        return self._connection.execute(f"SELECT 1 FROM {table} WHERE id = ?", [entity_id]).fetchone() is not None

    def _check_unique(self, entity_type: EntityType, entity: Any) -> None:
        errors = []
        for column, value in zip(entity_type.columns, entity_type.to_row(entity)):
            if column.rule.unique and self._connection.execute(
                f"SELECT 1 FROM {_quote(entity_type.plural)} WHERE {_quote(column.name)} = ? AND id <> ?",
                [value, entity.id],
            ).fetchone():
                errors.append(FieldError(column.name, f"is already used by another {entity_type.name}"))
        if errors:
            raise ConflictError(f"The {entity_type.name} is not unique.", errors)

    def _check_unreferenced(self, entity_type: EntityType, entity_id: int, other: EntityType, column: Column) -> None:
        (count,) = self._connection.execute(
            f"SELECT COUNT(*) FROM {_quote(other.plural)} WHERE {_quote(column.name)} = ? AND NOT (? AND id = ?)",
            [entity_id, other is entity_type, entity_id],
        ).fetchone()
        if count:
            raise ConflictError(
                f"{entity_type.name} {entity_id} is still the {column.name} of {count} in {other.plural}."
            )

    def _create_table(self, entity_type: EntityType) -> None:
        table = _quote(entity_type.plural)
        definitions = ", ".join(self._definition(column) for column in entity_type.columns)
        self._connection.execute(
            f"CREATE TABLE IF NOT EXISTS {table} (id INTEGER PRIMARY KEY AUTOINCREMENT, {definitions})"
        )
        for column in entity_type.references:
            index = _quote(f"{entity_type.plural}_{column.name}")
            self._connection.execute(f"CREATE INDEX IF NOT EXISTS {index} ON {table} ({_quote(column.name)})")

    def _definition(self, column: Column) -> str:
        definition = f"{_quote(column.name)} {SQL_TYPES[column.type]}"
        if column.required:
            definition += " NOT NULL"
        if column.rule.unique:
            definition += " UNIQUE"
[#if uniqueDecimal]
            if column.type is Decimal:
                definition += " COLLATE NUMERIC_TEXT"
[/#if]
        if column.rule.references:
            definition += f" REFERENCES {_quote(self._entity_types[column.rule.references].plural)} (id)"
        return definition


def _names(entity_type: EntityType) -> str:
    return ", ".join(["id", *(_quote(column.name) for column in entity_type.columns)])


def _quote(name: str) -> str:
    return f'"{name}"'
[#if uniqueDecimal]


def _compare_decimals(left: str, right: str) -> int:
    difference = Decimal(left) - Decimal(right)
    return (difference > 0) - (difference < 0)
[/#if]
