"""The REST interface: routes requests to the store and writes answers."""

import logging
import re
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from typing import Any, Callable, Mapping, Optional, Sequence
from urllib.parse import parse_qsl

import problems
import strict_json
from problems import FieldError, Problem
from schema import EntityType, ValidationError
from store import ConflictError, Store

MAX_BODY_BYTES = 1024 * 1024
MAX_DISCARDED_BYTES = 16 * MAX_BODY_BYTES
DEFAULT_LIMIT = 20
MAX_LIMIT = 100

ID = re.compile(r"[1-9][0-9]{0,17}")
NUMBER = re.compile(r"[0-9]{1,18}")

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Request:
    """What the interface needs to know of an HTTP request."""

    method: str
    target: str
    media_type: Optional[str]
    body: bytes


@dataclass(frozen=True)
class Response:
    """An answer; without `content` it has no body."""

    status: HTTPStatus
    content: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    media_type: str = "application/json"


class Api:
    """Answers requests for the collections of a store."""

    def __init__(self, store: Store, entity_types: Sequence[EntityType]) -> None:
        self._store = store
        self._entity_types = {entity_type.plural: entity_type for entity_type in entity_types}

    def respond(self, request: Request) -> Response:
        """Answer the request; every failure becomes problem details."""
        try:
            return self._route(request)
        except ValidationError as error:
            problem = Problem(HTTPStatus.BAD_REQUEST, "The body is not valid.", error.errors)
        except ConflictError as error:
            problem = Problem(HTTPStatus.CONFLICT, str(error), error.errors)
        except Problem as error:
            problem = error
        except Exception:
            logger.exception("%s %s failed", request.method, request.target)
            problem = Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "The service could not answer.")
        return problem_response(problem)

    def _route(self, request: Request) -> Response:
        path, _, query = request.target.partition("?")
        segments = path.split("/")[1:]
        if segments == ["health"]:
            return _dispatch(request, {"GET": self._health})
        entity_type = self._entity_types.get(segments[0]) if segments else None
        if entity_type and len(segments) == 1:
            return _dispatch(
                request,
                {
                    "GET": lambda: self._list(entity_type, query),
                    "POST": lambda: self._create(entity_type, _read_object(request)),
                },
            )
        if entity_type and len(segments) == 2 and ID.fullmatch(segments[1]):
            entity_id = int(segments[1])
            return _dispatch(
                request,
                {
                    "GET": lambda: self._get(entity_type, entity_id),
                    "PUT": lambda: self._replace(entity_type, entity_id, _read_object(request)),
                    "DELETE": lambda: self._delete(entity_type, entity_id),
                },
            )
        raise Problem(HTTPStatus.NOT_FOUND, f"There is nothing at {path}.")

    def _health(self) -> Response:
        self._store.ping()
        return Response(HTTPStatus.OK, {"status": "ok"})

    def _list(self, entity_type: EntityType, query: str) -> Response:
        parameters = _read_parameters(entity_type, query)
        limit = parameters.pop("limit", DEFAULT_LIMIT)
        offset = parameters.pop("offset", 0)
        entities, total = self._store.page(entity_type, parameters, limit, offset)
        items = [entity_type.to_json(entity) for entity in entities]
        return Response(HTTPStatus.OK, {"items": items, "total": total, "limit": limit, "offset": offset})

    def _create(self, entity_type: EntityType, body: dict[str, Any]) -> Response:
        entity = self._store.insert(entity_type, body)
        location = {"Location": f"/{entity_type.plural}/{entity.id}"}
        return Response(HTTPStatus.CREATED, entity_type.to_json(entity), location)

    def _get(self, entity_type: EntityType, entity_id: int) -> Response:
        entity = self._store.find(entity_type, entity_id)
        if entity is None:
            raise _unknown(entity_type, entity_id)
        return Response(HTTPStatus.OK, entity_type.to_json(entity))

    def _replace(self, entity_type: EntityType, entity_id: int, body: dict[str, Any]) -> Response:
        if body.get("id") == entity_id:
            del body["id"]
        entity = self._store.replace(entity_type, entity_id, body)
        if entity is None:
            raise _unknown(entity_type, entity_id)
        return Response(HTTPStatus.OK, entity_type.to_json(entity))

    def _delete(self, entity_type: EntityType, entity_id: int) -> Response:
        if not self._store.delete(entity_type, entity_id):
            raise _unknown(entity_type, entity_id)
        return Response(HTTPStatus.NO_CONTENT)


def problem_response(problem: Problem) -> Response:
    """Return the answer that carries a problem."""
    return Response(problem.status, problem.to_json(), problem.headers, problems.MEDIA_TYPE)


