package io.quantumlayer.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.kubernetes.MeshModel.Outcome;
import io.quantumlayer.kubernetes.MeshModel.Request;
import io.quantumlayer.kubernetes.Reachability.Arrow;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** What becomes of every call in the mesh, and that what may be wrong with manifests is noticed. */
class MeshTests {

    private static final MeshModel MESH = new MeshModel(Composition.MESH.objects());

    @Test
    void theTableInTheDocumentsIsWhatTheManifestsSay() throws IOException {
        MeshPoliciesTests.same(MeshMatrix.FILE, new MeshMatrix(MESH).table());
    }

    @Test
    void everyDrawnArrowPassesAndEveryOtherIsRefused() {
        TreeSet<Arrow> open = new TreeSet<>();
        for (Workload caller : MESH.workloads()) {
            for (Workload callee : MESH.workloads()) {
                callee.container()
                        .each("ports")
                        .map(port -> port.number("containerPort"))
                        .filter(port -> !caller.equals(callee)
                                && MESH.outcome(caller, callee, port, MeshMatrix.request(caller)) == Outcome.OPEN)
                        .forEach(port -> open.add(new Arrow(caller.app(), callee.app(), port)));
            }
        }

        assertThat(open).isEqualTo(NetworkTests.wanted(Composition.MESH));
    }

    @Test
    void sevenWorkloadsHaveASidecarAndTheEdgeAndTheServersHaveNone() {
        assertThat(MESH.workloads())
                .filteredOn(MESH::isMeshed)
                .extracting(Workload::app)
                .containsExactlyInAnyOrder(
                        "llm-router",
                        "agent-orchestrator",
                        "meta-prompt-engine",
                        "parser",
                        "quantumdrop",
                        "workflow-worker",
                        "workflow-verifier");
        assertThat(Sidecars.injects(Composition.MESH, "quantumlayer-sandbox")).isFalse();
    }

    @Test
    void whoeverHasNoTokenOfTheGatewayIsRefusedOnEveryPortOfTheEdge() {
        Workload gateway = MESH.workload("api-gateway");
        for (Workload callee : edgesCallees()) {
            int port = callee.container().number("ports.0.containerPort");
            assertThat(MESH.outcome(gateway, callee, port, new Request(false, "GET", "/health")))
                    .as(callee.app())
                    .isEqualTo(Outcome.DENIED);
        }
    }

    @Test
    void theEdgeReachesThePathsOfItsRoutesAndNoOthers() {
        Workload gateway = MESH.workload("api-gateway");
        Map<Request, Outcome> outcomes = Map.of(
                new Request(true, "GET", "/api/v1/drops/a"), Outcome.OPEN,
                new Request(true, "DELETE", "/api/v1/drops/a"), Outcome.OPEN,
                new Request(true, "POST", "/api/v1/workflows/w/rollback/d"), Outcome.OPEN,
                new Request(true, "GET", "/api/v1/workflows/w/events"), Outcome.OPEN,
                new Request(true, "GET", "/api/v1/workflows/w/files/src/a.py"), Outcome.OPEN,
                // Written by the worker alone.
                new Request(true, "POST", "/api/v1/drops"), Outcome.DENIED,
                new Request(true, "PUT", "/api/v1/runs/w"), Outcome.DENIED,
                new Request(true, "GET", "/api/v1/workflows/w/stored"), Outcome.DENIED,
                new Request(true, "GET", "/actuator/prometheus"), Outcome.DENIED);

        outcomes.forEach(
                (request, outcome) -> assertThat(MESH.outcome(gateway, MESH.workload("quantumdrop"), 8090, request))
                        .as(request.toString())
                        .isEqualTo(outcome));
    }

    @Test
    void aMeshedCallerThatIsNotDrawnGainsNothingFromAToken() {
        assertThat(MESH.outcome(
                        MESH.workload("workflow-verifier"),
                        MESH.workload("quantumdrop"),
                        8090,
                        new Request(false, "PUT", "/api/v1/runs/w")))
                .isEqualTo(Outcome.OPEN);
        MeshModel opened = new MeshModel(Stream.concat(
                        MESH.objects().stream().filter(object -> !object.is("NetworkPolicy")),
                        Composition.MESH.objects("NetworkPolicy").stream()
                                .filter(policy -> policy.name().equals("mesh")))
                .toList());
        assertThat(opened.outcome(
                        opened.workload("parser"),
                        opened.workload("llm-router"),
                        8080,
                        new Request(true, "GET", "/health")))
                .isIn(Outcome.DENIED, Outcome.DROPPED);
    }

