package io.quantumlayer.local.platform;

import io.quantumlayer.local.Authority;
import io.quantumlayer.local.CommandFailedException;
import io.quantumlayer.local.ExitCode;
import io.quantumlayer.local.Home;
import io.quantumlayer.local.Version;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** All processes of the platform and the order in which they start and stop. */
final class Fleet {

    private static final Duration STRAGGLER_STOP = Duration.ofSeconds(5);
    private static final int PREPARED_AT_ONCE = 2;

    private final Home home;
    private final Applications applications;
    private final StartReport report;
    private final Runnable changed;
    private final Map<Service, Endpoint> endpoints = new EnumMap<>(Service.class);
    private final List<Supervised> processes = new CopyOnWriteArrayList<>();
    private final Optional<LocalCertificate> certificate;
    private final Readiness readiness;
    private final ActiveRuns activeRuns;
    private final Map<Service, Map<String, String>> environments = new EnumMap<>(Service.class);
    private volatile List<Trainee> trainees = List.of();
    private volatile boolean stopping;

    /** @param certificate that the gateway speaks TLS with */
    Fleet(
            Home home,
            Path repository,
            int gatewayPort,
            Optional<LocalCertificate> certificate,
            StartReport report,
            Runnable changed) {
        this.home = home;
        this.certificate = certificate;
        this.readiness = new Readiness(certificate.map(files -> new Authority(files.authority())));
        this.applications = new Applications(home, repository, Version.current());
        this.report = report;
        this.changed = changed;
        for (Service service : Service.values()) {
            boolean gateway = service == Service.API_GATEWAY;
            int port = gateway ? gatewayPort : LoopbackPort.free();
            endpoints.put(service, new Endpoint(port, LoopbackPort.free(), gateway && certificate.isPresent()));
        }
        this.activeRuns = new ActiveRuns(of(endpoints, Service.WORKFLOW_API));
    }

    /** All processes that were started, in the order in which they were. */
    List<Supervised> processes() {
        return processes;
    }

    /** Starts everything and returns when every service is ready. */
    void start() throws InterruptedException {
        try (Tasks tasks = new Tasks()) {
            Map<Service, Application> unpacked = startServers(tasks);
            tasks.forEach(
                    List.copyOf(unpacked.values()), Service.values().length, application -> startService(application));
            applications.removeAllBut(unpacked.values());
        }
    }

    /** Starts what services stand on and no service; unpacks them. */
    void startServers() throws InterruptedException {
        try (Tasks tasks = new Tasks()) {
            startServers(tasks);
        }
    }

    /** The services as they are trained; none before the servers run. */
    List<Trainee> trainees() {
        return trainees;
    }

    /** Whether any run goes on, as far as can be told. */
    boolean hasActiveRuns() throws InterruptedException {
        return activeRuns.any();
    }

    /** Asks all services at once; says whether any answer differs from the last one. */
    boolean askWhetherReady() throws InterruptedException {
        List<Supervised> services =
                matching(Fleet::isService).stream().filter(Supervised::isAlive).toList();
        AtomicInteger changes = new AtomicInteger();
        try (Tasks tasks = new Tasks()) {
            tasks.forEach(services, services.size(), process -> {
                boolean ready = readiness.problem(process.endpoint()).isEmpty();
                if (process.answered(ready, Instant.now())) {
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
        activeRuns.close();
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

    private Map<Service, Application> startServers(Tasks tasks) throws InterruptedException {
        Map<String, String> user = System.getenv();
        ServiceEnvironment environment = new ServiceEnvironment(user, endpoints, IdentityKeys.in(home.keys()));
        Backing backing = new Backing(home, user, report, this::add);
        Tasks.Result<Database> database = tasks.start(backing::startPostgres);
        Tasks.Result<String> temporal = tasks.start(backing::startTemporal);
        Map<Service, Application> unpacked = unpack(tasks);
        Database startedDatabase = database.await();
        String temporalAddress = temporal.await();
        for (Service service : Service.values()) {
            environments.put(service, environment.of(service, startedDatabase, temporalAddress));
        }
        certificate.ifPresent(files -> of(environments, Service.API_GATEWAY).putAll(files.settings()));
        Trainees courses = new Trainees(environment, startedDatabase, temporalAddress, readiness);
        trainees = unpacked.values().stream().map(courses::of).toList();
        return unpacked;
    }

    private Map<Service, Application> unpack(Tasks tasks) throws InterruptedException {
        Map<Service, Application> unpacked = new EnumMap<>(Service.class);
        AtomicBoolean news = new AtomicBoolean();
        tasks.forEach(List.of(Service.values()), PREPARED_AT_ONCE, service -> {
            Application application = applications.unpacked(service, () -> news.set(true));
            synchronized (unpacked) {
                unpacked.put(service, application);
                if (news.get()) {
                    report.add(StartEvent.counted(
                            "unpacking", "services, once per build", unpacked.size(), Service.values().length));
                }
            }
        });
        return unpacked;
    }

    private void startService(Application application) throws InterruptedException {
        Map<String, String> environment = of(environments, application.service());
        String name = application.service().key();
        Path log = new LogFiles(home).forStartOf(name);
        Supervised process = Supervised.service(
                name,
                of(endpoints, application.service()),
                log,
                application.build(),
                () -> ServerProcess.start(
                        application.command(), environment, application.directory(), log, Lifetime.DETACHED, "TERM"));
        report.add(StartEvent.working(name, "starting"));
        Instant begin = Instant.now();
        process.start();
        add(process);
        awaitReady(process, begin.plus(Supervised.START));
        process.answered(true, Instant.now());
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
                        process, "is not ready after %d s: %s".formatted(Supervised.START.toSeconds(), problem.get()));
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
