#!/usr/bin/env python3
"""Kills workers, orchestrators and routers in the middle of runs, and compares what the provider was asked with the books.

A stand-in for a provider counts. Its answers are those of the built-in engine, from a router beside the platform that
nobody kills, and each takes its time. What has to hold afterwards: the provider was asked once for each call, and once
more for each that was under way when something was killed, and the router's ledger has each answered call once.
"""

import argparse
import collections
import contextlib
import dataclasses
import datetime
import hashlib
import http.client
import http.server
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import uuid

from local_platform import IBAN, WORKFLOWS, LocalPlatform, free_port

REPOSITORY = pathlib.Path(__file__).resolve().parents[3]
VICTIMS = ("workflow-worker", "agent-orchestrator", "llm-router")
LIMITS = ("max_tokens", "max_completion_tokens")
# What each call uses, at 1 USD a million tokens in and 2 USD out.
TOKENS_IN, TOKENS_OUT = 1000, 100
USD = (TOKENS_IN * 1 + TOKENS_OUT * 2) / 1e6
# A call that a killed worker or orchestrator has asked for may reach the provider after its end.
ASKING_SECONDS = 1.0
# An answer that the provider has sent is under way until the router has written it down.
WRITING_SECONDS = 2.0
PATIENCE = 3600
START_PATIENCE = 300
RETRIES = 5


@dataclasses.dataclass
class Call:
    question: str
    begin: float
    end: float


@dataclasses.dataclass
class Kill:
    victim: str
    at: float


class StandIn(http.server.ThreadingHTTPServer):
    """A provider of OpenAI's protocol."""

    daemon_threads = True

    def __init__(self, engine: int, seed: int):
        super().__init__(("127.0.0.1", 0), StandInHandler)
        self.engine = engine
        self.random = random.Random(seed)
        self.calls: list[Call] = []
        self.lock = threading.Lock()

    def handle_error(self, request, client_address):
        """A router that was killed does not read its answer."""


