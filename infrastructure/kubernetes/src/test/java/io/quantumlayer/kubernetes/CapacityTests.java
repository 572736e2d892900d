package io.quantumlayer.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How many pods there are, and that there is room for them. */
class CapacityTests {

    @ParameterizedTest
    @EnumSource
    void oneAutoscalerOwnsTheNumberOfPods(Composition composition) {
        assertThat(composition.workloads()).filteredOn(Workload::isService).allSatisfy(workload -> {
            assertThat(workload.owner().find("spec.replicas")).isNull();
            assertThat(scalers(composition, workload)).hasSize(1);
        });
    }

    @ParameterizedTest
    @EnumSource
    void anAutoscalerGoesByTheServiceAloneAndComesDownSlowly(Composition composition) {
        assertThat(composition.objects("HorizontalPodAutoscaler")).isNotEmpty().allSatisfy(scaler -> {
            // The metric of a pod would count a sidecar too.
            assertThat(scaler.text("spec.metrics.0.type")).isEqualTo("ContainerResource");
            assertThat(scaler.text("spec.metrics.0.containerResource.container"))
                    .isEqualTo(scaler.name());
            assertThat(scaler.number("spec.behavior.scaleDown.stabilizationWindowSeconds"))
                    .isGreaterThanOrEqualTo(300);
            assertThat(scaler.number("spec.behavior.scaleUp.stabilizationWindowSeconds"))
                    .isZero();
            assertThat(scaler.number("spec.maxReplicas")).isGreaterThan(scaler.number("spec.minReplicas"));
        });
    }

    @ParameterizedTest
    @EnumSource
    void aPodCanAlwaysBeEvictedAndAnUnhealthyOneToo(Composition composition) {
        assertThat(composition.workloads())
                .filteredOn(Workload::isService)
                .allSatisfy(workload -> assertThat(composition.objects("PodDisruptionBudget"))
                        .filteredOn(budget -> budget.namespace().equals(workload.namespace())
                                && workload.matches(budget.map("spec.selector.matchLabels")))
                        .singleElement()
                        .satisfies(budget -> {
                            assertThat(budget.number("spec.maxUnavailable")).isPositive();
                            assertThat(budget.find("spec.minAvailable")).isNull();
                            assertThat(budget.text("spec.unhealthyPodEvictionPolicy"))
                                    .isEqualTo("AlwaysAllow");
                        }));
    }

    @ParameterizedTest
    @EnumSource
    void outsideOneNodeNoServiceHasASinglePod(Composition composition) {
        assumeFalse(composition.isLocal(), "One node has one pod of each.");

        assertThat(composition.workloads())
                .filteredOn(Workload::isService)
                .allSatisfy(workload ->
                        assertThat(replicas(composition, workload, "min")).isGreaterThanOrEqualTo(2));
    }

    @ParameterizedTest
    @EnumSource
    void memoryIsReservedInFullOutsideOneNode(Composition composition) {
        assertThat(composition.workloads())
                .filteredOn(Workload::isService)
                .extracting(Workload::container)
                .allSatisfy(container -> {
                    assertThat(container.map("resources.requests")).containsKeys("cpu", "memory", "ephemeral-storage");
                    assertThat(container.map("resources.limits")).containsKeys("cpu", "memory", "ephemeral-storage");
                    if (!composition.isLocal()) {
                        assertThat(container.text("resources.requests.memory"))
                                .isEqualTo(container.text("resources.limits.memory"));
                    }
                });
    }

