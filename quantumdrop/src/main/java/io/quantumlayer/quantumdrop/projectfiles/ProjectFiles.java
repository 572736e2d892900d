package io.quantumlayer.quantumdrop.projectfiles;

import io.quantumlayer.contracts.quantumdrop.Project;
import io.quantumlayer.contracts.quantumdrop.ProjectFile;
import io.quantumlayer.contracts.quantumdrop.Run;
import io.quantumlayer.contracts.workflow.Stage;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import io.quantumlayer.quantumdrop.drops.FilePaths;
import io.quantumlayer.quantumdrop.drops.StageOrder;
import io.quantumlayer.quantumdrop.runs.Runs;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The files of a project as they stand now: those of the newest drops that are not stale, later stages over earlier. */
@Component
class ProjectFiles {

    /** Stages whose drops bring files of the project, the weakest first. */
    private static final List<String> STAGES = List.of(
            Stage.CODE_GENERATION.key(),
            Stage.DEPENDENCY_RESOLUTION.key(),
            Stage.TEST_GENERATION.key(),
            Stage.DOCUMENTATION.key(),
            StageOrder.COMPLETION);

    private final JdbcClient jdbc;
    private final Runs runs;

    ProjectFiles(JdbcClient jdbc, Runs runs) {
        this.jdbc = jdbc;
        this.runs = runs;
    }

    /**
     * The project of a run; without files until the first stage that brings some.
     *
     * @throws ProblemException not found, if the store has nothing of such a run
     */
    Project of(String workflowId) {
        Run run = runs.find(workflowId)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NOT_FOUND, "No run has the workflow id '%s'.".formatted(workflowId)));
        TreeMap<String, ProjectFile> overlay = new TreeMap<>();
        List<ProjectFile> files = newest(workflowId);
        for (String stage : STAGES) {
            files.stream().filter(file -> file.stage().equals(stage)).forEach(file -> put(overlay, file));
        }
        return new Project(
                workflowId,
                folder(run.name(), workflowId),
                overlay.size(),
                overlay.values().stream().mapToLong(ProjectFile::size).sum(),
                List.copyOf(overlay.values()));
    }

    /** A file takes the place of a folder of that name, and a folder that of a file. */
    private static void put(TreeMap<String, ProjectFile> overlay, ProjectFile file) {
        overlay.subMap(file.path() + "/", file.path() + "0").clear();
        FilePaths.folders(file.path()).forEach(overlay::remove);
        overlay.put(file.path(), file);
    }

    private List<ProjectFile> newest(String workflowId) {
        return jdbc.sql("""
                        SELECT f.path, f.sha256, f.size, d.stage, d.id AS drop_id
                        FROM (SELECT DISTINCT ON (stage) id, stage FROM drops
                              WHERE workflow_id = :workflowId AND NOT stale AND stage IN (:stages)
                              ORDER BY stage, version DESC) d
                        JOIN drop_files f ON f.drop_id = d.id ORDER BY f.path""")
                .param("workflowId", workflowId)
                .param("stages", STAGES)
                .query(ProjectFile.class)
                .list();
    }

    /** A folder name that every system takes. */
    static String folder(@Nullable String name, String workflowId) {
        String folder = safe(name == null ? "" : name);
        if (folder.isEmpty()) {
            folder = safe(workflowId);
        }
        return folder.isEmpty() ? "project" : folder;
    }

    private static String safe(String name) {
        return name.strip().replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[.-]+|[.-]+$", "");
    }
}
