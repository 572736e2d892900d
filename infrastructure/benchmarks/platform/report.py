"""What was measured, and on what."""

import dataclasses
import datetime
import os
import pathlib
import platform
import statistics
import subprocess


@dataclasses.dataclass
class Figure:
    name: str
    values: list
    unit: str = "s"
    target: float | None = None
    peer: str | None = None
    peer_value: float | None = None
    note: str = ""

    def line(self) -> str:
        text = f"{self.name}: {statistics.median(self.values):.4g} {self.unit}"
        if len(self.values) > 1:
            text += f" (median of {len(self.values)}, {min(self.values):.4g} to {max(self.values):.4g})"
        if self.target is not None:
            text += f", target {self.target:g} {self.unit}"
        if self.peer_value:
            ratio = statistics.median(self.values) / self.peer_value
            text += f"; {ratio:.3g} times {self.peer} ({self.peer_value:.4g} {self.unit})"
        return text + (f" [{self.note}]" if self.note else "")


def machine(java: str) -> dict:
    def field(file: str, name: str) -> str:
        lines = pathlib.Path(file).read_text().splitlines()
        return next((line.split(":", 1)[1].strip() for line in lines if line.startswith(name)), "unknown")
    version = subprocess.run([java, "-version"], capture_output=True, text=True, check=True).stderr.splitlines()
    return {"time": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
            "cores": len(os.sched_getaffinity(0)), "cpu": field("/proc/cpuinfo", "model name"),
            "memory_mib": int(field("/proc/meminfo", "MemTotal").split()[0]) // 1024,
            "kernel": platform.release(), "jdk": version[1] if len(version) > 1 else version[0]}
