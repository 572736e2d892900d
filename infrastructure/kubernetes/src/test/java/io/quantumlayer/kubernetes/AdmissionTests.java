package io.quantumlayer.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.Yaml;

/** The policies of the API server know every service, are asked about every way into a pod, and deny. */
class AdmissionTests {

    @ParameterizedTest
    @EnumSource(names = {"LOCAL", "MESH", "PRODUCTION"})
    void theServicesThatPoliciesKnowAreThoseThatThereAre(Composition composition) {
        List<String> services = composition.workloads().stream()
                .filter(Workload::isService)
                .map(Workload::app)
                .sorted()
                .toList();

        Object images = new Yaml().load(variable(composition, "quantumlayer-secrets", "images"));
        assertThat(Manifest.of(images).content().keySet()).containsExactlyInAnyOrderElementsOf(services);
        String ours = variable(composition, "quantumlayer-settings", "ours");
        assertThat(Pattern.compile("[a-z]+(?:-[a-z]+)*")
                        .matcher(ours)
                        .results()
                        .map(found -> found.group())
                        .toList())
                .containsExactlyInAnyOrderElementsOf(services);
    }

    /** The API server asks about a part of a pod that is changed by itself only where that is named. */
    @ParameterizedTest
    @EnumSource(names = {"LOCAL", "MESH", "PRODUCTION"})
    void aContainerForDebuggingIsAskedAboutToo(Composition composition) {
        assertThat(policies(composition))
                .filteredOn(policy -> policy.toString().contains("quantumlayer-secrets")
                        || policy.content().toString().contains("ephemeralContainers"))
                .isNotEmpty()
                .allSatisfy(policy -> assertThat(policy.each("spec.matchConstraints.resourceRules")
                                .flatMap(rule -> rule.texts("resources"))
                                .toList())
                        .contains("pods", "pods/ephemeralcontainers"));
    }

    @ParameterizedTest
    @EnumSource(names = {"LOCAL", "MESH", "PRODUCTION"})
    void everyPolicyDeniesInBothNamespaces(Composition composition) {
        List<Manifest> bindings = composition.objects("ValidatingAdmissionPolicyBinding");

        assertThat(policies(composition)).isNotEmpty().allSatisfy(policy -> {
            assertThat(policy.text("spec.failurePolicy")).isEqualTo("Fail");
            assertThat(bindings)
                    .filteredOn(binding -> binding.text("spec.policyName").equals(policy.name()))
                    .singleElement()
                    .satisfies(binding -> {
                        assertThat(binding.texts("spec.validationActions")).containsExactly("Deny");
                        assertThat(binding.each("spec.matchResources.namespaceSelector.matchExpressions")
                                        .flatMap(expression -> expression.texts("values")))
                                .containsExactlyInAnyOrder("quantumlayer", "temporal");
                    });
        });
    }

    private static List<Manifest> policies(Composition composition) {
        return composition.objects("ValidatingAdmissionPolicy");
    }

    private static String variable(Composition composition, String policy, String name) {
        return composition.object("ValidatingAdmissionPolicy", policy).stream()
                .flatMap(found -> found.each("spec.variables"))
                .filter(variable -> variable.text("name").equals(name))
                .map(variable -> variable.text("expression"))
                .findFirst()
                .orElseThrow();
    }
}