    @ParameterizedTest
    @EnumSource
    void aNamespacesQuotaHoldsEveryServiceAtItsLargestWhileItRolls(Composition composition) {
        for (String namespace : List.of("quantumlayer", "temporal")) {
            Manifest quota = composition.objects("ResourceQuota").stream()
                    .filter(object -> object.namespace().equals(namespace))
                    .findFirst()
                    .orElseThrow();
            assertThat(Quantities.of(quota.text("spec.hard.pods")))
                    .isGreaterThanOrEqualTo(sum(composition, namespace, workload -> BigDecimal.ONE));
            for (String resource : List.of("requests.cpu", "requests.memory", "limits.memory")) {
                // The name of a resource has the dot that a path is cut at.
                assertThat(Quantities.of(quota.map("spec.hard").get(resource)))
                        .as("%s of %s", resource, namespace)
                        .isGreaterThanOrEqualTo(sum(
                                composition,
                                namespace,
                                workload -> Quantities.of(workload.container().text("resources." + resource))
                                        .add(sidecar(composition, workload, resource))));
            }
        }
    }

    @Test
    void oneNodeOfTwoCoresAndEightGigabytesTakesAllOfItAndAJob() {
        // quantumdrop's second pod, which the mesh asks for.
        BigDecimal cpu = new BigDecimal("0.27");
        BigDecimal memory = Quantities.of("896Mi");
        for (Workload workload : Composition.MESH.workloads()) {
            cpu = cpu.add(Quantities.of(workload.container().text("resources.requests.cpu")))
                    .add(sidecar(Composition.MESH, workload, "requests.cpu"));
            memory = memory.add(Quantities.of(workload.container().text("resources.requests.memory")))
                    .add(sidecar(Composition.MESH, workload, "requests.memory"));
        }

        assertThat(cpu).isLessThanOrEqualTo(new BigDecimal("1.2"));
        // Of 8 GiB a kubelet keeps a part, and the cluster's own pods take some.
        assertThat(memory).isLessThanOrEqualTo(Quantities.of("7Gi"));
        assertThat(Composition.LOCAL.objects("HorizontalPodAutoscaler"))
                .allSatisfy(
                        scaler -> assertThat(scaler.number("spec.minReplicas")).isEqualTo(1));
    }

    /** What a native sidecar adds to its pod. */
    private static BigDecimal sidecar(Composition composition, Workload workload, String resource) {
        if (!Sidecars.injects(composition, workload.namespace()) || !Sidecars.has(workload)) {
            return BigDecimal.ZERO;
        }
        String annotation = Map.of(
                        "requests.cpu", "proxyCPU",
                        "requests.memory", "proxyMemory",
                        "limits.memory", "proxyMemoryLimit")
                .get(resource);
        return Quantities.of(
                workload.owner().map("spec.template.metadata.annotations").get("sidecar.istio.io/" + annotation));
    }

    private static BigDecimal sum(Composition composition, String namespace, Function<Workload, BigDecimal> each) {
        return composition.workloads().stream()
                .filter(workload -> workload.namespace().equals(namespace))
                .map(workload -> each.apply(workload)
                        .multiply(BigDecimal.valueOf(
                                workload.isService() ? replicas(composition, workload, "max") + 1 : 1)))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Objects that own the number of a workload's pods. */
    private static List<Manifest> scalers(Composition composition, Workload workload) {
        return composition.objects().stream()
                .filter(object -> object.is("HorizontalPodAutoscaler")
                        || object.is("ScaledObject")
                        || object.is("WorkerResourceTemplate"))
                .filter(object -> object.namespace().equals(workload.namespace()))
                .filter(object -> workload.owner()
                        .name()
                        .equals(Optional.ofNullable(object.find("spec.scaleTargetRef.name"))
                                .orElse(object.find("spec.workerDeploymentRef.name"))))
                .toList();
    }

    private static int replicas(Composition composition, Workload workload, String end) {
        Manifest scaler = scalers(composition, workload).getFirst();
        return switch (scaler.kind()) {
            case "ScaledObject" -> scaler.number("spec.%sReplicaCount".formatted(end));
            case "WorkerResourceTemplate" -> scaler.number("spec.template.spec.%sReplicas".formatted(end));
            default -> scaler.number("spec.%sReplicas".formatted(end));
        };
    }
}
