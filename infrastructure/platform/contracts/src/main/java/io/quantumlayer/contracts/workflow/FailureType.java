package io.quantumlayer.contracts.workflow;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Kinds of failures that end a run, each with what its user can do; {@code docs/reference/events.md} lists them. */
public enum FailureType {
    BUDGET_EXCEEDED("Start again with a larger budget, or with none: ql generate --budget usd=5."),
    UNAUTHORIZED("Check the keys of the platform and of the router: 'ql doctor' names the variables."),
    FORBIDDEN("Have the provider allow the model for this key, or name another one with --model."),
    NOT_FOUND("Name a model that there is with --model; they are listed under /v1/models of the gateway."),
    UNPROCESSABLE("Name another model with --model, or leave --model out for the built-in engine."),
    INVALID_REQUEST("Name another model with --model: this one does not take what its role sends."),
    ANSWER_INVALID("Name a larger model with --model: this one does not keep to the form that is asked of it."),
    ANSWER_REFUSED("Start again, with another model if it comes back: this one's answer contradicts itself."),
    PAYLOAD_TOO_LARGE("Ask for less at once, or name a model with a longer context with --model."),
    TOO_MANY_REQUESTS("Wait until the provider takes calls again, or name another model with --model."),
    MODEL_CREDENTIAL_REFUSED("Check the provider's key, export it and start the platform again: ql down, then ql up."),
    MODEL_QUOTA_USED_UP("Add credit to the provider's account, or name another model with --model."),
    PROMPT_TOO_LONG("Name a model with a longer context with --model, or ask for less at once."),
    UPSTREAM_FAILED("Start again later, or name another model with --model."),
    UNAVAILABLE("Look at 'ql status', and start again once everything is ready."),
    TIMED_OUT("Name a faster model with --model, or ask for less at once."),
    CONFLICT("Start again in a few minutes: another attempt still works on the same task."),
    UNSAFE_PATH("Start again, with another model if it comes back: this one named a file that cannot be written."),
    FOREIGN_DROP("Somebody else wrote into this run: start again with a new id, and see who can write to QuantumDrop."),
    WORKER_LOST("Look at 'ql status' and 'ql logs workflow-worker', and start again once everything is ready."),
    STEP_TIMED_OUT("Ask for less at once, or name a faster model with --model."),
    CANCELED("Start it again if that was not intended."),
    TERMINATED("Start it again if that was not intended."),
    RUN_TIMED_OUT("Ask for less at once, or name a faster model with --model."),
    INTERNAL("This is a defect: report it with the id of the run and 'ql logs workflow-worker'.");

    private final String remedy;

    FailureType(String remedy) {
        this.remedy = remedy;
    }

    /** Name on the wire, such as {@code budget-exceeded}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What the user can do, in one sentence. */
    public String remedy() {
        return remedy;
    }

    /** The type of a key; empty for a name that is no type of this release. */
    public static Optional<FailureType> find(String key) {
        return Arrays.stream(values()).filter(type -> type.key().equals(key)).findFirst();
    }

    /** The type that an HTTP status amounts to. */
    public static FailureType ofStatus(int status) {
        return switch (status) {
            case 401 -> UNAUTHORIZED;
            case 402 -> BUDGET_EXCEEDED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 409 -> CONFLICT;
            case 413 -> PAYLOAD_TOO_LARGE;
            case 422 -> UNPROCESSABLE;
            case 429 -> TOO_MANY_REQUESTS;
            case 503 -> UNAVAILABLE;
            case 408, 504 -> TIMED_OUT;
            default -> status < 500 ? INVALID_REQUEST : UPSTREAM_FAILED;
        };
    }
}