    private static List<Workload> edgesCallees() {
        return MESH.workloads().stream()
                .filter(workload ->
                        !MeshPolicies.of(Composition.MESH).plainPorts(workload).isEmpty())
                .filter(Sidecars::has)
                .toList();
    }

    /** A headless one is answered as long as all of its pods have sidecars, and not while some have none. */
    @Test
    void everyServiceHasAnAddressOfItsOwn() {
        assertThat(Composition.MESH.objects("Service"))
                .isNotEmpty()
                .noneMatch(service -> "None".equals(service.find("spec.clusterIP")))
                .noneMatch(service -> "ExternalName".equals(service.find("spec.type")));
    }

    /** What can be wrong with manifests, what becomes of a call then, and which call shows it. */
    enum Mutation {
        SELECTOR_OF_NO_POD(
                "workflow-worker",
                "quantumdrop",
                Outcome.NO_HEALTHY_UPSTREAM,
                "Service",
                "quantumdrop",
                "selector:\n    app: quantumdrop",
                "selector:\n    app: quantum-drop"),
        SUBSET_OF_NO_POD(
                "workflow-worker",
                "quantumdrop",
                Outcome.NO_HEALTHY_UPSTREAM,
                "VirtualService",
                "quantumdrop",
                "host: quantumdrop.quantumlayer.svc.cluster.local\n",
                "host: quantumdrop.quantumlayer.svc.cluster.local\n        subset: v1\n"),
        SUBSET_THAT_IS_NOT_DEFINED(
                "workflow-worker",
                "quantumdrop",
                Outcome.NO_CLUSTER,
                "VirtualService",
                "quantumdrop",
                "host: quantumdrop.quantumlayer.svc.cluster.local\n",
                "host: quantumdrop.quantumlayer.svc.cluster.local\n        subset: v2\n"),
        ALL_PODS_MAY_BE_LEFT_OUT(
                "workflow-worker",
                "quantumdrop",
                Outcome.NO_HEALTHY_UPSTREAM,
                "DestinationRule",
                "quantumdrop",
                "maxEjectionPercent: 50",
                "maxEjectionPercent: 100"),
        NO_PANIC(
                "workflow-worker",
                "quantumdrop",
                Outcome.NO_HEALTHY_UPSTREAM,
                "DestinationRule",
                "quantumdrop",
                "minHealthPercent: 50",
                "minHealthPercent: 0"),
        ONE_POD_THAT_MAY_BE_LEFT_OUT(
                "workflow-worker",
                "quantumdrop",
                Outcome.NO_HEALTHY_UPSTREAM,
                "HorizontalPodAutoscaler",
                "quantumdrop",
                "minReplicas: 2",
                "minReplicas: 1"),
        PORT_WITHOUT_PROTOCOL(
                "api-gateway",
                "quantumdrop",
                Outcome.RESET,
                "Service",
                "quantumdrop",
                "appProtocol: http",
                "appProtocol: tcp"),
        NO_WAY_TO_ISTIOD(
                "workflow-worker",
                "quantumdrop",
                Outcome.NEVER_STARTS,
                "NetworkPolicy",
                "mesh",
                "port: 15012",
                "port: 15010"),
        NAME_FOR_ANOTHER_HOST(
                "workflow-worker",
                "quantumdrop",
                Outcome.UNKNOWN,
                "Service",
                "quantumdrop",
                "type: ClusterIP",
                "type: ExternalName\n  externalName: drops.example.org"),
        /** Plaintext then, which the port takes for the edge's sake; but nobody has a principal or a token. */
        NAMESPACE_WITHOUT_LABEL(
                "workflow-worker",
                "quantumdrop",
                Outcome.DENIED,
                "Namespace",
                "temporal",
                "istio-injection: enabled",
                "istio-injection: disabled"),
        SIDECAR_REFUSED_BY_LABEL(
                "agent-orchestrator",
                "llm-router",
                Outcome.DENIED,
                "Deployment",
                "agent-orchestrator",
                "labels:\n        app: agent-orchestrator",
                "labels:\n        sidecar.istio.io/inject: 'false'\n        app: agent-orchestrator"),
        PORT_RENAMED(
                "workflow-worker",
                "quantumdrop",
                Outcome.NO_HEALTHY_UPSTREAM,
                "Service",
                "quantumdrop",
                "targetPort: http",
                "targetPort: web"),
        STRICT_ON_A_PORT_OF_THE_EDGE(
                "api-gateway",
                "quantumdrop",
                Outcome.RESET,
                "PeerAuthentication",
                "quantumdrop",
                "mode: PERMISSIVE",
                "mode: STRICT"),
        PORT_OF_THE_SERVICE_AND_NOT_OF_THE_CONTAINER(
                "api-gateway", "quantumdrop", Outcome.RESET, "PeerAuthentication", "quantumdrop", "'8090':", "'80':"),
        NO_NAMES(
                "workflow-worker",
                "quantumdrop",
                Outcome.NEVER_STARTS,
                "NetworkPolicy",
                "*",
                "k8s-app: kube-dns",
                "k8s-app: dns"),
        PRINCIPAL_MISSPELT(
                "workflow-worker",
                "quantumdrop",
                Outcome.DENIED,
                "AuthorizationPolicy",
                "quantumdrop",
                "sa/workflow-worker",
                "sa/worker"),
        ISSUER_MISSPELT(
                "api-gateway",
                "quantumdrop",
                Outcome.BAD_TOKEN,
                "RequestAuthentication",
                "quantumdrop",
                "issuer: quantumlayer-gateway",
                "issuer: quantumlayer"),
        AUDIENCE_OF_ANOTHER(
                "api-gateway",
                "quantumdrop",
                Outcome.DENIED,
                "RequestAuthentication",
                "quantumdrop",
                "audiences:\n    - quantumdrop",
                "audiences:\n    - parser"),
        TLS_TO_A_POD_WITHOUT_SIDECAR(
                "agent-orchestrator",
                "postgresql",
                Outcome.NO_TLS,
                "DestinationRule",
                "quantumdrop",
                "host: quantumdrop.quantumlayer.svc.cluster.local\n  trafficPolicy:\n",
                "host: '*.local'\n  trafficPolicy:\n    tls:\n      mode: ISTIO_MUTUAL\n"),
        NAMESPACE_OUT_OF_SCOPE(
                "workflow-worker", "quantumdrop", Outcome.UNKNOWN, "Sidecar", "default", "quantumlayer/*", "quantum/*"),
        NO_ARROW(
                "workflow-worker",
                "quantumdrop",
                Outcome.DROPPED,
                "NetworkPolicy",
                "quantumdrop",
                "app: workflow-worker",
                "app: worker");

