package io.quantumlayer.kubernetes;

import java.util.Optional;

/** Which pods get a sidecar from Istio's injector. */
final class Sidecars {

    private static final String LABEL = "sidecar.istio.io/inject";

    private Sidecars() {}

    /** Whether a workload gets one in a namespace that asks for them. */
    static boolean has(Workload workload) {
        return !"false".equals(workload.labels().get(LABEL));
    }

    /** Whether a namespace asks for them. */
    static boolean injects(Composition composition, String namespace) {
        return Optional.of(namespace)
                .flatMap(name -> composition.object("Namespace", name))
                .map(object -> object.map("metadata.labels"))
                .filter(labels -> "enabled".equals(labels.get("istio-injection")) || labels.containsKey("istio.io/rev"))
                .isPresent();
    }
}