def _dispatch(request: Request, operations: Mapping[str, Callable[[], Response]]) -> Response:
    operation = operations.get("GET" if request.method == "HEAD" else request.method)
    if operation is None:
        allowed = ", ".join(["HEAD", *operations])
        raise Problem(
            HTTPStatus.METHOD_NOT_ALLOWED,
            f"{request.method} is not possible here, only {allowed}.",
            headers={"Allow": allowed},
        )
    return operation()


def _read_object(request: Request) -> dict[str, Any]:
    if request.media_type != "application/json":
        raise Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "The body must have the Content-Type application/json.")
    try:
        body = strict_json.loads(request.body)
    except ValueError as error:
        raise Problem(HTTPStatus.BAD_REQUEST, f"The body is not JSON: {error}.") from error
    if not isinstance(body, dict):
        raise Problem(HTTPStatus.BAD_REQUEST, "The body must be a JSON object.")
    return body


def _read_parameters(entity_type: EntityType, query: str) -> dict[str, int]:
    minimums = {"limit": 1, "offset": 0, **{column.name: 1 for column in entity_type.references}}
    parameters: dict[str, int] = {}
    errors = []
    for name, text in parse_qsl(query, keep_blank_values=True):
        if name not in minimums:
            errors.append(FieldError(name, f"is not one of {', '.join(minimums)}"))
        elif name in parameters:
            errors.append(FieldError(name, "is given more than once"))
        else:
            parameters[name] = int(text) if NUMBER.fullmatch(text) else -1
            if parameters[name] < minimums[name]:
                errors.append(FieldError(name, f"must be a whole number, at least {minimums[name]}"))
    if parameters.get("limit", 1) > MAX_LIMIT:
        errors.append(FieldError("limit", f"must be at most {MAX_LIMIT}"))
    if errors:
        raise Problem(HTTPStatus.BAD_REQUEST, "The query parameters are not valid.", errors)
    return parameters


def _unknown(entity_type: EntityType, entity_id: int) -> Problem:
    return Problem(HTTPStatus.NOT_FOUND, f"There is no {entity_type.name} {entity_id}.")


class Handler(BaseHTTPRequestHandler):
    """Reads a request, lets the Api answer it and closes the connection."""

    server: "HttpServer"
    timeout = 10

    def answer(self) -> None:
        """Answer one request, whatever its method."""
        try:
            request = Request(self.command, self.path, self._media_type(), self._read_body())
            response = self.server.api.respond(request)
        except Problem as problem:
            response = problem_response(problem)
        self._send(response)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = do_TRACE = answer

    def send_error(self, code: int, message: Optional[str] = None, explain: Optional[str] = None) -> None:
        """Send problem details for requests that are not even HTTP."""
        status = HTTPStatus(code)
        self._send(problem_response(Problem(status, message or status.description)))

    def version_string(self) -> str:
        """Return the name of the service for the header Server."""
        return "[=project.name]"

    def log_message(self, format: str, *args: Any) -> None:
        """Write the access log to the logger of this module."""
        logger.info("%s " + format, self.address_string(), *args)

    def _media_type(self) -> Optional[str]:
        return self.headers.get_content_type() if "Content-Type" in self.headers else None

    def _read_body(self) -> bytes:
        if "Transfer-Encoding" in self.headers:
            raise Problem(HTTPStatus.LENGTH_REQUIRED, "The body must come with a Content-Length.")
        length = self.headers.get("Content-Length", "0")
        if not NUMBER.fullmatch(length):
            raise Problem(HTTPStatus.BAD_REQUEST, "The Content-Length is not a number.")
        if int(length) > MAX_BODY_BYTES:
            self._discard(int(length))
            raise Problem(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"The body must have at most {MAX_BODY_BYTES} bytes."
            )
        body = self.rfile.read(int(length))
        if len(body) < int(length):
            raise Problem(HTTPStatus.BAD_REQUEST, "The body is shorter than its Content-Length.")
        return body

    def _discard(self, length: int) -> None:
        # Closing a connection with unread data would reset it before the client sees the answer.
        remaining = min(length, MAX_DISCARDED_BYTES)
        while remaining > 0:
            chunk = self.rfile.read(min(remaining, 64 * 1024))
            remaining = remaining - len(chunk) if chunk else 0

    def _send(self, response: Response) -> None:
        self.send_response(response.status)
        for name, value in response.headers.items():
            self.send_header(name, value)
        content = b""
        if response.content is not None:
            content = strict_json.dumps(response.content).encode("utf-8")
            self.send_header("Content-Type", response.media_type)
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)


class HttpServer(ThreadingTCPServer):
    """Serves an Api; closing it waits for the requests that are being answered."""

    allow_reuse_address = True
    daemon_threads = False
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], api: Api) -> None:
        super().__init__(address, Handler)
        self.api = api

    @property
    def url(self) -> str:
        """The address clients can use, with the port the system chose for port 0."""
        host, port = self.server_address[:2]
        return f"http://{host}:{port}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Log a connection that broke."""
        logger.warning("connection of %s failed", client_address, exc_info=True)
