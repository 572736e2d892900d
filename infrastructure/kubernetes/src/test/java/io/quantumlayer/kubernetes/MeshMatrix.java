package io.quantumlayer.kubernetes;

import io.quantumlayer.kubernetes.MeshModel.Outcome;
import io.quantumlayer.kubernetes.MeshModel.Request;
import java.util.List;
import java.util.stream.Collectors;

/** The table of who reaches what in the mesh, every caller and every port, as a page of the documents. */
record MeshMatrix(MeshModel model) {

    static final String FILE = "../../docs/reference/mesh-matrix.md";

    /** Who has the gateway's token: the gateway itself, and whom it gives it for passing on. */
    private static final List<String> WITH_TOKEN = List.of("api-gateway", "workflow-api");

    String table() {
        List<Workload> workloads = model.workloads();
        List<Column> columns = workloads.stream()
                .flatMap(callee ->
                        callee.container().each("ports").map(port -> new Column(callee, port.number("containerPort"))))
                .toList();
        String head = workloads.stream().map(Workload::app).collect(Collectors.joining(" | ", "| to | ", " |\n"));
        String line = "|---".repeat(workloads.size() + 1) + "|\n";
        return """
                # Who reaches what in the mesh

                Written by MeshTests from what the overlay `mesh` renders to; `smoke.sh --mesh` tries each cell on a cluster. Columns
                call, rows are called, by the gateway's token where the caller has one. What the words mean is in
                [the mesh](../concepts/mesh.md#a-call-that-fails).

                """
                + head
                + line
                + columns.stream()
                        .map(column -> workloads.stream()
                                .map(caller -> caller.equals(column.callee()) ? "" : outcome(caller, column).text)
                                .collect(Collectors.joining(
                                        " | ",
                                        "| %s:%d | ".formatted(column.callee().app(), column.port()),
                                        " |\n")))
                        .collect(Collectors.joining());
    }

    Outcome outcome(Workload caller, Column column) {
        return model.outcome(caller, column.callee(), column.port(), request(caller));
    }

    static Request request(Workload caller) {
        return new Request(WITH_TOKEN.contains(caller.app()), "GET", "/health");
    }

    /** A port of a workload. */
    record Column(Workload callee, int port) {}
}
