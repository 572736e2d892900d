package io.quantumlayer.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.kubernetes.Reachability.Arrow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may call whom: exactly those that a service is told the address of. */
class NetworkTests {

    private static final Pattern ADDRESS = Pattern.compile("([a-z-]+)\\.([a-z-]+)\\.svc\\.cluster\\.local:(\\d+)");

    @ParameterizedTest
    @EnumSource
    void whatTheSettingsNameCanBeCalledAndNothingElse(Composition composition) {
        assertThat(Reachability.of(composition).arrows()).isEqualTo(wanted(composition));
    }

    @ParameterizedTest
    @EnumSource
    void everyWorkloadIsGuardedInBothDirections(Composition composition) {
        Reachability reachability = Reachability.of(composition);

        assertThat(composition.workloads()).allMatch(reachability::isGuarded);
    }

    @ParameterizedTest
    @EnumSource
    void whoCallsByNameMayAskForNames(Composition composition) {
        Reachability reachability = Reachability.of(composition);

        assertThat(composition.workloads()).allSatisfy(workload -> {
            boolean calls = settings(composition, workload).values().stream()
                    .anyMatch(value -> value.matches(".*[a-z]\\.[a-z-]+[.a-z-]*:\\d+.*"));
            assertThat(!calls || reachability.resolvesNames(workload))
                    .as("names for " + workload)
                    .isTrue();
        });
    }

    @ParameterizedTest
    @EnumSource
    void theEdgeAloneIsOpenToEverybody(Composition composition) {
        Reachability reachability = Reachability.of(composition);

        assertThat(composition.workloads())
                .allSatisfy(workload -> assertThat(reachability.open(workload))
                        .isEqualTo(workload.app().equals("api-gateway") ? List.of(8080) : List.of()));
    }

    @ParameterizedTest
    @EnumSource
    void onlyModelsTheApiServerAndServersOfYourOwnAreCalledOutside(Composition composition) {
        Reachability reachability = Reachability.of(composition);
        List<String> database = composition.isLocal() ? List.of() : List.of("192.0.2.10/32:5432");
        List<String> keys = composition.has("router-keys-postgresql") ? database : List.of();
        List<String> temporal = composition.isLocal() ? List.of() : List.of("192.0.2.20/32:7233");

        assertThat(composition.workloads())
                .allSatisfy(workload -> assertThat(reachability.outside(workload))
                        .as(workload.app())
                        .isEqualTo(
                                switch (workload.app()) {
                                    case "llm-router" ->
                                        Stream.concat(Stream.of("0.0.0.0/0:443"), keys.stream())
                                                .toList();
                                    case "workflow-verifier" ->
                                        Stream.concat(Stream.of("0.0.0.0/0:443", "0.0.0.0/0:6443"), temporal.stream())
                                                .toList();
                                    case "workflow-api", "workflow-worker" -> temporal;
                                    case "quantumdrop", "agent-orchestrator", "meta-prompt-engine" -> database;
                                    default -> List.of();
                                }));
    }

    @Test
    void podsOfTheSandboxReachNothingAndNobodyReachesThem() {
        assertThat(Composition.PRODUCTION.objects("NetworkPolicy"))
                .filteredOn(policy -> policy.namespace().equals("quantumlayer-sandbox"))
                .singleElement()
                .satisfies(policy -> {
                    assertThat(policy.map("spec.podSelector")).isEmpty();
                    assertThat(policy.texts("spec.policyTypes")).containsExactlyInAnyOrder("Ingress", "Egress");
                    assertThat(policy.find("spec.ingress")).isNull();
                    assertThat(policy.find("spec.egress")).isNull();
                });
    }

    @Test
    void aPolicyThatIsMissingOpensMoreThanIsWanted() {
        Reachability without = without("quantumdrop");

        assertThat(without.arrows())
                .isNotEqualTo(wanted(Composition.LOCAL))
                .contains(new Arrow("quantumdrop", "postgresql", 5432));
        assertThat(without.workloads()).anyMatch(workload -> !without.isGuarded(workload));
    }

    @Test
    void aPolicyOfTheCalleeThatIsMissingItsCallerIsFound() {
        List<Workload> renamed = Composition.LOCAL.workloads().stream()
                .map(workload ->
                        workload.app().equals("workflow-api") ? new Workload(relabelled(workload.owner())) : workload)
                .toList();

        assertThat(new Reachability(Composition.LOCAL.objects("NetworkPolicy"), renamed).arrows())
                .isNotEqualTo(wanted(Composition.LOCAL));
    }

    private static Reachability without(String policy) {
        return new Reachability(
                Composition.LOCAL.objects("NetworkPolicy").stream()
                        .filter(object -> !object.name().equals(policy))
                        .toList(),
                Composition.LOCAL.workloads());
    }

    private static Manifest relabelled(Manifest owner) {
        return new Manifest(Map.of(
                "kind", owner.kind(),
                "metadata", Map.of("name", owner.name(), "namespace", owner.namespace()),
                "spec",
                        Map.of(
                                "template",
                                Map.of(
                                        "metadata",
                                        Map.of("labels", Map.of("app", "workflow-apy")),
                                        "spec",
                                        owner.part("spec.template.spec").content()))));
    }

    /** What every workload's settings name inside the cluster. */
    static TreeSet<Arrow> wanted(Composition composition) {
        TreeSet<Arrow> arrows = new TreeSet<>();
        for (Workload caller : composition.workloads()) {
            for (String value : settings(composition, caller).values()) {
                Matcher address = ADDRESS.matcher(value);
                if (address.find()) {
                    Manifest service = service(composition, address.group(1), address.group(2))
                            .orElseThrow(() -> new AssertionError(
                                    "%s names %s, which is no Service".formatted(caller, address.group())));
                    assertThat(service.text("spec.ports.0.port")).isEqualTo(address.group(3));
                    arrows.add(new Arrow(caller.app(), address.group(1), Integer.parseInt(address.group(3))));
                }
            }
        }
        return arrows;
    }

    private static Optional<Manifest> service(Composition composition, String name, String namespace) {
        return composition.objects("Service").stream()
                .filter(service ->
                        service.name().equals(name) && service.namespace().equals(namespace))
                .findFirst();
    }

    /** The environment that a workload's first container gets. */
    static Map<String, String> settings(Composition composition, Workload workload) {
        Map<String, String> settings = new TreeMap<>();
        workload.container()
                .each("envFrom")
                .map(source -> composition
                        .object("ConfigMap", source.text("configMapRef.name"))
                        .orElseThrow())
                .forEach(config -> settings.putAll(config.map("data")));
        workload.container()
                .each("env")
                .filter(variable -> variable.find("value") != null)
                .forEach(variable -> settings.put(variable.text("name"), variable.text("value")));
        return settings;
    }
}
