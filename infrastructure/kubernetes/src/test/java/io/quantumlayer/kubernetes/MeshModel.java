package io.quantumlayer.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What becomes of a call in the mesh, by the manifests alone: sidecars, the caller's scope, NetworkPolicies at both ends,
 * mutual TLS, the gateway's token, AuthorizationPolicies, and whether the callee's Service has an endpoint.
 *
 * <p>Knows the parts of Istio's API that the components use, and what can go wrong with them.
 */
record MeshModel(List<Manifest> objects) {

    /** The ways that a call may go; the code is what the caller sees, the flag what an Envoy's access log says. */
    enum Outcome {
        OPEN("open"),
        /** The pod's sidecar gets no configuration, so that it never starts: Init:1/2. */
        NEVER_STARTS("never starts"),
        /** A meshed caller that does not know the host: 502, or a reset, BlackHoleCluster; or whose name nobody resolves. */
        UNKNOWN("unknown"),
        /** Packets are dropped: the caller's Envoy says 503 UF after its connect timeout. */
        DROPPED("dropped"),
        /** Plaintext meets STRICT, or nothing allows a connection that is no HTTP: it is reset. */
        RESET("reset"),
        /** Mutual TLS meets a pod without sidecar: 503 UF. */
        NO_TLS("no TLS"),
        /** The token is not one that the callee's Envoy knows: 401. */
        BAD_TOKEN("401"),
        /** No AuthorizationPolicy allows it (403, rbac_access_denied), or the token is for another service (403, jwt_authn_access_denied). */
        DENIED("403"),
        /** No endpoint: 503 UH. */
        NO_HEALTHY_UPSTREAM("UH"),
        /** The route leads to a cluster that does not exist: 503 NC. */
        NO_CLUSTER("NC");

        final String text;

        Outcome(String text) {
            this.text = text;
        }
    }

    /** A request: whether with the token that the gateway gives, and a path of the callee. */
    record Request(boolean token, String method, String path) {}

    List<Workload> workloads() {
        return objects.stream().filter(Workload::is).map(Workload::new).toList();
    }

    Workload workload(String app) {
        return workloads().stream()
                .filter(one -> one.app().equals(app))
                .findFirst()
                .orElseThrow();
    }

    boolean isMeshed(Workload workload) {
        return Sidecars.has(workload)
                && objects("Namespace")
                        .filter(namespace -> namespace.name().equals(workload.namespace()))
                        .anyMatch(namespace -> "enabled"
                                .equals(namespace.map("metadata.labels").get("istio-injection")));
    }

    Outcome outcome(Workload caller, Workload callee, int port, Request request) {
        if (Stream.of(caller, callee).filter(this::isMeshed).anyMatch(this::neverStarts)) {
            return Outcome.NEVER_STARTS;
        }
        Optional<Manifest> exposed = exposed(callee, port);
        boolean meshed = isMeshed(caller);
        if (meshed && (!knows(caller, callee) || named(callee).isEmpty() || isHidden(callee, port))) {
            return Outcome.UNKNOWN;
        }
        if (meshed && isService(callee, port)) {
            Optional<Outcome> broken = endpoints(callee, port);
            if (broken.isPresent()) {
                return broken.get();
            }
        } else if (exposed.isEmpty() && isService(callee, port)) {
            return Outcome.NO_HEALTHY_UPSTREAM;
        }
        if (!reachability().passes(caller, callee, port)) {
            return Outcome.DROPPED;
        }
        if (!isMeshed(callee)) {
            return meshed && forcesTls(caller, callee) ? Outcome.NO_TLS : Outcome.OPEN;
        }
        if (!meshed && isStrict(callee, port)) {
            return Outcome.RESET;
        }
        boolean http = exposed.filter(MeshModel::isHttp).isPresent();
        if (http && request.token() && !issuerIsKnown(callee)) {
            return Outcome.BAD_TOKEN;
        }
        if (http && request.token() && !isForWhomItIs(callee)) {
            return Outcome.DENIED;
        }
        if (allowed(caller, callee, port, request, http)) {
            return Outcome.OPEN;
        }
        return http ? Outcome.DENIED : Outcome.RESET;
    }

    /** A sidecar needs istiod, and DNS to find it. */
    private boolean neverStarts(Workload workload) {
        return !reachability().mayLeaveFor(workload, "istio-system", "istiod", 15012)
                || !reachability().resolvesNames(workload);
    }

    private Reachability reachability() {
        return new Reachability(objects("NetworkPolicy").toList(), workloads());
    }

    private Stream<Manifest> objects(String kind) {
        return objects.stream().filter(object -> object.is(kind));
    }

