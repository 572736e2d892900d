package io.quantumlayer.local.platform;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The services, in the order of a listing; each is a module of the repository and one process. */
public enum Service {
    API_GATEWAY(false, false, Optional.empty()),
    WORKFLOW_API(false, true, Optional.of("WORKFLOW_API_URL")),
    WORKFLOW_WORKER(false, true, Optional.empty()),
    LLM_ROUTER(true, false, Optional.of("LLM_ROUTER_URL")),
    AGENT_ORCHESTRATOR(true, false, Optional.of("AGENT_ORCHESTRATOR_URL")),
    META_PROMPT_ENGINE(true, false, Optional.of("META_PROMPT_ENGINE_URL")),
    PARSER(false, false, Optional.of("PARSER_URL")),
    QUANTUMDROP(true, false, Optional.of("QUANTUMDROP_URL"));

    private final boolean usesPostgres;
    private final boolean usesTemporal;
    private final Optional<String> urlVariable;

    Service(boolean usesPostgres, boolean usesTemporal, Optional<String> urlVariable) {
        this.usesPostgres = usesPostgres;
        this.usesTemporal = usesTemporal;
        this.urlVariable = urlVariable;
    }

    /** Name of the module, the process and the log. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean usesPostgres() {
        return usesPostgres;
    }

    boolean usesTemporal() {
        return usesTemporal;
    }

    /** Variable that tells the other services where this one is; none for those that nobody calls. */
    Optional<String> urlVariable() {
        return urlVariable;
    }

    /**
     * Whether it does nothing until it is asked. The worker does: it takes up runs as soon as it is up, which must not
     * happen before the others are there.
     */
    boolean isHarmlessAlone() {
        return this != WORKFLOW_WORKER;
    }

    /** The built jar in the repository. */
    Path jar(Path repository, String version) {
        return repository.resolve(key()).resolve("target").resolve("%s-%s.jar".formatted(key(), version));
    }
}
