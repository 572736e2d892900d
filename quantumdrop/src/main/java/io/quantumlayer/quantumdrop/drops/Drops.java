package io.quantumlayer.quantumdrop.drops;

import io.micrometer.core.instrument.MeterRegistry;
import io.quantumlayer.contracts.journal.DropDeleted;
import io.quantumlayer.contracts.journal.DropRolledBack;
import io.quantumlayer.contracts.journal.DropStored;
import io.quantumlayer.contracts.quantumdrop.Drop;
import io.quantumlayer.contracts.quantumdrop.StoredFile;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import io.quantumlayer.quantumdrop.blobs.Blobs;
import io.quantumlayer.quantumdrop.journal.Journal;
import io.quantumlayer.quantumdrop.runs.Runs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/** Stores, finds, restores and deletes drops. What was stored never changes, but for the mark that it is stale. */
@Component
public class Drops {

    private final DropTable table;
    private final Blobs blobs;
    private final Runs runs;
    private final Journal journal;
    private final TransactionOperations transaction;
    private final JsonMapper json;
    private final MeterRegistry meters;

    Drops(
            DropTable table,
            Blobs blobs,
            Runs runs,
            Journal journal,
            TransactionOperations transaction,
            JsonMapper json,
            MeterRegistry meters) {
        this.table = table;
        this.blobs = blobs;
        this.runs = runs;
        this.journal = journal;
        this.transaction = transaction;
        this.json = json;
        this.meters = meters;
    }

    /**
     * Stores drops, all or none, in their order. A drop that is there already is returned in place of the new one: the
     * same idempotency key in the same workflow, or the same id with the same content.
     *
     * @throws ProblemException a conflict, if an id is there with another content
     */
    List<Stored> store(List<Submission> submissions) {
        List<Stored> stored;
        try {
            stored = transaction.execute(_ -> storeAll(submissions));
        } catch (DuplicateKeyException e) {
            // Somebody stored the same id in another workflow in between; now it can be seen.
            stored = transaction.execute(_ -> storeAll(submissions));
        }
        stored.stream().filter(Stored::isNew).forEach(drop -> count(drop.row()));
        return stored;
    }

    /**
     * Stores the content of an old drop as the newest version of its stage and marks the later stages stale.
     *
     * @return the new drop
     * @throws ProblemException not found, if the workflow has no such drop
     */
    DropRow rollBack(String workflowId, String dropId) {
        DropRow restored = Objects.requireNonNull(transaction.execute(_ -> {
            ofWorkflow(workflowId, dropId);
            runs.lock(List.of(workflowId));
            DropRow old = ofWorkflow(workflowId, dropId);
            Map<String, Object> metadata = new LinkedHashMap<>(old.metadata() == null ? Map.of() : old.metadata());
            metadata.put("rollback_from", dropId);
            metadata.put("original_stage", old.stage());
            DropRow copy = insert(
                    new DropTable.NewRow(
                            newId(),
                            workflowId,
                            old.requestId(),
                            old.runId(),
                            old.stage(),
                            old.type(),
                            table.nextVersion(workflowId, old.stage()),
                            parent(workflowId, old.stage()),
                            null,
                            old.artifact(),
                            old.artifactSize(),
                            json.writeValueAsString(metadata)),
                    filesOf(old));
            List<String> stale = table.markStale(workflowId, StageOrder.after(old.stage()));
            journal.append(workflowId, new DropRolledBack(copy.id(), dropId, copy.stage(), copy.version(), stale));
            return copy;
        }));
        count(restored);
        return restored;
    }

    /**
     * Deletes a drop; its contents go with the next collections when nothing else holds them.
     *
     * @throws ProblemException not found, if there is no such drop
     */
    void delete(String id) {
        transaction.executeWithoutResult(_ -> {
            DropRow drop = required(id);
            runs.lock(List.of(drop.workflowId()));
            if (!table.delete(id)) {
                throw unknown(id);
            }
            journal.append(drop.workflowId(), new DropDeleted(drop.id(), drop.stage(), drop.type(), drop.version()));
        });
    }

    /**
     * The drop with this id.
     *
     * @throws ProblemException not found, if there is none
     */
    public Drop find(String id) {
        return load(List.of(required(id))).getFirst();
    }

    /**
     * The files of a drop, sorted by path.
     *
     * @throws ProblemException not found, if there is no such drop
     */
    List<StoredFile> files(String id) {
        return filesOf(required(id));
    }

