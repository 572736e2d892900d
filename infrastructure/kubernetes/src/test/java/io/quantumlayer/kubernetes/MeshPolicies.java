package io.quantumlayer.kubernetes;

import io.quantumlayer.kubernetes.Reachability.Arrow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * Writes the policies of the component {@code istio} from what the NetworkPolicies draw: who is called by whom, and which
 * of the callers has no sidecar and so no identity of its own.
 */
record MeshPolicies(List<Workload> workloads, List<Arrow> arrows) {

    static final String FILE = "components/istio/policies.yaml";
    static final String EDGE_FILE = "components/edge-mtls/policies.yaml";

    private static final String ISSUER = "quantumlayer-gateway";
    private static final String KEYS = "http://api-gateway.quantumlayer.svc.cluster.local:8080/.well-known/jwks.json";

    static MeshPolicies of(Composition composition) {
        return new MeshPolicies(
                composition.workloads(),
                List.copyOf(Reachability.of(composition).arrows()));
    }

    /** With the edge in plaintext, known by the gateway's token alone. */
    String withPlainEdge() {
        return """
                # Written by MeshPoliciesTests from the NetworkPolicies and the gateway's routes: not by hand.
                """
                + write(callees()
                        .flatMap(callee -> Stream.of(
                                unless(plainPorts(callee).isEmpty(), permissive(callee)),
                                token(callee),
                                calls(callee, false)))
                        .flatMap(List::stream)
                        .toList());
    }

    /** With the edge's own certificates: the same, where its calls are mutual TLS. */
    String withMeshedEdge() {
        return """
                # Written by MeshPoliciesTests from the NetworkPolicies and the gateway's routes: not by hand. Takes the place of the
                # component istio's rules of these names; ports are then STRICT as everywhere.
                """
                + write(callees()
                        .filter(callee -> !plainPorts(callee).isEmpty())
                        .flatMap(callee -> Stream.concat(strict(callee).stream(), calls(callee, true).stream()))
                        .toList());
    }

    /** Ports at which a workload is called by pods without a sidecar. */
    List<Integer> plainPorts(Workload callee) {
        return ports(callee, caller -> !Sidecars.has(caller));
    }

    private Stream<Workload> callees() {
        return workloads.stream()
                .filter(Sidecars::has)
                .filter(workload -> !ports(workload, caller -> true).isEmpty())
                .sorted(Comparator.comparing(Workload::app));
    }

    private List<Map<String, Object>> permissive(Workload callee) {
        Map<String, Object> modes = new LinkedHashMap<>();
        plainPorts(callee).forEach(port -> modes.put(String.valueOf(port), Map.of("mode", "PERMISSIVE")));
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("selector", selector(callee));
        spec.put("mtls", Map.of("mode", "STRICT"));
        spec.put("portLevelMtls", modes);
        return List.of(object("PeerAuthentication", callee, spec));
    }

    /** A patch that takes the exception away. */
    private List<Map<String, Object>> strict(Workload callee) {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("portLevelMtls", null);
        return List.of(object("PeerAuthentication", callee, spec));
    }

    private List<Map<String, Object>> token(Workload callee) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("issuer", ISSUER);
        rule.put("audiences", List.of(callee.app()));
        rule.put("jwksUri", KEYS);
        rule.put("fromHeaders", List.of(Map.of("name", "X-QL-Identity")));
        rule.put("forwardOriginalToken", true);
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("selector", selector(callee));
        spec.put("jwtRules", List.of(rule));
        return List.of(object("RequestAuthentication", callee, spec));
    }

    private List<Map<String, Object>> calls(Workload callee, boolean edgeHasCertificates) {
        List<Map<String, Object>> rules = new ArrayList<>();
        List<String> meshed = principals(callee, Sidecars::has);
        if (!meshed.isEmpty()) {
            rules.add(rule(
                    Map.of("principals", meshed),
                    List.of(operation(Map.of("ports", texts(ports(callee, Sidecars::has)))))));
        }
        List<Integer> plain = plainPorts(callee);
        if (!plain.isEmpty()) {
            Map<String, Object> source = new LinkedHashMap<>();
            if (edgeHasCertificates) {
                source.put("principals", principals(callee, caller -> !Sidecars.has(caller)));
            } else {
                // Nobody with a certificate: a meshed caller has to be named above, whatever token it holds.
                source.put("notPrincipals", List.of("*"));
            }
            source.put("requestPrincipals", List.of(ISSUER + "/*"));
            List<Map<String, Object>> operations = new ArrayList<>();
            operations.add(operation(plain, List.of("GET"), List.of("/health")));
            GatewayRoutes.to(callee.app())
                    .forEach(calls -> operations.add(operation(plain, calls.methods(), List.copyOf(calls.paths()))));
            rules.add(rule(source, operations));
        }
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("selector", selector(callee));
        spec.put("action", "ALLOW");
        spec.put("rules", rules);
        return List.of(object("AuthorizationPolicy", callee, spec));
    }

    private List<String> principals(Workload callee, Predicate<Workload> callers) {
        return callersOf(callee, callers)
                .map(caller -> "cluster.local/ns/%s/sa/%s"
                        .formatted(caller.namespace(), caller.pod().text("serviceAccountName")))
                .sorted()
                .toList();
    }

    private List<Integer> ports(Workload callee, Predicate<Workload> callers) {
        return arrows.stream()
                .filter(arrow -> arrow.callee().equals(callee.app()))
                .filter(arrow -> callersOf(callee, callers)
                        .anyMatch(caller -> caller.app().equals(arrow.caller())))
                .map(Arrow::port)
                .distinct()
                .sorted()
                .toList();
    }

    private Stream<Workload> callersOf(Workload callee, Predicate<Workload> callers) {
        return workloads.stream()
                .filter(callers)
                .filter(caller -> arrows.stream()
                        .anyMatch(arrow -> arrow.caller().equals(caller.app())
                                && arrow.callee().equals(callee.app())));
    }

    private static Map<String, Object> selector(Workload callee) {
        return Map.of("matchLabels", Map.of("app", callee.app()));
    }

    private static Map<String, Object> rule(Map<String, Object> source, List<Map<String, Object>> operations) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("from", List.of(Map.of("source", source)));
        rule.put("to", operations);
        return rule;
    }

    private static Map<String, Object> operation(List<Integer> ports, List<String> methods, List<String> paths) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("ports", texts(ports));
        if (!methods.isEmpty()) {
            operation.put("methods", methods);
        }
        operation.put("paths", paths);
        return operation(operation);
    }

    private static Map<String, Object> operation(Map<String, Object> operation) {
        return Map.of("operation", operation);
    }

    private static List<String> texts(List<Integer> ports) {
        return ports.stream().map(String::valueOf).toList();
    }

    private static <T> List<T> unless(boolean condition, List<T> list) {
        return condition ? List.of() : list;
    }

    private static Map<String, Object> object(String kind, Workload callee, Map<String, Object> spec) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", callee.app());
        metadata.put("namespace", callee.namespace());
        metadata.put("labels", Map.of("app", callee.app()));
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("apiVersion", "security.istio.io/v1");
        object.put("kind", kind);
        object.put("metadata", metadata);
        object.put("spec", spec);
        return object;
    }

    private static String write(List<Map<String, Object>> objects) {
        DumperOptions style = new DumperOptions();
        style.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        style.setIndicatorIndent(2);
        style.setIndentWithIndicator(true);
        Yaml yaml = new Yaml(style);
        return String.join("---\n", objects.stream().map(yaml::dump).toList());
    }
}
