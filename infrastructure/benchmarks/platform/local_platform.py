"""A platform on this machine as a client of it sees it."""

import contextlib
import http.client
import json
import os
import pathlib
import socket
import subprocess
import time
import uuid

IBAN = {
    "prompt": "Create a Python function that checks whether an IBAN is valid",
    "language": "python",
    "type": "function",
}
WORKFLOWS = "/api/v1/workflows"
RUN_PATIENCE = 600
LEARNING_PATIENCE = 3600


class LocalPlatform:
    """The platform of one QL_HOME, driven through the ql command and the gateway."""

    def __init__(self, repository: pathlib.Path, home: pathlib.Path):
        self.ql_program = repository / "ql"
        self.home = home
        self.port = free_port()

    def ql(self, *arguments: str) -> float:
        """Seconds that a command took."""
        begin = time.perf_counter()
        done = subprocess.run(
            [str(self.ql_program), *arguments],
            env={**os.environ, "QL_HOME": str(self.home)},
            stdin=subprocess.DEVNULL, capture_output=True, text=True)
        seconds = time.perf_counter() - begin
        if done.returncode != 0:
            raise RuntimeError(f"ql {' '.join(arguments)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return seconds

    def up(self) -> float:
        return self.ql("up", "--port", str(self.port))

    def is_running(self) -> bool:
        try:
            return pathlib.Path("/proc", str(self.state()["supervisor"]["pid"])).exists()
        except FileNotFoundError:
            return False

    def state(self) -> dict:
        return json.loads((self.home / "run" / "state.json").read_text())

    def has_to_learn(self) -> bool:
        """Whether a program is left that quick starts are not prepared for, as 'ql status' says it."""
        learning = self.state()["learning"]
        return learning["done"] < learning["total"]

    def await_quick_starts(self) -> None:
        """Returns once nothing is left to prepare."""
        deadline = time.monotonic() + LEARNING_PATIENCE
        while self.has_to_learn():
            if time.monotonic() > deadline:
                raise RuntimeError(f"Quick starts were not prepared after {LEARNING_PATIENCE} s")
            time.sleep(1)

    def without_cache(self) -> list[str]:
        """Programs that go on starting slower."""
        return [each["name"] for each in self.state()["learning"]["given_up"]]

    def java(self) -> str:
        """The JVM that the platform runs on."""
        return os.readlink(f"/proc/{self.state()['supervisor']['pid']}/exe")

    def call(self, method: str, path: str, body: dict | None = None) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        with contextlib.closing(connection):
            connection.request(method, path, json.dumps(body) if body else None, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            return answer.status, answer.read()

    def start_run(self) -> str:
        status, body = self.call("POST", f"{WORKFLOWS}/generate-extended", {**IBAN, "id": uuid.uuid4().hex})
        if status // 100 != 2:
            raise RuntimeError(f"The run was refused with {status}: {body.decode()}")
        return json.loads(body)["workflow_id"]

    def await_end(self, run: str, pause: float) -> str:
        """Status of a run once it is over."""
        deadline = time.monotonic() + RUN_PATIENCE
        while time.monotonic() < deadline:
            code, body = self.call("GET", f"{WORKFLOWS}/{run}")
            status = json.loads(body).get("status") if code == 200 else None
            if status not in (None, "Running"):
                return status
            time.sleep(pause)
        raise RuntimeError(f"{run} was not over after {RUN_PATIENCE} s")

    def verdict(self, run: str) -> str:
        while True:
            status, body = self.call("GET", f"{WORKFLOWS}/{run}/result")
            if status != 202:
                return json.loads(body).get("verdict", f"no verdict, HTTP {status}")
            time.sleep(0.2)

    def first_progress(self, run: str) -> float:
        """Clock reading when the first event of a stage arrived."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=RUN_PATIENCE)
        with contextlib.closing(connection):
            connection.request("GET", f"{WORKFLOWS}/{run}/events", headers={"Accept": "text/event-stream"})
            for line in connection.getresponse():
                if line.startswith(b"event:") and line[6:].strip().startswith(b"stage."):
                    return time.perf_counter()
        raise RuntimeError(f"The event stream of {run} ended without an event of a stage")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
