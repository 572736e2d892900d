package io.quantumlayer.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How pods start, are asked and end. */
class LifecycleTests {

    private static final Pattern SECONDS = Pattern.compile("(\\d+)s");

    /** Until a process that was told to end is gone, beyond what its own limits add up to. */
    private static final int SLACK = 5;

    @ParameterizedTest
    @EnumSource
    void aPodEndsInOrderBeforeItIsKilled(Composition composition) {
        Manifest defaults = Manifest.in("../platform/starter/src/main/resources/platform-defaults.yaml")
                .getFirst();
        int shutdownPhase = seconds(defaults.text("spring.lifecycle.timeout-per-shutdown-phase"));

        assertThat(composition.workloads()).filteredOn(Workload::isService).allSatisfy(workload -> {
            Manifest container = workload.container();
            int heardOf = container.find("lifecycle.preStop.sleep.seconds") instanceof Integer sleep ? sleep : 0;
            boolean serves =
                    container.each("ports").anyMatch(port -> port.text("name").equals("http"));
            // A worker gives its steps back in one phase and stops the web server in another.
            int phases = serves ? 1 : 2;

            assertThat(heardOf > 0).as("waits until it is called no longer").isEqualTo(serves);
            assertThat(workload.pod().number("terminationGracePeriodSeconds"))
                    .isGreaterThanOrEqualTo(heardOf + phases * shutdownPhase + SLACK);
        });
    }

    @ParameterizedTest
    @EnumSource
    void startupLivenessAndReadinessAreAskedForDifferentThings(Composition composition) {
        assertThat(composition.workloads()).flatExtracting(Workload::containers).allSatisfy(container -> {
            assertThat(container.part("startupProbe").content()).isNotEmpty();
            assertThat(question(container, "livenessProbe")).isNotEqualTo(question(container, "readinessProbe"));
            // A minute at least: a JVM on a busy node takes its time.
            assertThat(container.number("startupProbe.periodSeconds")
                            * container.number("startupProbe.failureThreshold"))
                    .isGreaterThanOrEqualTo(60);
        });
    }

    @ParameterizedTest
    @EnumSource
    void aServiceIsReadyAndAliveByThePortThatItServesOn(Composition composition) {
        assertThat(composition.workloads())
                .filteredOn(Workload::isService)
                .extracting(Workload::container)
                .filteredOn(container -> container
                        .each("ports")
                        .anyMatch(port -> port.text("name").equals("http")))
                .isNotEmpty()
                .allSatisfy(container -> {
                    assertThat(container.map("livenessProbe.httpGet"))
                            .containsAllEntriesOf(Map.of("path", "/health", "port", "http"));
                    assertThat(container.map("readinessProbe.httpGet"))
                            .containsAllEntriesOf(Map.of("path", "/ready", "port", "http"));
                });
    }

    @ParameterizedTest
    @EnumSource
    void everyPodHasAPriorityThatExists(Composition composition) {
        Set<String> classes = Set.copyOf(composition.objects("PriorityClass").stream()
                .map(Manifest::name)
                .toList());

        assertThat(composition.workloads())
                .extracting(workload -> workload.pod().text("priorityClassName"))
                .allMatch(classes::contains);
        assertThat(value(composition, "quantumlayer-edge")).isGreaterThan(value(composition, "quantumlayer-service"));
        assertThat(value(composition, "quantumlayer-service")).isGreaterThan(value(composition, "quantumlayer-worker"));
    }

    @ParameterizedTest
    @EnumSource
    void podsOfAServiceSpreadOverZonesAndNodes(Composition composition) {
        assertThat(composition.workloads())
                .filteredOn(Workload::isService)
                .allSatisfy(workload -> assertThat(
                                workload.pod().each("topologySpreadConstraints").toList())
                        .extracting(constraint -> constraint.text("topologyKey"))
                        .containsExactly("topology.kubernetes.io/zone", "kubernetes.io/hostname"));
    }

    private static int value(Composition composition, String name) {
        return composition.object("PriorityClass", name).orElseThrow().number("value");
    }

    private static Object question(Manifest container, String probe) {
        Manifest asked = container.part(probe);
        assertThat(asked.content()).as(probe).isNotEmpty();
        return Stream.of("httpGet", "grpc", "exec", "tcpSocket")
                .map(asked::find)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }

    private static int seconds(String duration) {
        Matcher matcher = SECONDS.matcher(duration);
        assertThat(matcher.matches()).as(duration).isTrue();
        return Integer.parseInt(matcher.group(1));
    }
}
