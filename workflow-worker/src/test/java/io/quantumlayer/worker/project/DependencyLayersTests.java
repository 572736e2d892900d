package io.quantumlayer.worker.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.contracts.project.ProjectStructure.FileKind;
import io.quantumlayer.contracts.project.ProjectStructure.PlannedFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class DependencyLayersTests {

    @Test
    void fileComesAfterWhatItNeeds() {
        assertThat(paths(file("app", "store"), file("store", "model"), file("model"), file("page", "model")))
                .containsExactly(List.of("model"), List.of("store", "page"), List.of("app"));
    }

    @Test
    void circleSharesTheLastLayer() {
        assertThat(paths(file("a", "b"), file("b", "a"), file("c"))).containsExactly(List.of("c"), List.of("a", "b"));
    }

    @Test
    void dependencyOutsideThePlanDoesNotHoldUp() {
        assertThat(paths(file("a", "elsewhere"))).containsExactly(List.of("a"));
    }

    private static List<List<String>> paths(PlannedFile... files) {
        return DependencyLayers.of(List.of(files)).stream()
                .map(layer -> layer.stream().map(PlannedFile::path).toList())
                .toList();
    }

    private static PlannedFile file(String path, String... needs) {
        return new PlannedFile(path, FileKind.SOURCE, "", List.of(needs));
    }
}