    /** The Service of the callee's name. */
    private Optional<Manifest> named(Workload callee) {
        return objects("Service")
                .filter(service -> service.name().equals(callee.app())
                        && service.namespace().equals(callee.namespace()))
                .findFirst();
    }

    /** Whether a Service of the callee's name says that it has this port. */
    private boolean isService(Workload callee, int port) {
        return named(callee).stream()
                .flatMap(service -> service.each("spec.ports"))
                .anyMatch(one -> one.number("port") == port);
    }

    private boolean isHidden(Workload callee, int port) {
        return !isService(callee, port);
    }

    /** The port of the Service that leads to the callee's. */
    private Optional<Manifest> exposed(Workload callee, int port) {
        return named(callee)
                .filter(service -> callee.matches(service.map("spec.selector")))
                .flatMap(service -> service.each("spec.ports")
                        .filter(one -> leadsTo(one, callee, port))
                        .findFirst());
    }

    private static boolean leadsTo(Manifest servicePort, Workload callee, int port) {
        String target = String.valueOf(
                servicePort.find("targetPort") == null ? servicePort.find("port") : servicePort.find("targetPort"));
        return callee.container()
                .each("ports")
                .filter(one -> one.number("containerPort") == port)
                .anyMatch(one -> target.equals(String.valueOf(port)) || target.equals(one.find("name")));
    }

    private static boolean isHttp(Manifest port) {
        return "http".equals(port.find("appProtocol"))
                || port.find("appProtocol") == null
                        && String.valueOf(port.find("name")).matches("http(-.*)?");
    }

    private boolean knows(Workload caller, Workload callee) {
        String host = host(callee);
        return objects("Sidecar")
                .filter(sidecar -> sidecar.namespace().equals(caller.namespace()))
                .flatMap(sidecar -> sidecar.each("spec.egress"))
                .flatMap(egress -> egress.texts("hosts"))
                .map(name -> name.split("/", 2))
                .anyMatch(name -> (name[0].equals(".") ? caller.namespace() : name[0]).equals(callee.namespace())
                        && (name[1].equals("*") || name[1].equals(host)));
    }

    private static String host(Workload callee) {
        return "%s.%s.svc.cluster.local".formatted(callee.app(), callee.namespace());
    }

    /** Why a caller's Envoy has nobody to send a request to. */
    private Optional<Outcome> endpoints(Workload callee, int port) {
        Manifest service = named(callee).orElseThrow();
        if ("ExternalName".equals(service.find("spec.type"))) {
            return Optional.of(Outcome.UNKNOWN);
        }
        if (exposed(callee, port).isEmpty()) {
            return Optional.of(Outcome.NO_HEALTHY_UPSTREAM);
        }
        List<Manifest> rules = objects("DestinationRule")
                .filter(rule -> rule.text("spec.host").equals(host(callee)))
                .toList();
        if (rules.stream().anyMatch(this::canEjectAll)) {
            return Optional.of(Outcome.NO_HEALTHY_UPSTREAM);
        }
        List<String> subsets = objects("VirtualService")
                .filter(virtual -> virtual.texts("spec.hosts").anyMatch(host(callee)::equals))
                .flatMap(virtual -> virtual.each("spec.http"))
                .flatMap(http -> http.each("route"))
                .map(route -> route.find("destination.subset"))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
        for (String subset : subsets) {
            List<Manifest> defined = rules.stream()
                    .flatMap(rule -> rule.each("spec.subsets"))
                    .filter(one -> one.text("name").equals(subset))
                    .toList();
            if (defined.isEmpty()) {
                return Optional.of(Outcome.NO_CLUSTER);
            }
            if (defined.stream().noneMatch(one -> callee.matches(one.map("labels")))) {
                return Optional.of(Outcome.NO_HEALTHY_UPSTREAM);
            }
        }
        return Optional.empty();
    }

    /** With fewer than half of the pods well Envoy asks all of them, if it is told so; and of one pod half is none. */
    private boolean canEjectAll(Manifest rule) {
        Manifest outlier = rule.part("spec.trafficPolicy.outlierDetection");
        if (outlier.content().isEmpty()) {
            return false;
        }
        String app = rule.text("spec.host").split("\\.")[0];
        boolean single = objects("HorizontalPodAutoscaler")
                .filter(scaler -> scaler.name().equals(app))
                .anyMatch(scaler -> scaler.number("spec.minReplicas") < 2);
        return single || outlier.number("maxEjectionPercent") > 50 || outlier.number("minHealthPercent") < 50;
    }

