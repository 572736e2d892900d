package io.quantumlayer.local.platform;

import io.quantumlayer.local.CommandFailedException;
import io.quantumlayer.local.ExitCode;
import io.quantumlayer.local.Home;
import io.quantumlayer.local.Version;
import io.quantumlayer.local.platform.PlatformState.Condition;
import io.quantumlayer.servers.Lifetime;
import io.quantumlayer.servers.LogTail;
import io.quantumlayer.servers.LoopbackPort;
import io.quantumlayer.servers.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** All processes of the platform and the order in which they start and stop. */
final class Fleet {

    private static final Duration SERVICE_START = Duration.ofMinutes(2);
    private static final Duration STRAGGLER_STOP = Duration.ofSeconds(5);
    private static final int PREPARED_AT_ONCE = 2;

    private final Home home;
    private final Applications applications;
    private final StartReport report;
    private final Runnable changed;
    private final Map<Service, Endpoint> endpoints = new EnumMap<>(Service.class);
    private final List<Supervised> processes = new CopyOnWriteArrayList<>();
    private final Readiness readiness = new Readiness();
    private volatile boolean stopping;

    Fleet(Home home, Path repository, int gatewayPort, StartReport report, Runnable changed) {
        this.home = home;
        this.applications = new Applications(home, repository, Version.current());
        this.report = report;
        this.changed = changed;
        for (Service service : Service.values()) {
            int port = service == Service.API_GATEWAY ? gatewayPort : LoopbackPort.free();
            endpoints.put(service, new Endpoint(port, LoopbackPort.free()));
        }
    }

    /** All processes that were started, in the order in which they were. */
    List<Supervised> processes() {
        return processes;
    }

    /** Starts everything and returns when every service is ready. */
    void start() throws InterruptedException {
        Map<String, String> user = System.getenv();
        ServiceEnvironment environment = new ServiceEnvironment(user, endpoints, IdentityKeys.in(home.keys()));
        Backing backing = new Backing(home, user, report, this::add);
        try (Tasks tasks = new Tasks()) {
            Tasks.Result<Database> database = tasks.start(backing::startPostgres);
            Tasks.Result<String> temporal = tasks.start(backing::startTemporal);
            Map<Service, Application> unpacked = unpack(tasks);
            Database startedDatabase = database.await();
            String temporalAddress = temporal.await();
            Map<Service, Map<String, String>> environments = new EnumMap<>(Service.class);
            for (Service service : Service.values()) {
                environments.put(service, environment.of(service, startedDatabase, temporalAddress));
            }
            train(tasks, unpacked, environments);
            tasks.forEach(
                    List.copyOf(unpacked.values()),
                    Service.values().length,
                    application -> startService(application, of(environments, application.service())));
            applications.removeAllBut(unpacked.values());
        }
    }

    /** Asks all services at once; says whether any answer differs from the last one. */
    boolean askWhetherReady() throws InterruptedException {
        List<Supervised> services =
                matching(Fleet::isService).stream().filter(Supervised::isAlive).toList();
        AtomicInteger changes = new AtomicInteger();
        try (Tasks tasks = new Tasks()) {
            tasks.forEach(services, services.size(), process -> {
                boolean ready = readiness.problem(process.endpoint()).isEmpty();
                Condition now = ready ? Condition.READY : Condition.NOT_READY;
                // A service that has just been started again may take its time.
                boolean starting = process.condition() == Condition.STARTING && !ready;
                if (process.condition() != now && !starting) {
                    process.condition(now);
                    changes.incrementAndGet();
                }
            });
        }
        return changes.get() > 0;
    }

    /** Edge first, so that nothing new comes in; the servers last, when nobody needs them any longer. */
    void stop(Duration patience) {
        stopping = true;
        Predicate<Supervised> gateway = process -> process.name().equals(Service.API_GATEWAY.key());
        stopTogether(matching(gateway), patience);
        stopTogether(matching(gateway.negate().and(Fleet::isService)), patience);
        stopTogether(matching(process -> process.name().equals(Backing.TEMPORAL)), patience);
        stopTogether(matching(process -> process.name().equals(Backing.POSTGRESQL)), patience);
        readiness.close();
    }

