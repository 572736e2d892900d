package io.quantumlayer.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The mesh's policies say what the NetworkPolicies draw. With {@code -Dmesh.write} they are written anew. */
class MeshPoliciesTests {

    private final MeshPolicies policies = MeshPolicies.of(Composition.LOCAL);

    @Test
    void thePoliciesAreThoseOfTheArrows() throws IOException {
        same(MeshPolicies.FILE, policies.withPlainEdge());
        same(MeshPolicies.EDGE_FILE, policies.withMeshedEdge());
    }

    @Test
    void exactlyFivePortsAreCalledWithoutASidecar() {
        Map<String, List<Integer>> plain = Composition.LOCAL.workloads().stream()
                .filter(Sidecars::has)
                .filter(workload -> !policies.plainPorts(workload).isEmpty())
                .collect(Collectors.toMap(Workload::app, policies::plainPorts));

        assertThat(plain)
                .isEqualTo(Map.of(
                        "llm-router", List.of(8080),
                        "agent-orchestrator", List.of(8083),
                        "meta-prompt-engine", List.of(8085),
                        "parser", List.of(8086),
                        "quantumdrop", List.of(8090)));
    }

    /** By container ports and not those of Services, which only happen to be the same. */
    @Test
    void aPermissivePortIsOneOfTheContainer() {
        assertThat(Composition.MESH.objects("PeerAuthentication"))
                .filteredOn(policy -> policy.find("spec.portLevelMtls") != null)
                .hasSize(5)
                .allSatisfy(policy -> assertThat(Composition.MESH.workloads())
                        .filteredOn(workload -> workload.matches(policy.map("spec.selector.matchLabels")))
                        .singleElement()
                        .satisfies(workload -> assertThat(workload.container()
                                        .each("ports")
                                        .filter(port -> port.text("name").equals("http"))
                                        .map(port -> port.text("containerPort"))
                                        .toList())
                                .containsExactlyElementsOf(
                                        policy.map("spec.portLevelMtls").keySet())));
    }

    @Test
    void everyPrincipalIsAServiceAccountThatExists() {
        List<String> accounts = Composition.MESH.objects("ServiceAccount").stream()
                .map(account -> "cluster.local/ns/%s/sa/%s".formatted(account.namespace(), account.name()))
                .toList();

        assertThat(Composition.MESH.objects("AuthorizationPolicy"))
                .flatExtracting(policy -> policy.each("spec.rules").toList())
                .flatExtracting(rule -> rule.each("from").toList())
                .flatExtracting(from -> from.texts("source.principals").toList())
                .isNotEmpty()
                .isSubsetOf(accounts);
    }

    /** The gateway's audiences: who takes the token, and whom it is passed on to. */
    @Test
    void aTokenIsForWhomItReachesByTheArrows() {
        Map<String, Object> onBehalf = Manifest.in("../../api-gateway/src/main/resources/application.yaml")
                .getFirst()
                .part("quantumlayer.gateway.audiences.on-behalf")
                .content();

        assertThat(onBehalf.keySet())
                .allSatisfy(service -> assertThat(onBehalf.get(service))
                        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(String.class))
                        .containsExactlyInAnyOrderElementsOf(behind(service)));
        assertThat(List.of("workflow-api", "agent-orchestrator", "meta-prompt-engine"))
                .allMatch(onBehalf::containsKey);
        assertThat(List.of("llm-router", "parser", "quantumdrop"))
                .allSatisfy(service -> assertThat(behind(service)).isEmpty());
    }

    /** Services of ours that a service reaches, in whatever number of steps. */
    private Set<String> behind(String service) {
        Set<String> reached = new TreeSet<>();
        List<String> open = new ArrayList<>(List.of(service));
        while (!open.isEmpty()) {
            String next = open.removeLast();
            policies.arrows().stream()
                    .filter(arrow -> arrow.caller().equals(next))
                    .map(Reachability.Arrow::callee)
                    .filter(callee -> Composition.LOCAL.workloads().stream()
                            .anyMatch(workload -> workload.app().equals(callee) && workload.isService()))
                    .filter(reached::add)
                    .forEach(open::add);
        }
        return reached;
    }

    static void same(String file, String wanted) throws IOException {
        Path path = Path.of(file);
        if (System.getProperty("mesh.write") != null) {
            Files.createDirectories(path.getParent());
            Files.writeString(path, wanted);
        }
        assertThat(path)
                .as("write it anew with -Dmesh.write, and review the difference")
                .hasContent(wanted);
    }
}
