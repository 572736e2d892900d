package io.quantumlayer.local.platform;

import io.quantumlayer.servers.LoopbackPort;
import java.nio.file.Path;
import java.util.Set;

/** How the services are trained: each alone, beside those that run, on ports of its own. */
final class Trainees {

    private static final int ENDED_BY_SIGTERM = 128 + 15;

    private final ServiceEnvironment environment;
    private final Database database;
    private final String temporalAddress;
    private final Readiness readiness;

    Trainees(ServiceEnvironment environment, Database database, String temporalAddress, Readiness readiness) {
        this.environment = environment;
        this.database = database;
        this.temporalAddress = temporalAddress;
        this.readiness = readiness;
    }

    Trainee of(Application application) {
        return new Trainee(application.service().key(), application.cache(), output -> course(application, output));
    }

    private Trainee.Course course(Application application, Path output) {
        Service service = application.service();
        Endpoint spare = new Endpoint(LoopbackPort.free(), LoopbackPort.free());
        boolean alone = service.isHarmlessAlone();
        return new Trainee.Course(
                application.trainingCommand(output),
                environment.listeningOn(service, spare).of(service, database, temporalAddress),
                application.directory(),
                // What the JVM learns beyond the context, up to the first answers, saves a fifth of the work of a
                // start.
                alone ? () -> readiness.problem(spare).isEmpty() : Trainee.Learned.WHEN_IT_ENDS,
                alone ? Set.of(0, ENDED_BY_SIGTERM) : Set.of(0));
    }
}