    private static boolean isService(Supervised process) {
        return !List.of(Backing.POSTGRESQL, Backing.TEMPORAL).contains(process.name());
    }

    private List<Supervised> matching(Predicate<Supervised> wanted) {
        return processes.stream().filter(wanted).toList();
    }

    private static void stopTogether(List<Supervised> processes, Duration patience) {
        try (Tasks tasks = new Tasks()) {
            tasks.forEach(processes, Math.max(1, processes.size()), process -> process.stop(patience));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void add(Supervised process) {
        processes.add(process);
        if (stopping) {
            // It came up while everything else went down.
            process.stop(STRAGGLER_STOP);
        }
        changed.run();
    }

    private Map<Service, Application> unpack(Tasks tasks) throws InterruptedException {
        Map<Service, Application> unpacked = new EnumMap<>(Service.class);
        tasks.forEach(List.of(Service.values()), PREPARED_AT_ONCE, service -> {
            Application application = applications.unpacked(service);
            synchronized (unpacked) {
                unpacked.put(service, application);
                if (application.isTrained()) {
                    return;
                }
                report.add(StartEvent.counted(
                        "unpacking", "services, once per build", unpacked.size(), Service.values().length));
            }
        });
        return unpacked;
    }

    private void train(Tasks tasks, Map<Service, Application> unpacked, Map<Service, Map<String, String>> environments)
            throws InterruptedException {
        List<Application> untrained = unpacked.values().stream()
                .filter(application -> !application.isTrained())
                .toList();
        AtomicInteger done = new AtomicInteger();
        tasks.forEach(untrained, PREPARED_AT_ONCE, application -> {
            Service service = application.service();
            applications
                    .train(application, of(environments, service), learned(service))
                    .ifPresent(reason -> report.add(
                            StartEvent.warning("training " + service.key(), "starts slower this time: " + reason)));
            report.add(StartEvent.counted(
                    "training", "quick starts, once per build", done.incrementAndGet(), untrained.size()));
        });
    }

    // What the JVM learns beyond the context, up to the first answers, saves a fifth of the work of a start.
    private Applications.Learned learned(Service service) {
        return service.isHarmlessAlone()
                ? () -> readiness.problem(of(endpoints, service)).isEmpty()
                : Applications.Learned.WHEN_IT_ENDS;
    }

    private void startService(Application application, Map<String, String> environment) throws InterruptedException {
        String name = application.service().key();
        Path log = new LogFiles(home).forStartOf(name);
        Supervised process = new Supervised(
                name,
                of(endpoints, application.service()),
                log,
                application.build(),
                "TERM",
                () -> ServerProcess.start(
                        application.command(), environment, application.directory(), log, Lifetime.DETACHED, "TERM"));
        report.add(StartEvent.working(name, "starting"));
        Instant begin = Instant.now();
        process.start();
        add(process);
        awaitReady(process, begin.plus(SERVICE_START));
        process.condition(Condition.READY);
        changed.run();
        report.add(StartEvent.ready(name, "127.0.0.1:" + process.endpoint().port(), begin));
    }

    private void awaitReady(Supervised process, Instant deadline) throws InterruptedException {
        Optional<String> problem = readiness.problem(process.endpoint());
        while (problem.isPresent()) {
            if (!process.isAlive()) {
                throw failed(process, "ended while it started");
            }
            if (Instant.now().isAfter(deadline)) {
                throw failed(
                        process, "is not ready after %d s: %s".formatted(SERVICE_START.toSeconds(), problem.get()));
            }
            Thread.sleep(100);
            problem = readiness.problem(process.endpoint());
        }
    }

    private static CommandFailedException failed(Supervised process, String what) {
        return new CommandFailedException(
                ExitCode.PLATFORM,
                "%s %s. Its log is %s. Its last lines:%n  %s"
                        .formatted(
                                process.name(),
                                what,
                                process.log(),
                                String.join("\n  ", LogTail.lines(process.log(), 15))));
    }

    private static <V> V of(Map<Service, V> map, Service service) {
        return Optional.ofNullable(map.get(service)).orElseThrow();
    }
}
