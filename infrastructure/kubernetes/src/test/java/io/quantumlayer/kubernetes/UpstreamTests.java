package io.quantumlayer.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A caller's proxy says "no healthy upstream" when a Service has no endpoint that it may use. Each test rules one cause
 * out that manifests can have.
 */
class UpstreamTests {

    @ParameterizedTest
    @EnumSource
    void everyServiceSelectsExactlyOneWorkload(Composition composition) {
        assertThat(composition.objects("Service"))
                .isNotEmpty()
                .allSatisfy(
                        service -> assertThat(selected(composition, service)).hasSize(1));
    }

    @ParameterizedTest
    @EnumSource
    void everyPortOfAServiceLeadsToANamedPortOfTheContainer(Composition composition) {
        assertThat(composition.objects("Service"))
                .allSatisfy(service -> assertThat(service.each("spec.ports").toList())
                        .isNotEmpty()
                        .allSatisfy(port -> assertThat(selected(composition, service)
                                        .getFirst()
                                        .container()
                                        .each("ports")
                                        .toList())
                                .anySatisfy(target -> {
                                    assertThat(target.text("name")).isEqualTo(port.text("targetPort"));
                                    // NetworkPolicies and a mesh's exceptions count by the container's port.
                                    assertThat(target.number("containerPort")).isEqualTo(port.number("port"));
                                })));
    }

    @ParameterizedTest
    @EnumSource
    void everyPortOfAServiceSaysItsProtocol(Composition composition) {
        assertThat(composition.objects("Service"))
                .flatExtracting(service -> service.each("spec.ports").toList())
                .allSatisfy(port -> {
                    assertThat(port.text("appProtocol")).isIn("http", "tcp");
                    assertThat(port.text("name")).isNotBlank();
                    if (port.text("appProtocol").equals("http")) {
                        assertThat(port.text("name")).startsWith("http");
                    }
                });
    }

    @ParameterizedTest
    @EnumSource
    void noServiceIsHeadlessOrANameForAnotherHost(Composition composition) {
        assertThat(composition.objects("Service")).allSatisfy(service -> {
            assertThat(service.find("spec.clusterIP")).isNull();
            assertThat(service.text("spec.type")).isIn("ClusterIP", "NodePort");
        });
        assertThat(composition.objects()).noneMatch(object -> object.is("StatefulSet"));
    }

    @ParameterizedTest
    @EnumSource
    void noTrafficIsDividedBySubsetsOfPods(Composition composition) {
        assertThat(composition.objects())
                .noneMatch(object -> object.is("DestinationRule") || object.is("VirtualService"));
    }

    @ParameterizedTest
    @EnumSource
    void aPodIsAnEndpointOnlyWhenItCanAnswer(Composition composition) {
        assertThat(composition.objects("Service"))
                .flatExtracting(service -> selected(composition, service))
                .flatExtracting(Workload::containers)
                .allSatisfy(container ->
                        assertThat(container.part("readinessProbe").content()).isNotEmpty());
        assertThat(composition.objects("Service"))
                .allSatisfy(service -> assertThat(service.find("spec.publishNotReadyAddresses"))
                        .isNull());
    }

    @ParameterizedTest
    @EnumSource
    void aRollOutNeverTakesThePodAwayThatIsTheLast(Composition composition) {
        assertThat(composition.objects("Service"))
                .flatExtracting(service -> selected(composition, service))
                .filteredOn(Workload::isService)
                .allSatisfy(workload -> {
                    assertThat(workload.owner().text("spec.strategy.type")).isEqualTo("RollingUpdate");
                    assertThat(workload.owner().number("spec.strategy.rollingUpdate.maxUnavailable"))
                            .isZero();
                });
    }

    private static List<Workload> selected(Composition composition, Manifest service) {
        return composition.workloads().stream()
                .filter(workload -> workload.namespace().equals(service.namespace())
                        && workload.matches(service.map("spec.selector")))
                .toList();
    }
}
