"""Errors as clients see them: problem details by RFC 9457."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Mapping, Optional, Sequence

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one member of a body or one query parameter."""

    field: str
    message: str


class Problem(Exception):
    """Ends a request with an error status."""

    def __init__(
        self,
        status: HTTPStatus,
        detail: str,
        errors: Sequence[FieldError] = (),
        headers: Optional[Mapping[str, str]] = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.errors = errors
        self.headers = headers or {}

    def to_json(self) -> dict[str, Any]:
        """Return the problem document; `errors` is left out when there are none."""
        document: dict[str, Any] = {
            "type": "about:blank",
            "title": self.status.phrase,
            "status": int(self.status),
            "detail": self.detail,
        }
        if self.errors:
            document["errors"] = [vars(error) for error in self.errors]
        return document
