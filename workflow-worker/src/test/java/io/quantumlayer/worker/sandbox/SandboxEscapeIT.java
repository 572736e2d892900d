package io.quantumlayer.worker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.worker.sandbox.Execution.Ending;
import io.quantumlayer.worker.sandbox.job.TestCluster;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/** Generated code that means harm, on each back end; Jobs where {@link TestCluster} finds a cluster. */
@ParameterizedClass
@ValueSource(strings = {"bubblewrap", "unshare", SandboxEscapeIT.JOB})
class SandboxEscapeIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration GONE = Duration.ofSeconds(2);
    private static final Duration POD_GONE = Duration.ofSeconds(5);
    static final String JOB = "kubernetes-job";

    @Parameter
    String backend;

    @BeforeEach
    void needsAClusterForJobs() {
        if (isJob()) {
            assumeThat(TestCluster.absence()).as("a cluster for Jobs").isEmpty();
        }
    }

    @Test
    void passesItsSelfTest() {
        SandboxProperties properties = TestSandboxes.properties();

        assertThat(new SelfTest(TestSandboxes.runner(properties)).problem(TestSandboxes.sandbox(backend, properties)))
                .isEmpty();
    }

    @Test
    void projectIsThereAndItsOutputComesBackInOrder() {
        Execution execution =
                run("cat src/a.txt; echo mistake >&2; pwd; id -u; exit 3", new DropFile("src/a.txt", "äöü\n"));

        assertThat(execution.ending()).isEqualTo(Ending.EXITED);
        assertThat(execution.exitCode()).isEqualTo(3);
        assertThat(execution.output()).matches("äöü\nmistake\n/project\n%s\n".formatted(isJob() ? "60\\d{4}" : "1000"));
    }

    @Test
    void packagesOfTheHostAreNotThereAndTheStandardLibraryIs() {
        Execution execution = run("python3 check.py", new DropFile("check.py", """
                import importlib.metadata
                import json, sqlite3, ssl, unittest

                print(sorted(found.metadata["Name"] for found in importlib.metadata.distributions()))
                """));

        assertThat(execution.output()).isEqualTo("[]\n");
    }

    @Test
    void hostCannotBeCalled() throws Exception {
        try (ServerSocket listener = new ServerSocket(0)) {
            // A packet that is dropped and not refused keeps a caller waiting for minutes.
            assertRefused(
                    "bash -c 'exec 3<>/dev/tcp/127.0.0.1/%d'".formatted(listener.getLocalPort()),
                    "timeout 3 bash -c 'exec 3<>/dev/tcp/1.1.1.1/53'",
                    "timeout 3 bash -c 'exec 3<>/dev/tcp/%s/%d'"
                            .formatted(addressOfThisMachine(), listener.getLocalPort()),
                    "getent ahosts example.org");
        }
        // A pod has an interface, from which no packet gets anywhere.
        assertThat(run("grep -c : /proc/net/dev").output().strip()).isEqualTo(isJob() ? "2" : "1");
    }

    @Test
    void serversUnderTestReachThemselves() {
        String script = """
                import socket
                server = socket.create_server(("localhost", 0))
                socket.create_connection(("localhost", server.getsockname()[1]))
                print("connected")
                """;

        Execution execution = run("python3 loopback.py", new DropFile("loopback.py", script));

        assertThat(execution.output()).isEqualTo("connected\n");
    }

    @Test
    void homesAreNotThere() {
        PrivatePlaces hidden = PrivatePlaces.ofThisUser();

        assertRefused(Stream.concat(hidden.all().stream(), hidden.closed().stream())
                .map("ls -d '%s'"::formatted)
                .toArray(String[]::new));
    }

    @Test
    void backEndThatShowsSomethingPrivateIsNotUsed(@TempDir Path host) throws Exception {
        assumeThat(backend).as("a back end that shows the host's toolchains").isNotEqualTo(JOB);
        Path home = Files.createDirectories(host.resolve("home"));
        Files.createDirectory(home.resolve(".ssh"));
        SandboxProperties properties = TestSandboxes.withReadOnly(home);
        SelfTest selfTest = new SelfTest(TestSandboxes.runner(properties), new PrivatePlaces(List.of(home), List.of()));

        assertThat(selfTest.problem(TestSandboxes.sandbox(backend, properties)))
                .contains(home.resolve(".ssh") + " of the host is visible");
    }

    @Test
    void filesOfTheHostAreNotThere(@TempDir Path host) throws Exception {
        Path secret = Files.writeString(host.resolve("secret.txt"), "secret");

        assertRefused(Stream.of(secret.toString(), "/etc/shadow", "/var/log", "/boot", "/home", "/sys/kernel")
                // The container runtime mounts /sys, read-only.
                .filter(path -> !isJob() || !path.startsWith("/sys"))
                .map(path -> "ls " + path)
                .toArray(String[]::new));
        assertThat(run("cat /etc/passwd").output()).doesNotContain("root:");
    }

    @Test
    void symbolicLinkLeadsNowhere(@TempDir Path host) throws Exception {
        Path secret = Files.writeString(host.resolve("secret.txt"), "secret");

        assertRefused(
                "ln -s %s link && cat link".formatted(secret),
                "cat /proc/self/root%s".formatted(secret),
                "cat /proc/1/root%s".formatted(secret),
                "cat ../../../../../..%s".formatted(secret));
    }

    @Test
    void environmentOfTheWorkerIsNotPassedOn() {
        Execution execution = run("env | cut -d= -f1 | sort | tr '\\n' ' '");

        assertThat(execution.output().strip().split(" "))
                .isSubsetOf("HOME", "LANG", "PATH", "PWD", "TMPDIR", "OLDPWD", "SHLVL", "_");
    }

    @Test
    void processesOfTheHostAreNeitherSeenNorTouched() {
        long worker = ProcessHandle.current().pid();

        assertRefused("kill -0 " + worker, "cat /proc/%d/environ".formatted(worker));
        assertThat(run("ls -d /proc/[0-9]* | wc -l").output().strip()).matches("[0-9]");
        assertThat(run("tr '\\0' '\\n' < /proc/1/environ").output()).doesNotContain("JAVA_HOME", "USER=", "POSTGRES");
    }

    @Test
    void onlyTheProjectCanBeWrittenTo() {
        assertRefused(
                Stream.of("/", "/usr", "/etc", "/dev", "/proc", "/proc/sys/kernel", "/usr/local/bin", "/sys", "/run")
                        .map("touch %s/escaped"::formatted)
                        .toArray(String[]::new));
        assertRefused(
                "echo x > /proc/sys/kernel/core_pattern",
                "echo x > /proc/sysrq-trigger",
                "echo 9 > /proc/sys/user/max_user_namespaces");
        assertThat(run("touch /project/a /tmp/b && echo written").output()).isEqualTo("written\n");
    }

    @Test
    void nothingCanBeMountedAndNoDeviceMade() {
        assertThat(run("command -v mount umount mknod chroot unshare").succeeded())
                .isTrue();
        assertRefused(
                "mount -t tmpfs none /tmp",
                "mount -o remount,rw /usr",
                "umount /proc",
                "mknod disk b 8 0",
                "chroot /tmp true");
        assertThat(run("ls -A /dev | tr '\\n' ' '").output().strip().split(" "))
                .isSubsetOf(
                        "console", "core", "fd", "full", "mqueue", "null", "ptmx", "pts", "random", "shm", "stderr",
                        "stdin", "stdout", "tty", "urandom", "zero");
    }

    @Test
    void noPrivilegeIsLeftAndNoNamespaceGivesOne() {
        String status = run("cat /proc/self/status").output();

        assertThat(status).containsPattern("CapEff:\\s+0{16}\n").containsPattern("CapPrm:\\s+0{16}\n");
        assertThat(status).containsPattern("CapBnd:\\s+0{16}\n").containsPattern("NoNewPrivs:\\s+1\n");
        assertRefused(
                "unshare --user true", "unshare --user --map-root-user mount -t tmpfs none /tmp", "unshare --net true");
    }

    @Test
    void forkBombEnds() {
        Execution execution = runTight(Duration.ofSeconds(2), "bash -c 'bomb() { bomb | bomb & }; bomb'; sleep 60");

        assertThat(execution.wall()).isLessThan(Duration.ofSeconds(10));
        assertThat(run("echo still here").output()).isEqualTo("still here\n");
    }

    @Test
    void processesAreCounted() {
        Execution execution =
                runTight(PATIENCE, "i=0; while [ $i -lt 500 ]; do sleep 5 & i=$((i + 1)); done; echo all started");

        assertThat(execution.output()).doesNotContain("all started").containsIgnoringCase("fork");
    }

    @Test
    void memoryOfOneProcessIsLimited() {
        Execution execution = runTight(PATIENCE, "python3 -c 'x = bytearray(2 << 30); print(len(x))'");

        assertThat(execution.succeeded()).isFalse();
        assertThat(execution.output()).contains("MemoryError");
    }

    @Test
    void memoryOfAllProcessesTogetherIsLimited() {
        String hog = "import time; x = b'x' * (150 << 20); time.sleep(30)";

        Execution execution =
                runTight(PATIENCE, "for i in 1 2 3 4 5; do python3 -c \"%s\" & done; wait".formatted(hog));

        assertThat(execution.ending()).isEqualTo(Ending.MEMORY);
    }

    @Test
    void diskIsLimited() {
        for (String place : List.of("/project", "/tmp", "/dev/shm")) {
            Execution execution = runTight(
                    PATIENCE,
                    "for i in 1 2 3 4; do head -c 20M /dev/zero > %s/fill$i || exit 9; done".formatted(place));

            assertThat(execution.exitCode()).as(place).isEqualTo(9);
        }
        assertThat(runTight(PATIENCE, "head -c 100M /dev/zero > large").succeeded())
                .isFalse();
    }

    @Test
    void floodOfOutputEndsAndBothEndsOfALongOneAreKept() {
        Execution flood = runTight(PATIENCE, "yes");
        assertThat(flood.ending()).isEqualTo(Ending.OUTPUT);
        assertThat(flood.output().length()).isLessThan(1_100_000);

        Execution lengthy = runTight(PATIENCE, "echo first; yes | head -c 3M; echo last");
        assertThat(lengthy.ending()).isEqualTo(Ending.EXITED);
        assertThat(lengthy.output())
                .startsWith("first\n")
                .contains("were dropped here")
                .endsWith("last\n");
    }

    @Test
    void timeLimitEndsDaemonsToo() throws Exception {
        String mark = mark();

        Execution execution = runTight(Duration.ofSeconds(1), daemons(mark) + "sleep " + mark);

        assertThat(execution.ending()).isEqualTo(Ending.TIMED_OUT);
        assertGone(mark);
    }

    @Test
    void daemonDoesNotOutliveItsCommand() throws Exception {
        String mark = mark();

        Execution execution = run(daemons(mark) + "echo done");

        assertThat(execution.succeeded()).isTrue();
        assertThat(execution.wall()).isLessThan(Duration.ofSeconds(10));
        assertGone(mark);
    }

    @Test
    void cancellationEndsTheWholeTreeAtOnce() throws Exception {
        String mark = mark();
        Cancellation cancellation = new Cancellation();
        CompletableFuture<Execution> running = CompletableFuture.supplyAsync(() ->
                run(TestSandboxes.properties(), command(PATIENCE, daemons(mark) + "sleep " + mark), cancellation));
        awaitStart(mark);

        cancellation.cancel();

        assertGone(mark);
        assertThat(running.get(5, TimeUnit.SECONDS).ending()).isEqualTo(Ending.CANCELED);
    }

    @Test
    void deathOfTheWorkerEndsTheWholeTree() throws Exception {
        String mark = mark();
        Process worker = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.real.class.path", System.getProperty("java.class.path")),
                        DoomedWorker.class.getName(),
                        backend,
                        daemons(mark) + "sleep " + mark)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            awaitStart(mark);
        } finally {
            worker.destroyForcibly();
        }

        assertGone(mark);
    }

    @Test
    void sandboxThatCannotBeBuiltIsNoFailureOfTheProject() {
        assumeThat(backend).as("a back end that shows the host's toolchains").isNotEqualTo(JOB);
        SandboxProperties properties = TestSandboxes.withReadOnly(Path.of("/usr/no-such-toolchain"));

        assertThatThrownBy(() -> run(properties, command(PATIENCE, "echo inside"), new Cancellation()))
                .isInstanceOf(IllegalStateException.class)
                .satisfies(
                        failure -> assertThat(failure.getCause().getMessage()).contains("no-such-toolchain"));
    }

    private void assertRefused(String... shells) {
        StringBuilder script = new StringBuilder();
        for (int i = 0; i < shells.length; i++) {
            script.append("(\n%s\n) </dev/null && echo \"granted %d\"\n".formatted(shells[i], i));
        }
        script.append("echo all tried");

        Execution execution = run(script.toString());

        assertThat(execution.ending()).as(execution.output()).isEqualTo(Ending.EXITED);
        assertThat(execution.output()).endsWith("all tried\n");
        for (int i = 0; i < shells.length; i++) {
            assertThat(execution.output()).as(shells[i]).doesNotContain("granted %d\n".formatted(i));
        }
        assertThat(execution.output()).doesNotContain("secret\n");
    }

    private boolean isJob() {
        return backend.equals(JOB);
    }

    private static String addressOfThisMachine() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .map(InetAddress::getHostAddress)
                .findFirst()
                .orElse("127.0.0.1");
    }

    private Execution run(String shell, DropFile... files) {
        return run(
                TestSandboxes.properties(),
                new Command(shell, List.of(files), Map.of(), null, false, PATIENCE),
                new Cancellation());
    }

    private Execution runTight(Duration timeout, String shell) {
        return run(
                TestSandboxes.tight(DataSize.ofMegabytes(512), DataSize.ofMegabytes(64), 100),
                command(timeout, shell),
                new Cancellation());
    }

    private Execution run(SandboxProperties properties, Command command, Cancellation cancellation) {
        return TestSandboxes.runner(properties).run(TestSandboxes.sandbox(backend, properties), command, cancellation);
    }

    private static Command command(Duration timeout, String shell) {
        return new Command(shell, List.of(), Map.of(), null, false, timeout);
    }

    /** Two that left their session and their parent, the second by a parent that is gone already. */
    private static String daemons(String mark) {
        return "setsid sleep %s & (setsid sh -c 'sleep %s & sleep %s & exit 0' &) ; ".formatted(mark, mark, mark);
    }

    private static String mark() {
        return "9%09d".formatted(System.nanoTime() % 1_000_000_000L);
    }

    private static void awaitStart(String mark) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (running(mark) < 4 && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        assertThat(running(mark)).as("processes started").isGreaterThanOrEqualTo(4);
    }

    private void assertGone(String mark) throws Exception {
        long deadline = System.nanoTime() + (isJob() ? POD_GONE : GONE).toNanos();
        while (running(mark) > 0 && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        assertThat(running(mark)).as("processes left").isZero();
    }

    /** Processes that sleep under this mark; shells and builders of sandboxes that only name it do not count. */
    private static long running(String mark) throws Exception {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            long count = 0;
            for (Path process : processes) {
                try {
                    if (Files.readString(process.resolve("cmdline")).equals("sleep\0" + mark + "\0")) {
                        count++;
                    }
                } catch (IOException ended) {
                    // Ended while the others were looked at.
                }
            }
            return count;
        }
    }
}
