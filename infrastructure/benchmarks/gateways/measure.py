#!/usr/bin/env python3
"""Compares llm-router with other gateways, all before the same fake provider and under the same load.

    measure.py --install DIR            fetches the peers, and says what else is missing
    measure.py --peers DIR              measures; without --peers the router alone
    measure.py --classes 10             interactive calls of the router beside batch calls
"""

import argparse
import json
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import gateways

HERE = pathlib.Path(__file__).resolve().parent
CONCURRENCY = 64
LARGE_CONCURRENCY = 16


def script(work: pathlib.Path, name: str, repeat: int, headers: dict) -> pathlib.Path:
    """What wrk sends: a prompt of 13 bytes, so many times."""
    body = json.dumps({"model": gateways.MODEL, "temperature": 0.5, "messages": [
        {"role": "system", "content": "You are terse."}, {"role": "user", "content": "Hello world. " * repeat}]},
        separators=(",", ":"))
    lines = ['wrk.method="POST"', f"wrk.body={json.dumps(body)}"]
    for header, value in {"Content-Type": "application/json", "Authorization": f"Bearer {gateways.KEY}", **headers}.items():
        lines.append(f'wrk.headers["{header}"]="{value}"')
    path = work / f"{name}.lua"
    path.write_text("\n".join(lines))
    return path


def wrk(url: str, lua: pathlib.Path, connections: int, seconds: float) -> dict:
    text = subprocess.run(["wrk", "-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s", "--timeout", "20s", "--latency", "-s", lua, url],
                          capture_output=True, text=True, check=True).stdout
    def number(pattern: str) -> float:
        found = re.search(pattern, text)
        return float(found.group(1)) if found else 0.0
    def millis(percentile: str) -> float:
        found = re.search(rf"{percentile}%\s+([\d.]+)(us|ms|s)\b", text)
        return float(found.group(1)) * {"us": 0.001, "ms": 1, "s": 1000}[found.group(2)] if found else float("nan")
    return {"requests": number(r"(\d+) requests in"), "rate": number(r"Requests/sec:\s+([\d.]+)"),
            "failed": number(r"Non-2xx or 3xx responses: (\d+)"), "p50": millis("50"), "p99": millis("99")}