    /** A rule counts in the caller's namespace, the callee's, and Istio's own. */
    private boolean forcesTls(Workload caller, Workload callee) {
        return objects("DestinationRule")
                .filter(rule -> List.of(caller.namespace(), callee.namespace(), "istio-system")
                        .contains(rule.namespace()))
                .filter(rule -> Pattern.matches(
                        rule.text("spec.host").replace(".", "\\.").replace("*", ".*"), host(callee)))
                .anyMatch(rule -> "ISTIO_MUTUAL".equals(rule.find("spec.trafficPolicy.tls.mode")));
    }

    /** By the workload's own policy, or else by its namespace's, or else by the mesh's. */
    boolean isStrict(Workload callee, int port) {
        Predicate<Manifest> here = policy -> policy.namespace().equals(callee.namespace());
        List<Manifest> policies = new ArrayList<>();
        objects("PeerAuthentication")
                .filter(here.and(policy -> policy.find("spec.selector") != null
                        && callee.matches(policy.map("spec.selector.matchLabels"))))
                .forEach(policies::add);
        objects("PeerAuthentication")
                .filter(here.and(policy -> policy.find("spec.selector") == null))
                .forEach(policies::add);
        objects("PeerAuthentication")
                .filter(policy -> policy.namespace().equals("istio-system"))
                .forEach(policies::add);
        return policies.stream()
                .flatMap(policy -> Stream.of("spec.portLevelMtls." + port + ".mode", "spec.mtls.mode")
                        .map(policy::find)
                        .filter(mode -> mode instanceof String)
                        .limit(1))
                .findFirst()
                .filter("STRICT"::equals)
                .isPresent();
    }

    /** The gateway names itself. */
    private boolean issuerIsKnown(Workload callee) {
        List<Manifest> rules = tokenRules(callee);
        return rules.isEmpty()
                || rules.stream()
                        .anyMatch(rule -> rule.text("issuer").equals("quantumlayer-gateway")
                                && rule.each("fromHeaders")
                                        .anyMatch(header -> header.text("name").equals("X-QL-Identity")));
    }

    /** The gateway names the service that it calls; to a token for another one Envoy says 403, and not 401. */
    private boolean isForWhomItIs(Workload callee) {
        List<Manifest> rules = tokenRules(callee);
        return rules.isEmpty()
                || rules.stream().anyMatch(rule -> rule.texts("audiences").anyMatch(callee.app()::equals));
    }

    private List<Manifest> tokenRules(Workload callee) {
        return objects("RequestAuthentication")
                .filter(one -> one.namespace().equals(callee.namespace())
                        && callee.matches(one.map("spec.selector.matchLabels")))
                .flatMap(one -> one.each("spec.jwtRules"))
                .toList();
    }

    private boolean allowed(Workload caller, Workload callee, int port, Request request, boolean http) {
        List<Manifest> policies = objects("AuthorizationPolicy")
                .filter(policy -> policy.namespace().equals(callee.namespace())
                        && callee.matches(policy.map("spec.selector.matchLabels")))
                .toList();
        return policies.isEmpty()
                || policies.stream()
                        .flatMap(policy -> policy.each("spec.rules"))
                        .anyMatch(rule -> rule.each("from")
                                        .map(from -> from.part("source"))
                                        .anyMatch(source -> comesFrom(source, caller, request, http))
                                && rule.each("to")
                                        .map(to -> to.part("operation"))
                                        .anyMatch(operation -> isFor(operation, port, request, http)));
    }

    private boolean comesFrom(Manifest source, Workload caller, Request request, boolean http) {
        String principal = isMeshed(caller)
                ? "cluster.local/ns/%s/sa/%s"
                        .formatted(caller.namespace(), caller.pod().text("serviceAccountName"))
                : "";
        boolean named =
                source.find("principals") == null || source.texts("principals").anyMatch(principal::equals);
        boolean notNamed = source.find("notPrincipals") == null || principal.isEmpty();
        boolean shown = source.find("requestPrincipals") == null || http && request.token();
        return named && notNamed && shown;
    }

    private static boolean isFor(Manifest operation, int port, Request request, boolean http) {
        Map<String, String> asked = Map.of("ports", String.valueOf(port), "methods", request.method());
        boolean matches = asked.entrySet().stream()
                .allMatch(one -> operation.find(one.getKey()) == null
                        || (http || one.getKey().equals("ports"))
                                && operation.texts(one.getKey()).anyMatch(one.getValue()::equals));
        return matches
                && (operation.find("paths") == null
                        || http && operation.texts("paths").anyMatch(path -> isPath(path, request.path())));
    }

    private static boolean isPath(String pattern, String path) {
        String regex = pattern.contains("{")
                ? pattern.replace("{**}", ".*").replace("{*}", "[^/]+")
                : pattern.replace("*", ".*");
        return path.matches(regex);
    }
}
