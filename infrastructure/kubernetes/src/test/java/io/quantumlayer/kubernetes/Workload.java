package io.quantumlayer.kubernetes;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** An object that makes pods. */
record Workload(Manifest owner) {

    private static final Set<String> KINDS =
            Set.of("Deployment", "StatefulSet", "DaemonSet", "Job", "WorkerDeployment");

    static boolean is(Manifest object) {
        return KINDS.contains(object.kind());
    }

    String app() {
        return labels().getOrDefault("app", "");
    }

    String namespace() {
        return owner.namespace();
    }

    Map<String, String> labels() {
        return owner.map("spec.template.metadata.labels");
    }

    Manifest pod() {
        return owner.part("spec.template.spec");
    }

    /** Containers of every sort. */
    List<Manifest> containers() {
        return Stream.of("containers", "initContainers", "ephemeralContainers")
                .flatMap(list -> pod().each(list))
                .toList();
    }

    Manifest container() {
        return Manifest.of(pod().find("containers.0"));
    }

    /** Whether it is a service of ours, in contrast to the servers of development grade. */
    boolean isService() {
        return containers().stream()
                .allMatch(container -> container.text("image").matches("(.*/)?quantumlayer/.*"));
    }

    boolean matches(Map<String, String> selector) {
        return labels().entrySet().containsAll(selector.entrySet());
    }

    @Override
    public String toString() {
        return owner.toString();
    }
}
