#!/usr/bin/env python3
"""Measures the local platform on this machine: start-up, runs, memory and the command itself.

Prints every figure with its target, and with a peer of the same run where there is one. A slow figure is no failure;
the exit code is 1 only when something could not be measured.
"""

import argparse
import dataclasses
import http.client
import io
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor

from local_platform import WORKFLOWS, LocalPlatform
from report import Figure, machine

REPOSITORY = pathlib.Path(__file__).resolve().parents[3]
SERVERS = ("postgresql", "temporal")


def measure_start(local: LocalPlatform, restarts: int) -> list[Figure]:
    """Leaves the platform running."""
    first = local.up()
    quick = not local.has_to_learn()
    local.await_quick_starts()
    starts = [first] if quick else []
    while len(starts) < restarts:
        local.ql("down")
        starts.append(local.up())
    slower = local.without_cache()
    note = f"without a cache: {', '.join(slower)}" if slower else ""
    if quick:
        return [Figure("ql up with caches, to all ready", starts, target=15, note=note)]
    return [Figure("first ql up", [first], note="unpacks the services and starts them without caches"),
            Figure("ql up with caches, to all ready", starts, target=15, peer="the first", peer_value=first, note=note)]


def resident_bytes(pid: int, field: str = "VmRSS", source: str = "status") -> int:
    for line in pathlib.Path("/proc", str(pid), source).read_text().splitlines():
        if line.startswith(field + ":"):
            return int(line.split()[1]) * 1024
    raise RuntimeError(f"The kernel tells no {field} of process {pid}")


def with_children(pid: int) -> list[int]:
    children = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *map(int, children)]


def measure_memory(local: LocalPlatform, when: str) -> list[Figure]:
    """RSS counts a page once for every process that maps it, PSS once in all."""
    state = local.state()
    mib = 1 << 20
    pids = {process["name"]: process["process"]["pid"] for process in state["processes"]}
    services = {name: pid for name, pid in pids.items() if name not in SERVERS}
    each = ", ".join(f"{name} {resident_bytes(pid) // mib}" for name, pid in services.items())
    figures = [
        Figure(f"RSS of {len(services)} services, {when}",
               [sum(map(resident_bytes, services.values())) / mib], "MiB", 2048, note=each),
        Figure(f"PSS of {len(services)} services, {when}",
               [sum(resident_bytes(pid, "Pss", "smaps_rollup") for pid in services.values()) / mib], "MiB")]
    others = {name: with_children(pids[name]) for name in SERVERS if name in pids}
    others["supervisor"] = [state["supervisor"]["pid"]]
    return figures + [Figure(f"RSS of {name}, {when}", [sum(map(resident_bytes, family)) / mib], "MiB")
                      for name, family in others.items()]


def measure_status(local: LocalPlatform, repeat: int) -> Figure:
    def java_start() -> float:
        begin = time.perf_counter()
        subprocess.run([local.java(), "-version"], capture_output=True, check=True)
        return time.perf_counter() - begin
    peers = [java_start() for _ in range(repeat)]
    return Figure("ql status", [local.ql("status") for _ in range(repeat)], target=0.6,
                  peer="java -version", peer_value=statistics.median(peers))


def project_seconds(local: LocalPlatform, run: str) -> float:
    """Seconds that building and testing the generated project takes without the platform."""
    _, archive = local.call("GET", f"{WORKFLOWS}/{run}/download?format=zip")
    with tempfile.TemporaryDirectory() as directory:
        zipfile.ZipFile(io.BytesIO(archive)).extractall(directory)
        root = next(pathlib.Path(directory).iterdir())
        commands = json.loads((root / ".quantumlayer" / "project.json").read_text())["commands"]
        begin = time.perf_counter()
        for command in filter(None, (commands.get("build"), commands.get("test"))):
            subprocess.run(command, shell=True, cwd=root, capture_output=True, check=True)
        return time.perf_counter() - begin