        final String caller;
        final String callee;
        final Outcome outcome;
        private final String kind;
        private final String name;
        private final String from;
        private final String to;

        Mutation(String caller, String callee, Outcome outcome, String kind, String name, String from, String to) {
            this.caller = caller;
            this.callee = callee;
            this.outcome = outcome;
            this.kind = kind;
            this.name = name;
            this.from = from;
            this.to = to;
        }

        MeshModel model() {
            Stream<Manifest> changed = MESH.objects().stream()
                    .map(object -> object.is(kind)
                                    && (name.equals("*") || object.name().equals(name))
                            ? changed(object, text -> text.replace(from, to))
                            : object);
            Stream<Manifest> subset = this == SUBSET_OF_NO_POD
                    ? changed.map(object ->
                            object.is("DestinationRule") && object.name().equals("quantumdrop")
                                    ? changed(
                                            object,
                                            text -> text.replace(
                                                    "  trafficPolicy:\n",
                                                    "  subsets:\n  - name: v1\n    labels:\n      version: v1\n  trafficPolicy:\n"))
                                    : object)
                    : changed;
            return new MeshModel(subset.toList());
        }

        private static Manifest changed(Manifest object, UnaryOperator<String> change) {
            DumperOptions style = new DumperOptions();
            style.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
            return Manifest.parse(change.apply(new Yaml(style).dump(object.content())))
                    .getFirst();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMistakeInTheManifestsIsNoticedAndHasThisEffect(Mutation mutation) {
        MeshModel mutated = mutation.model();
        assertThat(mutated.objects()).as("the mutation changes something").isNotEqualTo(MESH.objects());
        Workload callee = mutated.workload(mutation.callee);
        int port = callee.container().number("ports.0.containerPort");
        Request request = MeshMatrix.request(MESH.workload(mutation.caller));

        assertThat(MESH.outcome(MESH.workload(mutation.caller), MESH.workload(mutation.callee), port, request))
                .isEqualTo(Outcome.OPEN);
        assertThat(mutated.outcome(mutated.workload(mutation.caller), callee, port, request))
                .isEqualTo(mutation.outcome);
    }
}
