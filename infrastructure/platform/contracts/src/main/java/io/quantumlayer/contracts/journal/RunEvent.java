package io.quantumlayer.contracts.journal;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run's journal tells. Each record is the payload of its events as JSON; the type stands beside it in the entry.
 * Types and members are only ever added: journals are read for as long as they are kept.
 */
public sealed interface RunEvent permits RunBeginning, RunEnd, StageEvent, DropEvent {

    /** Name of the event on the wire, such as {@code stage.completed}. */
    String type();

    /** Records of all events by their type. */
    static Map<String, Class<? extends RunEvent>> types() {
        return Types.BY_NAME;
    }

    /** Record of the events of a type; empty for a type that a newer release writes. */
    static Optional<Class<? extends RunEvent>> ofType(String type) {
        return Optional.ofNullable(Types.BY_NAME.get(type));
    }

    /** Types of the events after which a run is over, until one of the {@link #beginnings()} follows. */
    static List<String> endings() {
        return Types.of(RunEnd.class);
    }

    /** Types of the events after which a run works. */
    static List<String> beginnings() {
        return Types.of(RunBeginning.class);
    }
}