class StandInHandler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        begin = time.time()
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        asked = {name: value for name, value in request.items() if name not in LIMITS}
        call = Call(hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest(), begin, float("inf"))
        with self.server.lock:
            self.server.calls.append(call)
            pause = self.server.random.uniform(0.5, 3)
        status, answer = self.answer(request)
        time.sleep(pause)
        call.end = time.time()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def answer(self, request: dict) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.engine, timeout=120)
        with contextlib.closing(connection):
            connection.request("POST", "/v1/chat/completions", json.dumps({**request, "model": "recipe-engine"}),
                               {"Content-Type": "application/json"})
            response = connection.getresponse()
            body = response.read()
        if response.status != 200:
            return response.status, body
        answer = json.loads(body)
        answer["usage"] = {"prompt_tokens": TOKENS_IN, "completion_tokens": TOKENS_OUT,
                           "total_tokens": TOKENS_IN + TOKENS_OUT}
        return 200, json.dumps(answer).encode()

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def engine():
    """The built-in engine in a router of its own; yields its port."""
    jar = next((REPOSITORY / "llm-router" / "target").glob("llm-router-*.jar"))
    java = str(pathlib.Path(os.environ["JAVA_HOME"]) / "bin" / "java") if "JAVA_HOME" in os.environ else "java"
    port = free_port()
    process = subprocess.Popen(
        [java, "-Xmx256m", "-XX:TieredStopAtLevel=1", "-jar", str(jar)],
        env={"PATH": os.environ["PATH"], "SERVER_PORT": str(port), "SERVER_ADDRESS": "127.0.0.1",
             "MANAGEMENT_PORT": str(free_port()), "MANAGEMENT_SERVER_ADDRESS": "127.0.0.1"},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    said = collections.deque(maxlen=20)
    threading.Thread(target=lambda: said.extend(process.stdout), daemon=True).start()
    try:
        await_ready(process, port, said)
        yield port
    finally:
        process.terminate()
        process.wait()


def await_ready(process: subprocess.Popen, port: int, said: collections.deque) -> None:
    deadline = time.monotonic() + START_PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/ready")
            if connection.getresponse().status == 200:
                return
        time.sleep(0.2)
    raise RuntimeError("The engine did not start:\n" + "".join(said))


class Runs:
    """Keeps so many runs going until it is told to let them end."""

    def __init__(self, platform: LocalPlatform, at_once: int):
        self.platform = platform
        self.ended: dict[str, str] = {}
        self.begun: list[str] = []
        self.retried = 0
        self.going_on = True
        self.threads = [threading.Thread(target=self.one_after_the_other) for _ in range(at_once)]
        for thread in self.threads:
            thread.start()

    def one_after_the_other(self):
        while self.going_on:
            run = self.start()
            self.begun.append(run)
            self.ended[run] = self.platform.await_end(run, 1)
            for _ in range(RETRIES):
                if self.ended[run] != "Failed":
                    break
                # An outage that lasts longer than a step waits ends the run; whoever owns it has it go on.
                self.retried += 1
                self.platform.call("POST", f"{WORKFLOWS}/{run}/retry")
                self.ended[run] = self.platform.await_end(run, 1)

    def start(self) -> str:
        # The stand-in tells runs apart by what they ask.
        job = uuid.uuid4().hex[:12]
        status, body = self.platform.call("POST", f"{WORKFLOWS}/generate-extended", {
            **IBAN, "prompt": f"{IBAN['prompt']} (job {job})", "model": "standin/m", "id": uuid.uuid4().hex})
        if status // 100 != 2:
            raise RuntimeError(f"The run was refused with {status}: {body.decode()}")
        return json.loads(body)["workflow_id"]

    def let_end(self):
        self.going_on = False
        for thread in self.threads:
            thread.join(PATIENCE)


def victims(platform: LocalPlatform) -> dict[str, int]:
    """Process ids of those that can be killed and are ready."""
    return {process["name"]: process["process"]["pid"] for process in platform.state()["processes"]
            if process["name"] in VICTIMS and process["condition"] == "READY" and process["process"]}


def kill(platform: LocalPlatform, count: int, minutes: float, chance: random.Random) -> list[Kill]:
    """Kills until there were as many, the time is over, or this program is told to end (SIGTERM)."""
    enough = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: enough.set())
    kills = []
    end = time.monotonic() + minutes * 60
    while len(kills) < count and time.monotonic() < end and not enough.wait(chance.uniform(1, 8)):
        ready = victims(platform)
        if len(ready) < len(VICTIMS):
            continue
        victim = chance.choice(VICTIMS)
        with contextlib.suppress(ProcessLookupError):
            at = time.time()
            os.kill(ready[victim], signal.SIGKILL)
            kills.append(Kill(victim, at))
            print(f"{clock(at)} kill {len(kills)}: {victim}", flush=True)
            # The state is written a moment later.
            time.sleep(3)
    return kills


def clock(at: float) -> str:
    return datetime.datetime.fromtimestamp(at).strftime("%H:%M:%S")


def under_way(call: Call, kills: list[Kill]) -> list[int]:
    """Numbers of the kills that the call was under way at."""
    return [number for number, each in enumerate(kills, 1)
            if call.begin - ASKING_SECONDS <= each.at <= call.end + WRITING_SECONDS]


