package io.quantumlayer.workflowapi.run;

import io.quantumlayer.contracts.workflow.GenerationRequest;
import io.temporal.client.WorkflowExecutionMetadata;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What Temporal keeps beside a run for lists: a few words, never the prompt as a whole.
 *
 * @param sha256 digest of the request
 * @param verdict set by the workflow at its end
 * @param owner subject of the identity of who started the run, or {@code null} without one
 */
public record RunMemo(
        String sha256,
        String language,
        String type,
        String title,
        @Nullable String verdict,
        @Nullable String owner) {

    private static final int TITLE = 80;

    /** The memo of a new run. */
    public static RunMemo of(GenerationRequest request, String sha256) {
        String line = request.prompt().strip().lines().findFirst().orElse("");
        String title = line.length() <= TITLE ? line : line.substring(0, TITLE - 1) + "…";
        return new RunMemo(sha256, request.language(), request.type(), title, null, request.owner());
    }

    /** The memo of a run that Temporal lists or describes. */
    public static RunMemo of(WorkflowExecutionMetadata run) {
        return new RunMemo(
                text(run, "request_sha256"),
                text(run, "language"),
                text(run, "type"),
                text(run, "title"),
                member(run, "verdict"),
                member(run, "owner"));
    }

    /** For the start options. */
    public Map<String, Object> asMap() {
        Map<String, Object> memo = new LinkedHashMap<>();
        memo.put("request_sha256", sha256);
        memo.put("language", language);
        memo.put("type", type);
        memo.put("title", title);
        if (owner != null) {
            memo.put("owner", owner);
        }
        return memo;
    }

    private static String text(WorkflowExecutionMetadata run, String key) {
        return Objects.requireNonNullElse(member(run, key), "");
    }

    private static @Nullable String member(WorkflowExecutionMetadata run, String key) {
        Object value = run.getMemo(key, String.class);
        return value == null ? null : value.toString();
    }
}
