package io.quantumlayer.kubernetes;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which paths of a service the gateway calls: its routes, in the patterns of an AuthorizationPolicy. */
final class GatewayRoutes {

    private static final String SETTINGS = "../../api-gateway/src/main/resources/application.yaml";

    private GatewayRoutes() {}

    /**
     * Calls of a kind that are let through.
     *
     * @param methods none for all
     */
    record Calls(List<String> methods, Set<String> paths) {}

    static List<Calls> to(String service) {
        Manifest settings = Manifest.in(SETTINGS).getFirst();
        return settings.part("spring.cloud.gateway.server.webflux")
                .each("routes")
                .filter(route -> route.text("uri").equals("${quantumlayer.gateway.upstreams.%s}".formatted(service)))
                .map(route -> new Calls(predicate(route, "Method").toList(), paths(route)))
                .toList();
    }

    private static Set<String> paths(Manifest route) {
        Set<String> paths = new LinkedHashSet<>();
        predicate(route, "Path").forEach(pattern -> {
            // A pattern of Spring's with /** matches what is before it, too; one of Istio's may have * or templates.
            String parent = pattern.replaceFirst("/\\*\\*$", "");
            boolean template = pattern.contains("{");
            paths.add(parent.replaceAll("\\{[^}]+}", "{*}"));
            if (!parent.equals(pattern)) {
                paths.add(parent.replaceAll("\\{[^}]+}", "{*}") + (template ? "/{**}" : "/*"));
            }
        });
        return paths;
    }

    private static Stream<String> predicate(Manifest route, String name) {
        return route.texts("predicates")
                .filter(predicate -> predicate.startsWith(name + "="))
                .flatMap(predicate ->
                        Arrays.stream(predicate.substring(name.length() + 1).split(",")));
    }
}