    /** The whole drops of these rows, in their order. */
    List<Drop> load(List<DropRow> rows) {
        Map<String, List<StoredFile>> files =
                table.files(rows.stream().map(DropRow::id).toList());
        Map<String, byte[]> artifacts =
                blobs.read(rows.stream().map(DropRow::artifact).toList());
        return rows.stream()
                .map(row -> row.with(
                        new String(Objects.requireNonNull(artifacts.get(row.artifact())), StandardCharsets.UTF_8),
                        files.getOrDefault(row.id(), List.of())))
                .toList();
    }

    private List<Stored> storeAll(List<Submission> submissions) {
        runs.lock(submissions.stream().map(each -> each.drop().workflowId()).toList());
        blobs.hold(submissions.stream()
                .filter(each -> existing(each).isEmpty())
                .flatMap(each -> each.blobs().stream())
                .toList());
        List<Stored> stored = new ArrayList<>();
        for (Submission submission : submissions) {
            stored.add(existing(submission)
                    .map(there -> new Stored(there, false))
                    .orElseGet(() -> new Stored(insert(submission), true)));
        }
        return stored;
    }

    private Optional<DropRow> existing(Submission submission) {
        if (submission.idempotencyKey() != null) {
            Optional<DropRow> there = table.ofKey(submission.drop().workflowId(), submission.idempotencyKey());
            if (there.isPresent()) {
                return there;
            }
        }
        if (submission.id() == null) {
            return Optional.empty();
        }
        Optional<DropRow> there = table.find(submission.id());
        there.filter(drop -> !same(drop, submission)).ifPresent(drop -> {
            throw new ProblemException(
                    ProblemType.CONFLICT,
                    "The drop '%s' is there with another content; drops never change. Store under another id, or without one."
                            .formatted(drop.id()));
        });
        return there;
    }

    private boolean same(DropRow there, Submission submission) {
        return there.workflowId().equals(submission.drop().workflowId())
                && there.requestId().equals(submission.requestId())
                && Objects.equals(there.runId(), submission.drop().runId())
                && there.stage().equals(submission.drop().stage())
                && there.type().equals(submission.drop().type())
                && Objects.equals(there.idempotencyKey(), submission.idempotencyKey())
                && there.artifact().equals(submission.artifact().sha256())
                && Objects.equals(there.metadata(), submission.drop().metadata())
                && filesOf(there).equals(submission.storedFiles());
    }

    private DropRow insert(Submission submission) {
        String workflowId = submission.drop().workflowId();
        String stage = submission.drop().stage();
        return insert(
                new DropTable.NewRow(
                        submission.id() == null ? newId() : submission.id(),
                        workflowId,
                        submission.requestId(),
                        submission.drop().runId(),
                        stage,
                        submission.drop().type(),
                        table.nextVersion(workflowId, stage),
                        parent(workflowId, stage),
                        submission.idempotencyKey(),
                        submission.artifact().sha256(),
                        submission.artifact().bytes().length,
                        submission.metadata()),
                submission.storedFiles());
    }

    private DropRow insert(DropTable.NewRow row, List<StoredFile> files) {
        DropRow drop = table.insert(row, files);
        journal.append(drop.workflowId(), new DropStored(drop.id(), drop.stage(), drop.type(), drop.version()));
        return drop;
    }

    private @Nullable String parent(String workflowId, String stage) {
        return table.newest(workflowId, stage).map(DropRow::id).orElse(null);
    }

    private List<StoredFile> filesOf(DropRow drop) {
        return table.files(List.of(drop.id())).getOrDefault(drop.id(), List.of());
    }

    private DropRow ofWorkflow(String workflowId, String dropId) {
        return table.find(dropId)
                .filter(drop -> drop.workflowId().equals(workflowId))
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NOT_FOUND,
                        "The workflow '%s' has no drop with the id '%s'.".formatted(workflowId, dropId)));
    }

    private DropRow required(String id) {
        return table.find(id).orElseThrow(() -> unknown(id));
    }

    private void count(DropRow drop) {
        meters.counter("quantumdrop.drops.stored", "stage", StageOrder.isKnown(drop.stage()) ? drop.stage() : "other")
                .increment();
    }

    private static ProblemException unknown(String id) {
        return new ProblemException(ProblemType.NOT_FOUND, "No drop has the id '%s'.".formatted(id));
    }

    private static String newId() {
        return "drop-" + UUID.randomUUID();
    }

    /** A drop and whether it was not there before. */
    record Stored(DropRow row, boolean isNew) {}
}
