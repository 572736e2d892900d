package io.quantumlayer.worker.step;

import io.quantumlayer.contracts.digest.Sha256;
import io.quantumlayer.contracts.quantumdrop.Drop;
import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.contracts.quantumdrop.DropsClient;
import io.quantumlayer.contracts.quantumdrop.Event;
import io.quantumlayer.contracts.quantumdrop.NewDrop;
import io.quantumlayer.contracts.quantumdrop.NewEvent;
import io.quantumlayer.contracts.quantumdrop.Run;
import io.quantumlayer.contracts.quantumdrop.RunRecord;
import io.quantumlayer.contracts.quantumdrop.RunsQuery;
import io.quantumlayer.contracts.quantumdrop.StoredFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** QuantumDrop in memory: keeps drops by id and by idempotency key; steps may run at the same time. */
public final class FakeDrops implements DropsClient {

    private final Map<String, Drop> byId = new LinkedHashMap<>();
    private final Map<String, Drop> byKey = new LinkedHashMap<>();
    private final Map<String, List<DropFile>> files = new LinkedHashMap<>();
    private final Set<String> refused = new HashSet<>();
    private boolean down;
    private int queries;
    private final List<NewEvent> events = new ArrayList<>();
    private final List<RunRecord> runs = new ArrayList<>();
    private final Map<String, RunRecord> runByWorkflow = new LinkedHashMap<>();

    /** Takes no record of a run from here on, for a reason that stays. */
    public synchronized void refuse(String workflowId) {
        refused.add(workflowId);
    }

    /** Lets no record of a run through, or lets them through again. */
    public synchronized void down(boolean isDown) {
        down = isDown;
    }

    public List<NewEvent> events() {
        return events;
    }

    public int size() {
        return byId.size();
    }

    @Override
    public synchronized Drop create(NewDrop drop) {
        Drop there = byKey.get(drop.idempotencyKey());
        if (there != null) {
            return there;
        }
        List<DropFile> contents = Objects.requireNonNullElse(drop.files(), List.of());
        String id = "drop-" + byId.size();
        Drop stored = new Drop(
                id,
                drop.workflowId(),
                "",
                drop.stage(),
                drop.type(),
                drop.artifact(),
                drop.metadata(),
                Instant.EPOCH,
                1,
                drop.runId(),
                null,
                false,
                contents.stream()
                        .map(file -> new StoredFile(
                                file.path(),
                                Sha256.hex(file.content()),
                                file.content().length()))
                        .toList());
        byId.put(id, stored);
        byKey.put(drop.idempotencyKey(), stored);
        files.put(id, contents);
        return stored;
    }

    @Override
    public synchronized Drop drop(String id) {
        return Objects.requireNonNull(byId.get(id), id);
    }

    @Override
    public synchronized List<Drop> stored(String workflowId, String idempotencyKey) {
        Drop drop = byKey.get(idempotencyKey);
        return drop == null ? List.of() : List.of(drop);
    }

    @Override
    public synchronized List<DropFile> contents(String id) {
        return files.getOrDefault(id, List.of());
    }

    @Override
    public synchronized Event append(String workflowId, NewEvent event) {
        if (event.key() == null
                || events.stream().noneMatch(there -> event.key().equals(there.key()))) {
            events.add(event);
        }
        return new Event(events.size(), Instant.EPOCH, event.type(), Map.of());
    }

    @Override
    public synchronized List<Event> events(String workflowId, int limit) {
        return events.stream()
                .map(event -> new Event(1, Instant.EPOCH, event.type(), event.payload()))
                .toList();
    }

    @Override
    public synchronized void recordRun(String workflowId, RunRecord run) {
        if (refused.contains(workflowId)) {
            throw Answered.with("quantumdrop", 400, "The record is not valid.", null, Map.of());
        }
        if (down) {
            throw Answered.nothing("quantumdrop");
        }
        runs.add(run);
        runByWorkflow.put(workflowId, run);
    }

    @Override
    public synchronized List<Run> runs(RunsQuery query) {
        queries++;
        return query.workflowIds().stream()
                .filter(runByWorkflow::containsKey)
                .map(workflowId -> run(workflowId, runByWorkflow.get(workflowId)))
                .toList();
    }

    private static Run run(String workflowId, RunRecord run) {
        return new Run(
                workflowId,
                run.runId(),
                run.requestId(),
                run.name(),
                run.language(),
                run.type(),
                run.state(),
                run.verdict(),
                Instant.EPOCH,
                Instant.EPOCH,
                0);
    }

    /** How often it was asked for records of runs. */
    public synchronized int queries() {
        return queries;
    }

    public List<RunRecord> runs() {
        return runs;
    }

    /** Puts a drop there as somebody else would who can write to the store. */
    public synchronized void replace(Drop drop, String idempotencyKey, List<DropFile> contents) {
        byId.put(drop.id(), drop);
        byKey.put(idempotencyKey, drop);
        files.put(drop.id(), contents);
    }
}
