package io.quantumlayer.local.doctor;

import io.quantumlayer.local.Home;
import io.quantumlayer.local.platform.LocalPlatform;
import io.quantumlayer.local.platform.ModelCredentials;
import io.quantumlayer.local.platform.PortOwner;
import io.quantumlayer.servers.LoopbackPort;
import io.quantumlayer.servers.PostgresBinaries;
import io.quantumlayer.servers.TemporalCli;
import io.quantumlayer.servers.ToolUnavailableException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Looks at this machine for what the platform needs, and for what lets it do more. */
public final class Doctor {

    private final Home home;
    private final Map<String, String> environment;

    public Doctor(Home home, Map<String, String> environment) {
        this.home = home;
        this.environment = environment;
    }

    /** All findings, in the order of their weight. */
    public List<Finding> examine() throws InterruptedException {
        List<Callable<Finding>> checks = List.of(
                this::jdk,
                this::maven,
                this::postgresql,
                this::temporal,
                this::sandbox,
                () -> toolchain("Python", List.of("python3", "--version"), "apt-get install python3"),
                () -> toolchain("Java compiler", javac(), "apt-get install openjdk-17-jdk-headless"),
                () -> toolchain("Node", List.of("node", "--version"), "apt-get install nodejs"),
                () -> toolchain("Go", List.of("go", "version"), "apt-get install golang-go"),
                this::credentials,
                this::port);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(checks).stream().map(Doctor::get).toList();
        }
    }

    private Finding jdk() {
        return Finding.found(
                "JDK", "%s in %s".formatted(System.getProperty("java.vm.version"), System.getProperty("java.home")));
    }

    private Finding maven() {
        return Probe.firstLine(List.of("mvn", "--batch-mode", "--version"))
                .map(version -> Finding.found("Maven", version))
                .orElse(Finding.optional(
                        "Maven", "not found; needed to build the platform from source: apt-get install maven"));
    }

    private Finding postgresql() {
        PostgresBinaries binaries = PostgresBinaries.in(home.tools());
        return binaries.available()
                ? Finding.found("PostgreSQL", "embedded " + binaries.version())
                : Finding.missing(
                        "PostgreSQL",
                        "there is no embedded build for this platform; glibc Linux and macOS on x86-64 or arm64 have one");
    }

    private Finding temporal() {
        String address = environment.getOrDefault("TEMPORAL_ADDRESS", "");
        if (!address.isBlank()) {
            return Finding.found("Temporal", "your server at " + address + " (TEMPORAL_ADDRESS)");
        }
        TemporalCli cli = TemporalCli.in(home.tools());
        try {
            Optional<Path> program = cli.find();
            if (program.isPresent()) {
                return Probe.firstLine(List.of(program.get().toString(), "--version"))
                        .map(version -> Finding.found("Temporal", "%s, %s".formatted(version, program.get())))
                        .orElse(Finding.missing("Temporal", program.get() + " does not run on this machine"));
            }
        } catch (ToolUnavailableException e) {
            return Finding.missing("Temporal", String.valueOf(e.getMessage()));
        }
        return Finding.optional(
                "Temporal",
                "not installed; the first start fetches version %s. Without a network: install the CLI (https://docs.temporal.io/cli) or set TEMPORAL_ADDRESS=host:port"
                        .formatted(cli.pinnedVersion()));
    }

    private Finding sandbox() {
        Optional<String> bubblewrap = Probe.firstLine(
                List.of("bwrap", "--unshare-all", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "true"));
        if (bubblewrap.isPresent()) {
            return Finding.found("Sandbox", "bubblewrap");
        }
        Optional<String> unshare =
                Probe.firstLine(List.of("unshare", "--user", "--map-root-user", "--net", "--pid", "--fork", "true"));
        if (unshare.isPresent()) {
            return Finding.found("Sandbox", "unshare (util-linux)");
        }
        return Finding.missing(
                "Sandbox",
                "none works, so nothing can be built or tested: apt-get install bubblewrap, and allow user namespaces (sysctl user.max_user_namespaces, kernel.unprivileged_userns_clone; in a container its seccomp profile)");
    }

    private Finding toolchain(String name, List<String> command, String remedy) {
        return Probe.firstLine(command)
                .map(version -> Finding.found(name, version))
                .orElse(Finding.optional(name, "not found; such projects are generated but not built: " + remedy));
    }

    private static List<String> javac() {
        boolean onPath = Probe.firstLine(List.of("javac", "-version")).isPresent();
        return onPath
                ? List.of("javac", "-version")
                : List.of(
                        Path.of(System.getProperty("java.home"), "bin", "javac").toString(), "-version");
    }

    private Finding credentials() {
        List<String> names = ModelCredentials.namesIn(environment);
        return names.isEmpty()
                ? Finding.optional(
                        "Model credentials",
                        "none; the built-in engine needs none. For a language model export %s or LLM_<PROVIDER>_API_KEY before the start"
                                .formatted(String.join(", ", ModelCredentials.KEYS)))
                : Finding.found("Model credentials", String.join(", ", names));
    }

    private Finding port() {
        int port = LocalPlatform.DEFAULT_PORT;
        if (LoopbackPort.isFree(port)) {
            return Finding.found("Port " + port, "free");
        }
        return Finding.optional(
                "Port " + port,
                "in use by %s; if that is not the platform: ql up --port %d"
                        .formatted(PortOwner.describe(port), port + 1));
    }

    private static Finding get(Future<Finding> finding) {
        try {
            return finding.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
