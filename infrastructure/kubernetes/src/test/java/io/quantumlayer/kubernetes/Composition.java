package io.quantumlayer.kubernetes;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.util.FileSystemUtils;

/** An overlay, alone or with components: everything that is rendered and looked at. */
enum Composition {
    LOCAL("local"),
    LOCAL_DENY_BY_DEFAULT("local", "deny-by-default"),
    LOCAL_KEDA("local", "keda"),
    PRODUCTION("production"),
    PRODUCTION_NO_NODEPORT("production", "no-nodeport"),
    PRODUCTION_KEDA("production", "keda"),
    PRODUCTION_WORKER_VERSIONING("production", "worker-versioning"),
    PRODUCTION_EXTERNAL_SECRETS("production", "external-secrets"),
    PRODUCTION_NO_NODEPORT_EXTERNAL_SECRETS("production", "no-nodeport", "external-secrets");

    private static final Map<Composition, List<Manifest>> RENDERED = new ConcurrentHashMap<>();
    private static final Map<String, List<String>> TOOLS =
            Map.of("kubectl", List.of("kubectl", "kustomize"), "kustomize", List.of("kustomize", "build"));

    private final String overlay;
    private final List<String> components;

    Composition(String overlay, String... components) {
        this.overlay = overlay;
        this.components = List.of(components);
    }

    boolean isLocal() {
        return overlay.equals("local");
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

    /** The program that renders, if this machine has one. */
    static Optional<List<String>> renderer() {
        return List.of("kubectl", "kustomize").stream()
                .filter(Composition::isOnPath)
                .findFirst()
                .map(TOOLS::get);
    }

    private static boolean isOnPath(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    private String render() {
        try {
            Optional<List<String>> renderer = renderer();
            if (renderer.isPresent()) {
                return render(renderer.get());
            }
            if (components.isEmpty()) {
                return Files.readString(Path.of("renders", overlay + ".yaml"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return abort("Components are not checked: install kubectl 1.34 or newer, or kustomize 5.7.");
    }

    private String render(List<String> renderer) throws IOException {
        // Kustomize takes resources by relative paths only.
        Path directory = Files.createTempDirectory(Path.of("."), "composition-");
        try {
            Files.writeString(
                    directory.resolve("kustomization.yaml"),
                    "resources:\n  - ../overlays/%s\n%s"
                            .formatted(
                                    overlay,
                                    components.isEmpty()
                                            ? ""
                                            : components.stream()
                                                    .map(component -> "  - ../components/%s\n".formatted(component))
                                                    .collect(Collectors.joining("", "components:\n", ""))));
            Process process = new ProcessBuilder(
                            renderer.get(0),
                            renderer.get(1),
                            directory.getFileName().toString())
                    .redirectError(directory.resolve("error").toFile())
                    .start();
            String rendered = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(this + " does not render: " + Files.readString(directory.resolve("error")));
            }
            return rendered;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            FileSystemUtils.deleteRecursively(directory);
        }
    }
}
