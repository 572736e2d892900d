package io.quantumlayer.worker.project;

import io.quantumlayer.contracts.project.ProjectStructure.PlannedFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Orders files so that each layer needs only files of the layers before it. */
public final class DependencyLayers {

    private DependencyLayers() {}

    /** Layers in writing order; files that depend on each other in a circle share the last one. */
    public static List<List<PlannedFile>> of(List<PlannedFile> files) {
        Set<String> open = new HashSet<>();
        files.forEach(file -> open.add(file.path()));
        List<PlannedFile> waiting = new ArrayList<>(files);
        List<List<PlannedFile>> layers = new ArrayList<>();
        while (!waiting.isEmpty()) {
            List<PlannedFile> layer = waiting.stream()
                    .filter(file -> file.dependsOn().stream().noneMatch(open::contains))
                    .toList();
            if (layer.isEmpty()) {
                layer = List.copyOf(waiting);
            }
            layers.add(layer);
            waiting.removeAll(layer);
            layer.forEach(file -> open.remove(file.path()));
        }
        return layers;
    }
}
