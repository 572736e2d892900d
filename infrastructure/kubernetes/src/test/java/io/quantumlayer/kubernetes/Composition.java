package io.quantumlayer.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** An overlay, alone or with components: everything that is rendered and looked at. */
enum Composition {
    LOCAL("local"),
    LOCAL_DENY_BY_DEFAULT("local", "deny-by-default"),
    LOCAL_KEDA("local", "keda"),
    LOCAL_ROUTER_KEYS_POSTGRESQL("local", "router-keys-postgresql"),
    MESH("mesh"),
    MESH_EDGE_MTLS("mesh", "edge-mtls"),
    PRODUCTION("production"),
    PRODUCTION_ISTIO("production", "istio"),
    PRODUCTION_ISTIO_OWN_SERVERS("production", "istio", "istio-postgresql", "istio-temporal"),
    PRODUCTION_TLS("production", "tls"),
    PRODUCTION_KEDA_TEMPORAL_MTLS("production", "keda", "temporal-mtls"),
    PRODUCTION_WORKER_VERSIONING_TEMPORAL_MTLS("production", "worker-versioning", "temporal-mtls"),
    PRODUCTION_POSTGRESQL_TLS("production", "postgresql-tls"),
    PRODUCTION_GATEWAY_API("production", "gateway-api"),
    PRODUCTION_INGRESS("production", "ingress"),
    PRODUCTION_NO_NODEPORT("production", "no-nodeport"),
    PRODUCTION_KEDA("production", "keda"),
    PRODUCTION_WORKER_VERSIONING("production", "worker-versioning"),
    PRODUCTION_ROUTER_KEYS("production", "router-keys"),
    PRODUCTION_ROUTER_KEYS_POSTGRESQL("production", "router-keys-postgresql"),
    PRODUCTION_EXTERNAL_SECRETS("production", "external-secrets"),
    PRODUCTION_NO_NODEPORT_EXTERNAL_SECRETS("production", "no-nodeport", "external-secrets");

    private static final Map<Composition, List<Manifest>> RENDERED = new ConcurrentHashMap<>();
    /** How {@code renders.sh} says that there is nothing to render with. */
    static final int NO_RENDERER = 69;

    private final String overlay;
    private final List<String> components;

    Composition(String overlay, String... components) {
        this.overlay = overlay;
        this.components = List.of(components);
    }

    boolean isLocal() {
        return !overlay.equals("production");
    }

    boolean has(String component) {
        return components.contains(component);
    }

    /** What a cluster would get. */
    List<Manifest> objects() {
        return RENDERED.computeIfAbsent(this, composition -> Manifest.parse(composition.render()));
    }

    List<Manifest> objects(String kind) {
        return objects().stream().filter(object -> object.is(kind)).toList();
    }

    /** The object of a kind and name in whatever namespace. */
    Optional<Manifest> object(String kind, String name) {
        return objects(kind).stream()
                .filter(object -> object.name().equals(name))
                .findFirst();
    }

    List<Workload> workloads() {
        return objects().stream().filter(Workload::is).map(Workload::new).toList();
    }

    private String render() {
        return render(overlay, components);
    }

    /** What an overlay, the path of one below {@code overlays}, renders to with components. */
    static String render(String overlay, List<String> components) {
        List<String> command = new ArrayList<>(List.of("../delivery/renders.sh", "--print", overlay));
        command.addAll(components);
        try {
            Path errors = Files.createTempFile("render", ".txt");
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            String rendered = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            String said = Files.readString(errors);
            Files.delete(errors);
            if (code == NO_RENDERER) {
                return components.isEmpty() ? Files.readString(Path.of("renders", overlay + ".yaml")) : abort(said);
            }
            assertThat(code).as("%s %s: %s", overlay, components, said).isZero();
            return rendered;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