def books(platform: LocalPlatform, router: int, runs: list[str]) -> tuple[int, int, float]:
    """Calls that were answered by a provider, calls that were answered again, and US dollars, as the ledger has them."""
    answered = replayed = 0
    usd = 0.0
    for run in runs:
        connection = http.client.HTTPConnection("127.0.0.1", router, timeout=60)
        with contextlib.closing(connection):
            connection.request("GET", f"/api/v1/usage?run={run}")
            usage = json.loads(connection.getresponse().read())
        for row in usage["usage"]:
            if row["model"] == "m":
                answered += row["completion_tokens"] // TOKENS_OUT
                replayed += row["replayed_calls"]
        usd += usage["cost_usd"]
    return answered, replayed, usd


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--kills", type=int, default=100, help="processes to kill (%(default)s)")
    options.add_argument("--minutes", type=float, default=240, help="after which nothing more is killed (%(default)s)")
    options.add_argument("--runs", type=int, default=3, help="runs at once (%(default)s)")
    options.add_argument("--seed", type=int, default=1, help="of the choice of victims and moments (%(default)s)")
    options.add_argument("--home", type=pathlib.Path, help="QL_HOME to use and keep; without it a new one that is deleted")
    asked = options.parse_args()
    home = asked.home or pathlib.Path(tempfile.mkdtemp(prefix="ql-kills-"))
    prices = pathlib.Path(tempfile.mkdtemp(prefix="ql-prices-")) / "models.yaml"
    prices.write_text("prices:\n  - {provider: standin, models: [m], date: 2026-01-01, source: 'https://example.com', "
                      "input: 1, output: 2}\n")
    with engine() as port:
        provider = StandIn(port, asked.seed)
        threading.Thread(target=provider.serve_forever, daemon=True).start()
        os.environ["LLM_STANDIN_BASE_URL"] = f"http://127.0.0.1:{provider.server_port}/v1"
        os.environ["LLM_STANDIN_MODELS"] = "m"
        os.environ["QUANTUMLAYER_ROUTER_MODELS_FILE"] = str(prices)
        platform = LocalPlatform(REPOSITORY, home)
        try:
            platform.up()
            runs = Runs(platform, asked.runs)
            kills = kill(platform, asked.kills, asked.minutes, random.Random(asked.seed))
            runs.let_end()
            router = next(each["port"] for each in platform.state()["processes"] if each["name"] == "llm-router")
            return report(provider.calls, kills, runs, books(platform, router, runs.begun))
        finally:
            platform.ql("down")
            shutil.rmtree(prices.parent)
            if not asked.home:
                shutil.rmtree(home, ignore_errors=True)


def report(calls: list[Call], kills: list[Kill], runs: Runs, ledger: tuple[int, int, float]) -> int:
    by_question: dict[str, list[Call]] = collections.defaultdict(list)
    for call in sorted(calls, key=lambda each: each.begin):
        by_question[call.question].append(call)
    answered, replayed, usd = ledger
    unexplained = in_flight = 0
    print("\nCalls that were under way at a kill, and those that the provider was asked for again:")
    for question, same in by_question.items():
        for call in same:
            at = under_way(call, kills)
            repeated = call is not same[-1]
            in_flight += bool(at)
            unexplained += repeated and not at
            if at or repeated:
                told = ", ".join(f"{number} ({kills[number - 1].victim})" for number in at) or "NONE"
                print(f"  {question[:12]} begun {clock(call.begin)}, under way at kill {told}{', asked again' * repeated}")
    lost = len(calls) - answered
    counted = collections.Counter(each.victim for each in kills)
    statuses = collections.Counter(runs.ended.values())
    print(f"""
kills                                   {len(kills)} ({", ".join(f"{name} {count}" for name, count in counted.items())})
runs                                    {len(runs.begun)} ({", ".join(f"{name} {count}" for name, count in statuses.items())}; {runs.retried} retries of one that an outage had ended)
calls seen by the provider              {len(calls)}, {len(by_question)} of them different
calls in the ledger, once each          {answered}
  seen and not in the ledger            {lost}, {in_flight} were under way at a kill
  asked again without a kill            {unexplained}
answers given again from the journal    {replayed}
cost in the ledger                      {usd:.4f} USD for {answered} calls of {USD:.4f} USD""")
    whole = unexplained == 0 and 0 <= lost <= in_flight and set(runs.ended.values()) == {"Completed"}
    print("The books agree." if whole else "THE BOOKS DO NOT AGREE, or a run has failed.")
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main())
