[#assign types = spec.entities?map(e -> e.attributes?map(a -> a.type)?join(","))?join(",")?split(",")]
[#assign uniqueDates = spec.entities?filter(e -> e.attributes?filter(a -> a.type == "date" && (a.unique!false))?has_content)?has_content]
[#function fits x a]
  [#return !(a.min?? && x < a.min?string?number) && !(a.max?? && x > a.max?string?number)]
[/#function]
[#function nearest x a]
  [#if fits(x, a)][#return x][#elseif a.min??][#return a.min?string?number][#else][#return a.max?string?number][/#if]
[/#function]
[#function counted a]
  [#local low = (a.min!0)?string?number][#if !a.min?? && a.max?? && a.max?string?number < 1000][#local low = a.max?string?number - 1000][/#if]
  [#if a.max??][#return low + " + serial % " + (a.max?string?number - low + 1)?floor?string][/#if]
  [#return low + " + serial"]
[/#function]
[#function sample a]
  [#local unique = (a.unique!false) && a.type != "boolean"]
  [#switch a.type]
    [#case "string"]
      [#return 'f"' + a.name?replace("_", " ") + ' {serial}"' + ((a.max_length!1000) < a.name?length + 6)?then("[-" + (a.max_length!0) + ":]", "")]
    [#case "integer"]
      [#return unique?then(counted(a), nearest(7, a)?string)]
    [#case "decimal"]
      [#return unique?then("Decimal(" + counted(a) + ")", 'Decimal("' + fits(19.9, a)?then("19.90", nearest(19.9, a)?string) + '")')]
    [#case "boolean"][#return "True"]
    [#case "date"][#return unique?then("date.fromordinal(738000 + serial).isoformat()", '"2024-02-29"')]
    [#default][#return unique?then('f"2024-05-01T12:30:{serial % 60:02}Z"', '"2024-05-01T12:30:00Z"')]
  [/#switch]
[/#function]
"""A running service for tests, and valid input for it."""

import itertools
import os
import tempfile
import threading
import unittest
import urllib.error
import urllib.request
from dataclasses import dataclass
[#if uniqueDates]
from datetime import date
[/#if]
[#if types?seq_contains("decimal")]
from decimal import Decimal
[/#if]
from email.message import Message
from typing import Any, Optional

import strict_json
from http_api import Api, HttpServer
from models import ENTITY_TYPES
from store import Store


@dataclass(frozen=True)
class Answer:
    """What came back for a request; `json` is None without a body."""

    status: int
    headers: Message
    json: Any


class ServiceTestCase(unittest.TestCase):
    """Runs each test against a fresh service on a free port."""

    def setUp(self) -> None:
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.data_file = os.path.join(directory.name, "data.db")
        self.serial = itertools.count(1)
        self.start()
        self.addCleanup(self.stop)

    def start(self) -> None:
        self.store = Store(self.data_file, ENTITY_TYPES)
        self.server = HttpServer(("127.0.0.1", 0), Api(self.store, ENTITY_TYPES))
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()

    def stop(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()
        self.store.close()

    def call(self, method: str, target: str, body: Any = None) -> Answer:
        content = None if body is None else strict_json.dumps(body).encode("utf-8")
        return self.send(method, target, content, {"Content-Type": "application/json"})

    def send(self, method: str, target: str, content: Optional[bytes], headers: dict[str, str]) -> Answer:
        request = urllib.request.Request(self.server.url + target, content, headers, method=method)
        try:
            response = urllib.request.urlopen(request, timeout=10)
        except urllib.error.HTTPError as error:
            response = error
        with response:
            text = response.read()
            return Answer(response.status, response.headers, strict_json.loads(text) if text else None)

    def create(self, plural: str, body: dict[str, Any]) -> dict[str, Any]:
        answer = self.call("POST", f"/{plural}", body)
        self.assertEqual(201, answer.status, answer.json)
        return answer.json

    def assert_problem(self, answer: Answer, status: int) -> None:
        self.assertEqual(status, answer.status, answer.json)
        self.assertEqual("application/problem+json", answer.headers["Content-Type"])
        self.assertEqual(status, answer.json["status"])

    def assert_faults(self, answer: Answer, status: int, *fields: str) -> None:
        self.assert_problem(answer, status)
        self.assertEqual(sorted(fields), sorted(error["field"] for error in answer.json["errors"]))
[#list spec.entities as entity]
[#assign references = ((entity.belongs_to)![])?filter(r -> (r.required!true) && r.entity != entity.name)]
[#assign optional = ((entity.belongs_to)![])?filter(r -> !(r.required!true) || r.entity == entity.name)]
[#assign serial = entity.attributes?filter(a -> a.type == "string" || ((a.unique!false) && a.type != "boolean"))?has_content]

    def valid_[=entity.name](self, **changes: Any) -> dict[str, Any]:
[#if serial]
        serial = next(self.serial)
[/#if]
[#list references as r]
[#assign target = spec.entities?filter(e -> e.name == r.entity)?first]
        if "[=r.role!r.entity]_id" not in changes:
            changes["[=r.role!r.entity]_id"] = self.create_[=target.name]()["id"]
[/#list]
        return {
[#list entity.attributes as a]
            "[=a.name]": [=sample(a)],
[/#list]
[#list optional as r]
            "[=r.role!r.entity]_id": None,
[/#list]
            **changes,
        }

    def create_[=entity.name](self, **changes: Any) -> dict[str, Any]:
        return self.create("[=entity.plural]", self.valid_[=entity.name](**changes))
[/#list]
