package io.quantumlayer.worker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.worker.sandbox.Execution.Ending;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/** Generated code that means harm, on each back end. */
@ParameterizedClass
@ValueSource(strings = {"bubblewrap", "unshare"})
class SandboxEscapeIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration GONE = Duration.ofSeconds(2);

    @Parameter
    String backend;

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
        assertThat(execution.output()).isEqualTo("äöü\nmistake\n/project\n1000\n");
    }

    @Test
    void hostCannotBeCalled() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertRefused("bash -c 'exec 3<>/dev/tcp/127.0.0.1/%d'".formatted(listener.getLocalPort()));
        }
        assertRefused("bash -c 'exec 3<>/dev/tcp/1.1.1.1/53'");
        assertRefused("getent ahosts example.org");
        assertThat(run("grep -c : /proc/net/dev").output().strip()).isEqualTo("1");
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
    void filesOfTheHostAreNotThere(@TempDir Path host) throws Exception {
        Path secret = Files.writeString(host.resolve("secret.txt"), "secret");

        for (String path : List.of(secret.toString(), "/etc/shadow", "/var/log", "/sys/kernel", "/boot", "/home")) {
            assertRefused("ls " + path);
        }
        assertThat(run("cat /etc/passwd").output()).doesNotContain("root:");
    }

    @Test
    void symbolicLinkLeadsNowhere(@TempDir Path host) throws Exception {
        Path secret = Files.writeString(host.resolve("secret.txt"), "secret");

        assertRefused("ln -s %s link && cat link".formatted(secret));
        assertRefused("cat /proc/self/root%s".formatted(secret));
        assertRefused("cat /proc/1/root%s".formatted(secret));
        assertRefused("cat ../../../../../..%s".formatted(secret));
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

        assertRefused("kill -0 " + worker);
        assertRefused("cat /proc/%d/environ".formatted(worker));
        assertThat(run("ls -d /proc/[0-9]* | wc -l").output().strip()).matches("[0-9]");
        assertThat(run("tr '\\0' '\\n' < /proc/1/environ").output()).doesNotContain("JAVA_HOME", "USER=", "POSTGRES");
    }

    @Test
    void onlyTheProjectCanBeWrittenTo() {
        for (String place : List.of("/", "/usr", "/etc", "/dev", "/proc", "/proc/sys/kernel", "/usr/local/bin")) {
            assertRefused("touch %s/escaped".formatted(place));
        }
        assertRefused("echo x > /proc/sys/kernel/core_pattern");
        assertRefused("echo x > /proc/sysrq-trigger");
        assertRefused("echo 9 > /proc/sys/user/max_user_namespaces");
        assertThat(run("touch /project/a /tmp/b && echo written").output()).isEqualTo("written\n");
    }

    @Test
    void nothingCanBeMountedAndNoDeviceMade() {
        assertRefused("mount -t tmpfs none /tmp");
        assertRefused("mount -o remount,rw /usr");
        assertRefused("umount /proc");
        assertRefused("mknod disk b 8 0");
        assertRefused("chroot /tmp true");
        assertThat(run("ls -A /dev | tr '\\n' ' '").output().strip().split(" "))
                .isSubsetOf(
                        "console", "core", "fd", "full", "null", "ptmx", "pts", "random", "shm", "stderr", "stdin",
                        "stdout", "tty", "urandom", "zero");
    }

    @Test
    void noPrivilegeIsLeftAndNoNamespaceGivesOne() {
        String status = run("cat /proc/self/status").output();

        assertThat(status).containsPattern("CapEff:\\s+0{16}\n").containsPattern("CapPrm:\\s+0{16}\n");
        assertThat(status).containsPattern("CapBnd:\\s+0{16}\n").containsPattern("NoNewPrivs:\\s+1\n");
        assertRefused("unshare --user true");
        assertRefused("unshare --user --map-root-user mount -t tmpfs none /tmp");
        assertRefused("unshare --net true");
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
        SandboxProperties properties = TestSandboxes.withReadOnly(Path.of("/usr/no-such-toolchain"));

        assertThatThrownBy(() -> run(properties, command(PATIENCE, "echo inside"), new Cancellation()))
                .isInstanceOf(IllegalStateException.class)
                .satisfies(
                        failure -> assertThat(failure.getCause().getMessage()).contains("no-such-toolchain"));
    }

    private void assertRefused(String shell) {
        Execution execution = run(shell);

        assertThat(execution.ending()).as(shell).isEqualTo(Ending.EXITED);
        assertThat(execution.exitCode()).as("%s: %s", shell, execution.output()).isNotZero();
        assertThat(execution.output()).as(shell).doesNotContain("secret\n");
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

    private static void assertGone(String mark) throws Exception {
        long deadline = System.nanoTime() + GONE.toNanos();
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