def measure_run(local: LocalPlatform, repeat: int) -> list[Figure]:
    completed, progress, direct, ends = [], [], [], []
    for _ in range(repeat):
        begin = time.perf_counter()
        run = local.start_run()
        with ThreadPoolExecutor(1) as reader:
            first = reader.submit(local.first_progress, run)
            status = local.await_end(run, pause=0.05)
            completed.append(time.perf_counter() - begin)
            progress.append(first.result() - begin)
        ends.append(f"{status}/{local.verdict(run)}" if status == "Completed" else status)
        if status == "Completed":
            direct.append(project_seconds(local, run))
    return [Figure("IBAN run, POST to Completed", completed, target=10, peer="building and testing its project directly",
                   peer_value=statistics.median(direct) if direct else None, note=", ".join(ends)),
            Figure("IBAN run, POST to first event of a stage", progress, target=1)]


def measure_runs_at_once(local: LocalPlatform, count: int, single: float) -> list[Figure]:
    gate = threading.Barrier(count)

    def one() -> tuple[float, str, str]:
        gate.wait()
        run = local.start_run()
        status = local.await_end(run, pause=0.5)
        return time.perf_counter(), run, status

    begin = time.perf_counter()
    with ThreadPoolExecutor(count) as pool:
        runs = [future.result() for future in [pool.submit(one) for _ in range(count)]]
    verdicts = [local.verdict(run) if status == "Completed" else status for _, run, status in runs]
    name = f"{count} runs at once"
    note = ", ".join(f"{verdicts.count(verdict)} {verdict}" for verdict in sorted(set(verdicts)))
    return [Figure(f"{name}, to the last end", [max(end for end, _, _ in runs) - begin],
                   peer=f"{count} runs one after another", peer_value=count * single),
            Figure(f"{name}, time of each", [end - begin for end, _, _ in runs]),
            Figure(f"{name}, verdict complete", [verdicts.count("complete")], "runs", count, note=note)]


def measure(local: LocalPlatform, options: argparse.Namespace, show) -> dict:
    figures, loads = [], [os.getloadavg()]

    def add(*more: Figure) -> None:
        figures.extend(more)
        for figure in more:
            show(figure.line())

    add(*measure_start(local, options.restarts))
    about = machine(local.java())
    show(", ".join(f"{name} {value}" for name, value in about.items()))
    time.sleep(options.settle)
    add(*measure_memory(local, f"{options.settle} s after the start"))
    add(measure_status(local, options.status))
    add(*measure_run(local, options.runs))
    add(*measure_runs_at_once(local, options.at_once, statistics.median(figures[-2].values)))
    time.sleep(options.settle)
    add(*measure_memory(local, f"{options.settle} s after all runs"))
    loads.append(os.getloadavg())
    show("load average (1, 5, 15 min): before {}, after {}".format(*(" ".join(f"{n:.1f}" for n in l) for l in loads)))
    return {"machine": about, "load_average": {"before": loads[0], "after": loads[1]},
            "figures": [dataclasses.asdict(figure) for figure in figures]}


def positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is less than 1")
    return number


def options_of(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=pathlib.Path, help="QL_HOME to use and keep; otherwise a new one that is deleted")
    parser.add_argument("--repository", type=pathlib.Path, default=REPOSITORY, help="whose ql is run")
    parser.add_argument("--restarts", type=positive, default=3, help="how often ql up is measured (default %(default)s)")
    parser.add_argument("--status", type=positive, default=10, help="how often ql status is (default %(default)s)")
    parser.add_argument("--runs", type=positive, default=5, help="how many single runs (default %(default)s)")
    parser.add_argument("--at-once", type=positive, default=20, help="how many runs at once (default %(default)s)")
    parser.add_argument("--settle", type=positive, default=30, help="idle seconds before memory is read (default %(default)s)")
    parser.add_argument("--json", action="store_true", help="print one JSON object, and the lines on stderr")
    return parser.parse_args(arguments)


def main() -> int:
    options = options_of(sys.argv[1:])
    home = options.home or pathlib.Path(tempfile.mkdtemp(prefix="ql-benchmark-"))
    local = LocalPlatform(options.repository.resolve(), home.resolve())
    if local.is_running():
        print(f"A platform runs in {home}; stop it with 'ql down' or name another --home.", file=sys.stderr)
        return 1
    try:
        report = measure(local, options, lambda line: print(line, file=sys.stderr if options.json else sys.stdout, flush=True))
    except (RuntimeError, OSError, http.client.HTTPException, subprocess.CalledProcessError) as e:
        print(f"Not measured: {e}", file=sys.stderr)
        return 1
    finally:
        local.ql("down")
        if options.home is None:
            shutil.rmtree(home)
    if options.json:
        print(json.dumps(report, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
