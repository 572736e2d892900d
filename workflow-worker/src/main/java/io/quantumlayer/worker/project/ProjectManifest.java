package io.quantumlayer.worker.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.contracts.project.ProjectStructure.EntryPoint;
import io.quantumlayer.contracts.project.Requirements.Uncovered;
import io.quantumlayer.contracts.workflow.Verdict;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code .quantumlayer/project.json} of every delivered project; its schema is
 * {@code docs/reference/project.schema.json}.
 *
 * @param reasons why the verdict is not {@code complete}
 * @param clauses requirements, and the tests that show them
 * @param uncovered clauses of the prompt that nothing in the project covers
 * @param provenance who wrote what: provider, model, prompt version, by step
 * @param files every other file of the project
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProjectManifest(
        @JsonProperty("$schema") String schema,
        @JsonProperty("name") String name,
        @JsonProperty("title") String title,
        @JsonProperty("workflow_id") String workflowId,
        @JsonProperty("language") String language,
        @JsonProperty("type") String type,
        @JsonProperty("verdict") Verdict verdict,
        @JsonProperty("reasons") List<String> reasons,
        @JsonProperty("entry_points") List<EntryPoint> entryPoints,
        @JsonProperty("commands") Commands commands,
        @JsonProperty("build") Checked build,
        @JsonProperty("tests") Checked tests,
        @JsonProperty("clauses") List<Clause> clauses,
        @JsonProperty("uncovered") List<Uncovered> uncovered,
        @JsonProperty("assumptions") List<String> assumptions,
        @JsonProperty("questions") List<String> questions,
        @JsonProperty("provenance") Map<String, Object> provenance,
        @JsonProperty("files") List<FileHash> files) {

    /** Where the manifest lies in the project. */
    public static final String PATH = ".quantumlayer/project.json";

    /** Identifier of the manifest's schema. */
    public static final String SCHEMA = "https://quantumlayer.io/schemas/project.schema.json";

    /** Shell commands, run in the project's folder; absent where there is no toolchain for the language. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Commands(
            @JsonProperty("build") @Nullable String build,
            @JsonProperty("test") @Nullable String test) {}

    /**
     * How a check ended.
     *
     * @param status passed, failed or not_run
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Checked(
            @JsonProperty("status") String status,
            @JsonProperty("reason") @Nullable String reason,
            @JsonProperty("toolchain") @Nullable String toolchain,
            @JsonProperty("total") int total,
            @JsonProperty("passed") int passed) {

        /** The check did not apply. */
        public static Checked notRun(@Nullable String reason) {
            return new Checked("not_run", reason, null, 0, 0);
        }
    }

    /** A requirement and the tests that show it. */
    public record Clause(
            @JsonProperty("id") String id,
            @JsonProperty("text") String text,
            @JsonProperty("covered") boolean covered,
            @JsonProperty("covered_by") List<String> coveredBy) {}
}
