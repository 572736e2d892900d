[#assign main = spec.entities?first]
[#assign textual = spec.entities?filter(e -> e.attributes?filter(a -> a.type == "string")?has_content)]
"""What holds for every collection: HTTP, paging, references, persistence and stopping."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import urllib.request
[#if spec.entities?filter(e -> e.belongs_to?has_content)?has_content]
from typing import Any, Callable
[/#if]

import http_api
import strict_json
from tests.service import ServiceTestCase

[#if spec.entities?filter(e -> e.belongs_to?has_content)?has_content]
Create = Callable[..., dict[str, Any]]
[/#if]
PROJECT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class HttpTest(ServiceTestCase):
[#if spec.entities?filter(e -> e.belongs_to?has_content)?has_content]
    def check_filter(self, path: str, field: str, create_target: Create, create: Create) -> None:
        one, other, third = (create_target()["id"] for _ in range(3))
        expected = [create(**{field: one})["id"] for _ in range(3)]
        create(**{field: other})
        page = self.call("GET", f"{path}?{field}={one}&limit=2").json
        self.assertEqual((3, expected[:2]), (page["total"], [item["id"] for item in page["items"]]))
        self.assertEqual(0, self.call("GET", f"{path}?{field}={third}").json["total"])
        self.assert_faults(self.call("GET", f"{path}?{field}=x"), 400, field)

    def check_kept(self, path: str, referrers: str, field: str, create_target: Create, create: Create) -> None:
        target = create_target()["id"]
        referrer = create(**{field: target})["id"]
        self.assert_problem(self.call("DELETE", f"{path}/{target}"), 409)
        self.assertEqual(200, self.call("GET", f"{path}/{target}").status)
        self.assertEqual(204, self.call("DELETE", f"{referrers}/{referrer}").status)
        self.assertEqual(204, self.call("DELETE", f"{path}/{target}").status)

[/#if]
    def test_pages_in_the_order_of_ids(self) -> None:
        ids = [self.create_[=main.name]()["id"] for _ in range(21)]

        first = self.call("GET", "/[=main.plural]").json
        self.assertEqual((21, 20, 0), (first["total"], first["limit"], first["offset"]))
        self.assertEqual(ids[:20], [item["id"] for item in first["items"]])
        third = self.call("GET", "/[=main.plural]?limit=2&offset=4").json
        self.assertEqual((21, 2, 4), (third["total"], third["limit"], third["offset"]))
        self.assertEqual(ids[4:6], [item["id"] for item in third["items"]])
        self.assertEqual([], self.call("GET", "/[=main.plural]?offset=21").json["items"])
        self.assertEqual(21, len(self.call("GET", "/[=main.plural]?limit=100").json["items"]))

        for name, value in [
            ("limit", "0"),
            ("limit", "101"),
            ("limit", "-1"),
            ("limit", "ten"),
            ("limit", ""),
            ("offset", "-1"),
            ("offset", "1.5"),
            ("offset", "9" * 30),
        ]:
            with self.subTest(name=name, value=value):
                self.assert_faults(self.call("GET", f"/[=main.plural]?{name}={value}"), 400, name)
        self.assert_faults(self.call("GET", "/[=main.plural]?limit=1&limit=2"), 400, "limit")

    def test_filters_by_reference_and_refuses_other_parameters(self) -> None:
[#list spec.entities as entity]
[#list (entity.belongs_to)![] as r]
[#assign field = (r.role!r.entity) + "_id"]
        self.check_filter("/[=entity.plural]", "[=field]", self.create_[=r.entity], self.create_[=entity.name])
[/#list]
[/#list]
        self.assert_faults(self.call("GET", "/[=main.plural]?sort=id"), 400, "sort")

    def test_deletes_only_what_nothing_refers_to(self) -> None:
        lonely = self.create_[=main.name]()["id"]
        self.assertEqual(204, self.call("DELETE", f"/[=main.plural]/{lonely}").status)
[#list spec.entities as entity]
[#list (entity.belongs_to)![] as r]
[#assign target = spec.entities?filter(e -> e.name == r.entity)?first field = (r.role!r.entity) + "_id"]
        self.check_kept(
            "/[=target.plural]", "/[=entity.plural]", "[=field]", self.create_[=target.name], self.create_[=entity.name]
        )
[#if r.entity == entity.name]
        own = self.create_[=entity.name]()["id"]
        body = self.valid_[=entity.name]([=field]=own)
        self.assertEqual(200, self.call("PUT", f"/[=entity.plural]/{own}", body).status)
        self.assertEqual(204, self.call("DELETE", f"/[=entity.plural]/{own}").status)
[/#if]
[/#list]
[/#list]

    def test_answers_unknown_paths_and_ids_with_404(self) -> None:
        for path in [
            "/",
            "/nothing",
            "/health/",
            "/[=main.plural]/",
            "/[=main.plural]/1",
            "/[=main.plural]/0",
            "/[=main.plural]/one",
            "/[=main.plural]/1/2",
            f"/[=main.plural]/{'9' * 30}",
        ]:
            with self.subTest(path=path):
                self.assert_problem(self.call("GET", path), 404)

    def test_answers_other_methods_with_405(self) -> None:
        path = f"/[=main.plural]/{self.create_[=main.name]()['id']}"
        for target, method, allowed in [
            ("/[=main.plural]", "PUT", {"GET", "HEAD", "POST"}),
            ("/[=main.plural]", "DELETE", {"GET", "HEAD", "POST"}),
            (path, "POST", {"GET", "HEAD", "PUT", "DELETE"}),
            (path, "PATCH", {"GET", "HEAD", "PUT", "DELETE"}),
            ("/health", "POST", {"GET", "HEAD"}),
        ]:
            with self.subTest(target=target, method=method):
                answer = self.call(method, target, {})
                self.assert_problem(answer, 405)
                self.assertEqual(allowed, set(answer.headers["Allow"].split(", ")))
        self.assertEqual((200, None), (self.call("HEAD", path).status, self.call("HEAD", path).json))

    def test_refuses_malformed_json(self) -> None:
        for content in [
            b"",
            b"{",
            b"{} {}",
            b"[]",
            b"null",
            b'{"a": NaN}',
            b'{"a": 01}',
            b'{"a": 1, "a": 2}',
            b"{'a': 1}",
            b'{"a": 1,}',
            b'{"a": "\xff"}',
            b'{"a": "\n"}',
            b'{"a": 1e99999999999999999999}',
            b'{"a": ' + b"1" * 200 + b"}",
            b'{"a": ' + b"[" * 100000 + b"}",
        ]:
            with self.subTest(content=content[:40]):
                answer = self.send("POST", "/[=main.plural]", content, {"Content-Type": "application/json"})
                self.assert_problem(answer, 400)
                self.assertNotIn("errors", answer.json)
[#if textual?has_content]
[#assign e = textual?first a = e.attributes?filter(x -> x.type == "string")?first]
        half = strict_json.dumps(self.valid_[=e.name](**{"[=a.name]": "HALF"})).replace("HALF", r"\ud834")
        answer = self.send("POST", "/[=e.plural]", half.encode("utf-8"), {"Content-Type": "application/json"})
        self.assert_faults(answer, 400, "[=a.name]")
[/#if]

    def test_refuses_other_media_types(self) -> None:
        content = strict_json.dumps(self.valid_[=main.name]()).encode("utf-8")
        for media_type in ["text/plain", "application/x-www-form-urlencoded", "application/jsonp"]:
            with self.subTest(media_type=media_type):
                answer = self.send("POST", "/[=main.plural]", content, {"Content-Type": media_type})
                self.assert_problem(answer, 415)
        answer = self.send("POST", "/[=main.plural]", content, {"Content-Type": "Application/JSON; charset=utf-8"})
        self.assertEqual(201, answer.status)

    def test_refuses_oversized_bodies(self) -> None:
        content = strict_json.dumps(self.valid_[=main.name]()).encode("utf-8")
        headers = {"Content-Type": "application/json"}

        largest = content.ljust(http_api.MAX_BODY_BYTES)
        self.assertEqual(201, self.send("POST", "/[=main.plural]", largest, headers).status)
        self.assert_problem(self.send("POST", "/[=main.plural]", largest + b" ", headers), 413)
        self.assert_problem(self.send("POST", "/[=main.plural]", 3 * largest, headers), 413)

    def test_keeps_data_across_a_restart(self) -> None:
[#list spec.entities as entity]
        [=entity.name]_path = f"/[=entity.plural]/{self.create_[=entity.name]()['id']}"
[/#list]
        paths = [[#list spec.entities as entity][=entity.name]_path[#sep], [/#sep][/#list]]
        before = [self.call("GET", path).json for path in paths]
        last = self.create_[=main.name]()["id"]
        self.call("DELETE", f"/[=main.plural]/{last}")

        self.stop()
        self.start()

        self.assertEqual(before, [self.call("GET", path).json for path in paths])
        self.assertGreater(self.create_[=main.name]()["id"], last)

    def test_finishes_running_requests_before_it_stops(self) -> None:
        entered, leave = threading.Event(), threading.Event()
        ping = self.store.ping

        def slow_ping() -> None:
            entered.set()
            leave.wait(10)
            ping()

        self.store.ping = slow_ping
        answers = []
        client = threading.Thread(target=lambda: answers.append(self.call("GET", "/health")))
        client.start()
        self.assertTrue(entered.wait(10))
        self.server.shutdown()
        closing = threading.Thread(target=self.server.server_close)
        closing.start()
        closing.join(0.2)
        self.assertTrue(closing.is_alive())
        leave.set()
        closing.join(10)
        client.join(10)
        self.assertEqual([200], [answer.status for answer in answers])

    def test_answers_health_and_stops_on_sigterm(self) -> None:
        with tempfile.TemporaryDirectory() as directory:
            environment = {**os.environ, "PORT": "0", "DATA_FILE": os.path.join(directory, "data.db")}
            process = subprocess.Popen(
                [sys.executable, "app.py"],
                cwd=PROJECT,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
            with process:
                try:
                    url = re.fullmatch(r"listening on (http://\S+)\n", process.stdout.readline())[1]
                    with urllib.request.urlopen(f"{url}/health", timeout=10) as response:
                        self.assertEqual(b'{"status":"ok"}', response.read())
                    process.send_signal(signal.SIGTERM)
                    self.assertEqual(0, process.wait(10))
                    self.assertEqual("stopped\n", process.stdout.read())
                    self.assertTrue(os.path.exists(environment["DATA_FILE"]))
                finally:
                    process.kill()
