package io.quantumlayer.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a pod may do on its node and in the cluster. */
class PodSecurityTests {

    @ParameterizedTest
    @EnumSource
    void everyPodKeepsTheControl(RestrictedControl control) {
        assertThat(Composition.values())
                .allSatisfy(composition -> assertThat(composition.workloads())
                        .isNotEmpty()
                        .allSatisfy(workload ->
                                assertThat(control.violations(workload)).isEmpty()));
    }

    @ParameterizedTest
    @EnumSource
    void aPodThatBreaksTheControlIsFound(RestrictedControl control) {
        Manifest pod = Manifest.parse(control.broken()).getFirst();
        Workload workload =
                new Workload(new Manifest(Map.of("spec", Map.of("template", Map.of("spec", pod.content())))));

        assertThat(control.violations(workload)).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyNamespaceEnforcesTheProfile(Composition composition) {
        assertThat(composition.objects("Namespace"))
                .hasSize(composition.has("gateway-api") ? 4 : 3)
                .allSatisfy(namespace -> assertThat(namespace.map("metadata.labels"))
                        .containsEntry("pod-security.kubernetes.io/enforce", "restricted")
                        .containsEntry("pod-security.kubernetes.io/enforce-version", "v1.34"));
    }

    @ParameterizedTest
    @EnumSource
    void everyServiceRunsAsOneUserOnARootThatItCannotWriteTo(Composition composition) {
        assertThat(composition.workloads()).filteredOn(Workload::isService).allSatisfy(workload -> {
            assertThat(workload.pod().number("securityContext.runAsUser")).isEqualTo(10001);
            assertThat(workload.pod().number("securityContext.runAsGroup")).isEqualTo(10001);
        });
        assertThat(composition.workloads())
                .flatExtracting(Workload::containers)
                .allSatisfy(container -> assertThat(container.text("securityContext.readOnlyRootFilesystem"))
                        .isEqualTo("true"));
    }

    @ParameterizedTest
    @EnumSource
    void everyScratchDirectoryHasASize(Composition composition) {
        assertThat(composition.workloads())
                .flatExtracting(workload -> workload.pod().each("volumes").toList())
                .filteredOn(volume -> volume.find("emptyDir") != null)
                .allSatisfy(
                        volume -> assertThat(volume.text("emptyDir.sizeLimit")).isNotBlank());
    }

    @ParameterizedTest
    @EnumSource
    void everyWorkloadHasAnAccountOfItsOwn(Composition composition) {
        List<Workload> workloads = composition.workloads();

        assertThat(workloads)
                .extracting(
                        workload -> workload.namespace() + "/" + workload.pod().text("serviceAccountName"))
                .doesNotHaveDuplicates()
                .isSubsetOf(composition.objects("ServiceAccount").stream()
                        .map(account -> account.namespace() + "/" + account.name())
                        .toList());
        assertThat(composition.objects("ServiceAccount"))
                .allSatisfy(account ->
                        assertThat(account.text("automountServiceAccountToken")).isEqualTo("false"));
    }

    @ParameterizedTest
    @EnumSource
    void onlyTheVerifierHasATokenAndOnlyRightsInTheSandbox(Composition composition) {
        assertThat(composition.workloads())
                .filteredOn(workload ->
                        workload.pod().text("automountServiceAccountToken").equals("true"))
                .extracting(Workload::app)
                .containsExactly("workflow-verifier");
        assertThat(composition.objects())
                .filteredOn(object -> object.kind().endsWith("Binding") && object.find("subjects") != null)
                .singleElement()
                .satisfies(binding -> {
                    assertThat(binding.kind()).isEqualTo("RoleBinding");
                    assertThat(binding.namespace()).isEqualTo("quantumlayer-sandbox");
                    assertThat(binding.text("subjects.0.name")).isEqualTo("workflow-verifier");
                });
        assertThat(composition.objects("Role"))
                .flatExtracting(role -> role.each("rules").toList())
                .extracting(rule -> String.join(",", rule.texts("resources").toList()) + ": "
                        + String.join(",", rule.texts("verbs").toList()))
                .containsExactlyInAnyOrder(
                        "jobs: create,get,list,watch,delete",
                        "pods: get,list,watch",
                        "pods/exec: create,get",
                        "pods/log: get");
    }

    @Test
    void aSidecarThatIsInjectedKeepsTheProfileOfThePod() {
        // Istio's proxy with its CNI plugin sets everything but the seccomp profile, which it takes from the pod.
        Manifest proxy = Manifest.parse("""
                        name: istio-proxy
                        image: istio/proxyv2:1.30
                        restartPolicy: Always
                        securityContext:
                          allowPrivilegeEscalation: false
                          capabilities: {drop: [ALL]}
                          privileged: false
                          readOnlyRootFilesystem: true
                          runAsGroup: 1337
                          runAsNonRoot: true
                          runAsUser: 1337
                        """).getFirst();

        assertThat(Composition.LOCAL.workloads()).allSatisfy(workload -> {
            Map<String, Object> pod = new TreeMap<>(workload.pod().content());
            pod.put("initContainers", List.of(proxy.content()));
            Workload injected = new Workload(new Manifest(Map.of("spec", Map.of("template", Map.of("spec", pod)))));

            assertThat(RestrictedControl.values())
                    .allSatisfy(
                            control -> assertThat(control.violations(injected)).isEmpty());
        });
    }
}
