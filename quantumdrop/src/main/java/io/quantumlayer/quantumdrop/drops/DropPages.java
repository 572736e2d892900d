package io.quantumlayer.quantumdrop.drops;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.contracts.quantumdrop.Drop;
import io.quantumlayer.contracts.quantumdrop.Run;
import io.quantumlayer.platform.problem.FieldError;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import io.quantumlayer.quantumdrop.runs.Runs;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Lists of drops, with the members that the original store's lists had. */
@Component
class DropPages {

    /** What the original store said of a workflow that it did not know. */
    private static final Instant NEVER = Instant.parse("0001-01-01T00:00:00Z");

    private final Drops drops;
    private final DropTable table;
    private final Runs runs;
    private final DropLimits limits;

    DropPages(Drops drops, DropTable table, Runs runs, DropLimits limits) {
        this.drops = drops;
        this.table = table;
        this.runs = runs;
        this.limits = limits;
    }

    Collection ofWorkflow(String workflowId, int limit, int offset) {
        List<DropRow> rows = table.ofWorkflow(workflowId, limit, offset);
        Optional<Run> run = runs.find(workflowId);
        return new Collection(
                workflowId,
                run.map(Run::requestId)
                        .orElseGet(() -> rows.stream()
                                .findFirst()
                                .map(DropRow::requestId)
                                .orElse("")),
                load(rows),
                run.map(Run::drops).orElse(0L),
                run.map(Run::createdAt).orElse(NEVER),
                run.map(Run::updatedAt).orElseGet(Instant::now));
    }

    Summary summary(String workflowId, int limit, int offset) {
        return new Summary(
                workflowId,
                table.count(new DropTable.DropFilter(workflowId, null, null)),
                table.ofWorkflow(workflowId, limit, offset).stream()
                        .map(row -> new SummaryLine(
                                row.id(),
                                row.stage(),
                                row.type(),
                                row.createdAt(),
                                row.artifactSize(),
                                row.version(),
                                row.stale()))
                        .toList());
    }

    SearchResult search(DropTable.DropFilter filter, int limit, int offset) {
        List<Drop> results = load(table.search(filter, limit, offset));
        return new SearchResult(results, results.size(), table.count(filter), limit, offset);
    }

    private List<Drop> load(List<DropRow> rows) {
        long size = rows.stream().mapToLong(DropRow::artifactSize).sum();
        if (rows.size() > 1 && size > limits.answer().toBytes()) {
            throw new ProblemException(
                            ProblemType.INVALID_REQUEST,
                            "These %d drops hold %d bytes; an answer holds at most %d. Ask for fewer with limit and offset."
                                    .formatted(
                                            rows.size(), size, limits.answer().toBytes()))
                    .withErrors(List.of(new FieldError("limit", "must be smaller than " + rows.size())));
        }
        return drops.load(rows);
    }

    record Collection(
            @JsonProperty("workflow_id") String workflowId,
            @JsonProperty("request_id") String requestId,
            @JsonProperty("drops") List<Drop> drops,
            @JsonProperty("total_drops") long totalDrops,
            @JsonProperty("created_at") Instant createdAt,
            @JsonProperty("updated_at") Instant updatedAt) {}

    record Summary(
            @JsonProperty("workflow_id") String workflowId,
            @JsonProperty("total_drops") long totalDrops,
            @JsonProperty("summaries") List<SummaryLine> summaries) {}

    /** The size is that of the artifact, in bytes. */
    record SummaryLine(
            @JsonProperty("id") String id,
            @JsonProperty("stage") String stage,
            @JsonProperty("type") String type,
            @JsonProperty("created_at") Instant createdAt,
            @JsonProperty("size") long size,
            @JsonProperty("version") int version,
            @JsonProperty("stale") boolean stale) {}

    record SearchResult(
            @JsonProperty("results") List<Drop> results,
            @JsonProperty("count") int count,
            @JsonProperty("total") long total,
            @JsonProperty("limit") int limit,
            @JsonProperty("offset") int offset) {}
}
