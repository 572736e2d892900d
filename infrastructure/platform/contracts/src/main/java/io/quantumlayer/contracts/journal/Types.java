package io.quantumlayer.contracts.journal;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The types of events, in the order in which a run tells them. */
final class Types {

    static final Map<String, Class<? extends RunEvent>> BY_NAME = byName();

    private Types() {}

    /** Names of the types whose events are of this kind. */
    static List<String> of(Class<? extends RunEvent> kind) {
        return BY_NAME.entrySet().stream()
                .filter(type -> kind.isAssignableFrom(type.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Map<String, Class<? extends RunEvent>> byName() {
        Map<String, Class<? extends RunEvent>> types = new LinkedHashMap<>();
        types.put(RunStarted.TYPE, RunStarted.class);
        types.put(RunRetried.TYPE, RunRetried.class);
        types.put(StageStarted.TYPE, StageStarted.class);
        types.put(StageAttemptFailed.TYPE, StageAttemptFailed.class);
        types.put(DropStored.TYPE, DropStored.class);
        types.put(StageDrafted.TYPE, StageDrafted.class);
        types.put(StageCompleted.TYPE, StageCompleted.class);
        types.put(RunCompleted.TYPE, RunCompleted.class);
        types.put(RunFailed.TYPE, RunFailed.class);
        types.put(RunCanceled.TYPE, RunCanceled.class);
        types.put(RunTerminated.TYPE, RunTerminated.class);
        types.put(DropRolledBack.TYPE, DropRolledBack.class);
        types.put(DropDeleted.TYPE, DropDeleted.class);
        return Collections.unmodifiableMap(types);
    }
}
