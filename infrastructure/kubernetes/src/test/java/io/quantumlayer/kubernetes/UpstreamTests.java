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
                    assertThat(port.text("appProtocol")).isIn("http", "https", "tcp");
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
        assertThat(composition.objects("VirtualService"))
                .flatExtracting(virtual -> virtual.each("spec.http").toList())
                .flatExtracting(http -> http.each("route").toList())
                .allSatisfy(
                        route -> assertThat(route.find("destination.subset")).isNull());
        // A subset and TLS that is asked for are the two ways to call a pod that is not there, or cannot answer.
        assertThat(composition.objects("DestinationRule")).allSatisfy(rule -> {
            assertThat(rule.find("spec.subsets")).isNull();
            assertThat(rule.find("spec.trafficPolicy.tls")).isNull();
        });
    }

    @ParameterizedTest
    @EnumSource
    void aMeshNeverTriesAgainAndItsTimeLimitsLieOverTheCallers(Composition composition) {
        assertThat(composition.objects("VirtualService"))
                .flatExtracting(virtual -> virtual.each("spec.http").toList())
                .allSatisfy(http -> {
                    assertThat(http.number("retries.attempts")).isZero();
                    // None is said by leaving it out: the API server refuses a time limit of nothing.
                    assertThat(http.find("timeout")).isIn(null, "35s");
                });
        assertThat(Manifest.in("../platform/starter/src/main/resources/platform-defaults.yaml")
                        .getFirst()
                        .text("spring.http.clients.read-timeout"))
                .isEqualTo("30s");
    }

    @ParameterizedTest
    @EnumSource
    void halfOfThePodsAreNeverLeftOut(Composition composition) {
        assertThat(composition.objects("DestinationRule"))
                .filteredOn(rule -> rule.find("spec.trafficPolicy.outlierDetection") != null)
                .allSatisfy(rule -> {
                    Manifest outlier = rule.part("spec.trafficPolicy.outlierDetection");
                    assertThat(outlier.number("maxEjectionPercent")).isLessThanOrEqualTo(50);
                    assertThat(outlier.number("minHealthPercent")).isGreaterThanOrEqualTo(50);
                    assertThat(composition.objects("HorizontalPodAutoscaler"))
                            .filteredOn(scaler ->
                                    rule.text("spec.host").startsWith(scaler.name() + "." + scaler.namespace()))
                            .singleElement()
                            .satisfies(scaler -> assertThat(scaler.number("spec.minReplicas"))
                                    .isGreaterThanOrEqualTo(2));
                });
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