def streams(binary: pathlib.Path, gateway, count: int, seconds: float, abort: bool = False) -> dict:
    command = [binary, "streams", "-url", gateway.url, "-streams", str(count), "-seconds", f"{seconds:g}",
               "-model", gateways.MODEL, "-key", gateways.KEY,
               "-header", ",".join(f"{name}={value}" for name, value in gateway.headers.items())]
    done = subprocess.run(command + (["-abort"] if abort else []), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


class Bench:
    def __init__(self, options, work):
        self.options, self.work = options, work
        self.binary = work / "gateways"
        subprocess.run(["go", "build", "-o", self.binary, "."], cwd=HERE, check=True)
        self.upstreams, self.figures = [], {}
        self.fast = self.upstream("-chunks", "20", "-pause", "20ms")
        self.direct = gateways.Gateway("direct", [], int(self.fast.rsplit(":", 1)[1]))

    def upstream(self, *arguments) -> str:
        address = f"127.0.0.1:{gateways.free_port()}"
        self.upstreams.append(subprocess.Popen([self.binary, "upstream", "-listen", address, *arguments]))
        time.sleep(0.3)
        return f"http://{address}"

    def note(self, gateway: str, name: str, value: float) -> None:
        self.figures.setdefault(gateway, {}).setdefault(name, []).append(value)

    def round(self, gateway, seconds: float) -> None:
        small = script(self.work, f"{gateway.name}-small", 70, gateway.headers)
        large = script(self.work, f"{gateway.name}-large", 23_000, gateway.headers)
        running = gateway.process is not None
        for name, lua, connections in (("rate", small, CONCURRENCY), ("large_rate", large, LARGE_CONCURRENCY)):
            before = gateway.cpu_seconds() if running else 0
            seen = wrk(gateway.url, lua, connections, seconds)
            if seen["failed"] or not seen["requests"]:
                raise RuntimeError(f"{gateway.name}: {seen['failed']:g} of {seen['requests']:g} requests failed")
            self.note(gateway.name, name, seen["rate"])
            if running:
                self.note(gateway.name, name.replace("rate", "cpu_us"),
                          (gateway.cpu_seconds() - before) / seen["requests"] * 1e6)
        direct, through = (wrk(one.url, small, 1, seconds) for one in (self.direct, gateway))
        self.note(gateway.name, "added_p50_ms", through["p50"] - direct["p50"])
        self.note(gateway.name, "added_p99_ms", through["p99"] - direct["p99"])
        direct, through = (streams(self.binary, one, CONCURRENCY, seconds) for one in (self.direct, gateway))
        if through["failed"]:
            raise RuntimeError(f"{gateway.name}: {through['failed']} streams failed: {through.get('error')}")
        for name in ("first_p50_ms", "first_p99_ms", "lag_p50_ms", "lag_p99_ms"):
            self.note(gateway.name, "added_" + name, through[name] - direct[name])
        direct, through = (streams(self.binary, one, 512, seconds) for one in (self.direct, gateway))
        self.note(gateway.name, "stalls_512", through["stalls"])
        self.note(gateway.name, "stalls_512_direct", direct["stalls"])
        self.note(gateway.name, "failed_512", through["failed"])
        if running:
            self.note(gateway.name, "rss_mib", gateway.resident_mib())

    def soak(self, gateway, seconds: float) -> None:
        """Streams and aborts; the second half tells whether memory grows."""
        begun, points = time.monotonic(), []
        while time.monotonic() - begun < seconds:
            streams(self.binary, gateway, CONCURRENCY, min(10, seconds), abort=True)
            points.append((time.monotonic() - begun, gateway.resident_mib()))
        half = points[len(points) // 2:]
        if len(half) > 2:
            slope = statistics.linear_regression([at for at, _ in half], [size for _, size in half]).slope
            self.note(gateway.name, "growth_mib_per_minute", slope * 60)

    def classes(self, seconds: float) -> str:
        """Interactive calls beside batch calls, before a provider of eight places."""
        upstream = self.upstream("-slots", "8", "-think", "50ms")
        router = gateways.router(self.work, upstream)
        router.environment["LLM_OPENAI_CONCURRENCY"] = "8"
        router.start(self.work)
        try:
            done = subprocess.run([self.binary, "classes", "-url", router.url, "-model", gateways.MODEL, "-key", gateways.KEY,
                                   "-seconds", f"{seconds:g}"], capture_output=True, text=True, check=True)
        finally:
            router.stop()
        phases = [json.loads(line) for line in done.stdout.splitlines()]
        lines = ["| 4 interactive calls at a time beside | p50, ms | p99, ms | p99, ratio | other calls/s | failed |", "|---|---|---|---|---|---|"]
        names = {"alone": "nothing", "batch": "32 batch calls", "no classes": "32 calls without a class"}
        for phase in phases:
            lines.append(f"| {names[phase['name']]} | {phase['interactive_p50_ms']:.1f} | {phase['interactive_p99_ms']:.1f} "
                         f"| {phase['interactive_p99_ms'] / phases[0]['interactive_p99_ms']:.2f} "
                         f"| {phase['batch_calls'] / seconds:.0f} | {phase['failed']} |")
        return "\n".join(lines)

    def close(self) -> None:
        for process in self.upstreams:
            process.terminate()
            process.wait()


ROWS = [("rate", "requests/s, 64 at a time", "{:,.0f}"), ("cpu_us", "CPU per request, µs", "{:,.0f}"),
        ("added_p50_ms", "added p50, one at a time, ms", "{:.2f}"), ("added_p99_ms", "added p99, one at a time, ms", "{:.2f}"),
        ("large_rate", "requests/s of 300 KB, 16 at a time", "{:,.0f}"), ("large_cpu_us", "CPU per request of 300 KB, µs", "{:,.0f}"),
        ("added_first_p50_ms", "added time to first chunk p50, 64 streams, ms", "{:.2f}"),
        ("added_first_p99_ms", "added time to first chunk p99, 64 streams, ms", "{:.2f}"),
        ("added_lag_p50_ms", "added delay of a chunk p50, 64 streams, ms", "{:.2f}"),
        ("added_lag_p99_ms", "added delay of a chunk p99, 64 streams, ms", "{:.2f}"),
        ("stalls_512", "chunks over 100 ms late, 512 streams", "{:,.0f}"),
        ("stalls_512_direct", "the same without gateway, same round", "{:,.0f}"), ("failed_512", "failed of those streams", "{:,.0f}"),
        ("rss_mib", "memory after load, MiB", "{:,.0f}"), ("start_s", "start to first answer, s", "{:.2f}"),
        ("growth_mib_per_minute", "growth in the soak, MiB/min", "{:.2f}")]


def cell(values, form: str) -> str:
    if not values:
        return ""
    text = form.format(statistics.median(values))
    return text if len(values) < 2 else f"{text} ({form.format(min(values))} to {form.format(max(values))})"


def table(figures: dict) -> str:
    names = list(figures)
    lines = ["| | " + " | ".join(names) + " |", "|---" * (len(names) + 1) + "|"]
    for key, title, form in ROWS:
        if any(key in figures[name] for name in names):
            lines.append(f"| {title} | " + " | ".join(cell(figures[name].get(key), form) for name in names) + " |")
    return "\n".join(lines)


def ratios(figures: dict) -> str:
    mid = {name: {key: statistics.median(values) for key, values in all_.items()} for name, all_ in figures.items()}
    if "router" not in mid:
        return ""
    ours, lines = mid["router"], ["| goal | seen | |", "|---|---|---|"]
    def goal(text: str, seen: float, met: bool) -> None:
        lines.append(f"| {text} | {seen:.2f} | {'met' if met else 'missed'} |")
    for peer, factor in (("ferro", 1.1), ("portkey", 8), ("litellm", 60)):
        if peer in mid:
            ratio = ours["rate"] / mid[peer]["rate"]
            goal(f"requests/s at least {factor:g} times {peer}", ratio, ratio >= factor)
    for peer, key, factor, what in (("ferro", "cpu_us", 1, "CPU per request"), ("envoy", "cpu_us", 2, "CPU per request")):
        if peer in mid:
            ratio = ours[key] / mid[peer][key]
            goal(f"{what} at most {factor:g} times {peer}", ratio, ratio <= factor)
    for peer, factor in (("ferro", 8), ("envoy", 0.8)):
        if peer in mid:
            ratio = ours["large_rate"] / mid[peer]["large_rate"]
            goal(f"requests/s of 300 KB at least {factor:g} times {peer}", ratio, ratio >= factor)
    for key, limit, what in (("added_p50_ms", 0.3, "added p50, ms"), ("added_p99_ms", 0.9, "added p99, ms"),
                             ("added_first_p50_ms", 0.6, "added time to first chunk p50, ms"),
                             ("added_first_p99_ms", 2.5, "added time to first chunk p99, ms"),
                             ("rss_mib", 350, "memory after load, MiB"), ("start_s", 3, "start, s"),
                             ("growth_mib_per_minute", 1, "growth in the soak, MiB/min")):
        if key in ours:
            goal(f"{what}, at most {limit:g}", ours[key], ours[key] <= limit)
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--install", type=pathlib.Path, help="fetch the peers into this folder, and end")
    parser.add_argument("--peers", type=pathlib.Path, help="folder with the peers")
    parser.add_argument("--only", help="gateways to measure, separated by commas")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=5, help="of each load in a round")
    parser.add_argument("--soak", type=float, default=0, help="seconds of a soak of the router, with aborts")
    parser.add_argument("--classes", type=float, default=0, help="seconds for each part of the comparison of request classes, and nothing else")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if options.install:
        gateways.install(options.install.resolve())
        return 0
    for tool, where in (("wrk", "Debian's package wrk"), ("go", "Go 1.24 or newer")):
        if not shutil.which(tool):
            sys.exit(f"{tool} is missing: install {where}.")
    work = pathlib.Path(tempfile.mkdtemp(prefix="gateways-"))
    bench, running = Bench(options, work), []
    try:
        if options.classes:
            print(bench.classes(options.classes))
            return 0
        wanted = options.only.split(",") if options.only else ["router", *gateways.PEERS]
        for name in wanted:
            try:
                gateway = gateways.router(work, bench.fast) if name == "router" else \
                    gateways.PEERS[name](options.peers.resolve(), work, bench.fast) if options.peers else None
                if gateway is None:
                    continue
                bench.note(name, "start_s", gateway.start(work))
                gateway.stop()
                running.append(gateway)
            except (RuntimeError, OSError, StopIteration) as problem:
                print(f"{name} is left out: {problem}", file=sys.stderr)
        for number in range(options.rounds + 1):
            for gateway in list(running):
                gateway.start(work)
                try:
                    # A gateway that has just started is not what runs: each one is warmed up first.
                    wrk(gateway.url, script(work, "warm", 70, gateway.headers), CONCURRENCY, options.seconds)
                    wrk(gateway.url, script(work, "warm", 23_000, gateway.headers), LARGE_CONCURRENCY, options.seconds / 2)
                    if number < options.rounds:
                        bench.round(gateway, options.seconds)
                        print(f"round {number + 1}: {gateway.name}", file=sys.stderr)
                    elif gateway.name == "router" and options.soak:
                        bench.soak(gateway, options.soak)
                except RuntimeError as problem:
                    print(f"{gateway.name} is left out from now on: {problem}", file=sys.stderr)
                    running.remove(gateway)
                finally:
                    gateway.stop()
            if number == options.rounds - 1 and not options.soak:
                break
        print(json.dumps(bench.figures) if options.json else table(bench.figures) + "\n\n" + ratios(bench.figures))
    finally:
        for gateway in running:
            gateway.stop()
        bench.close()
        shutil.rmtree(work, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
