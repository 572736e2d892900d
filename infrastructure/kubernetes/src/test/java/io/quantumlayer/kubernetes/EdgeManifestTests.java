package io.quantumlayer.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two files that stand alone: what operators rely on in them, and what a cluster would not check. */
class EdgeManifestTests {

    private static final String POD = "spec.template.spec.";
    private static final String CONTAINER = POD + "containers.0.";

    /** Spring's own limit for a graceful shutdown, spring.lifecycle.timeout-per-shutdown-phase of the starter. */
    private static final int GRACEFUL_SHUTDOWN = 20;

    @ParameterizedTest
    @ValueSource(strings = {"api-gateway", "workflow-api"})
    void onlyBuiltInKindsAreUsed(String app) {
        assertThat(Manifest.in(app + ".yaml"))
                .extracting(Manifest::kind)
                .containsExactlyInAnyOrder(
                        "Namespace",
                        "ServiceAccount",
                        "ConfigMap",
                        "Deployment",
                        "Service",
                        "HorizontalPodAutoscaler",
                        "PodDisruptionBudget",
                        "NetworkPolicy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"api-gateway", "workflow-api"})
    void noSidecarIsInjected(String app) {
        Manifest deployment = object(app, "Deployment");

        for (String place : List.of("labels", "annotations")) {
            assertThat(deployment.find("spec.template.metadata." + place))
                    .asInstanceOf(MAP)
                    .contains(entry("sidecar.istio.io/inject", "false"));
        }
    }

    @Test
    void theGatewayIsReachedOnItsNodePort() {
        Manifest service = object("api-gateway", "Service");

        assertThat(service.text("spec.type")).isEqualTo("NodePort");
        assertThat(service.number("spec.ports.0.nodePort")).isEqualTo(30880);
        assertThat(service.number("spec.ports.0.port")).isEqualTo(8080);
    }

    @Test
    void theGatewayFindsEveryServiceByItsFullName() {
        assertThat(object("api-gateway", "ConfigMap").find("data"))
                .asInstanceOf(MAP)
                .contains(
                        entry("WORKFLOW_API_URL", "http://workflow-api.temporal.svc.cluster.local:8080"),
                        entry("LLM_ROUTER_URL", "http://llm-router.quantumlayer.svc.cluster.local:8080"),
                        entry(
                                "AGENT_ORCHESTRATOR_URL",
                                "http://agent-orchestrator.quantumlayer.svc.cluster.local:8083"),
                        entry(
                                "META_PROMPT_ENGINE_URL",
                                "http://meta-prompt-engine.quantumlayer.svc.cluster.local:8085"),
                        entry("PARSER_URL", "http://parser.quantumlayer.svc.cluster.local:8086"),
                        entry("QUANTUMDROP_URL", "http://quantumdrop.quantumlayer.svc.cluster.local:8090"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"api-gateway", "workflow-api"})
    void everyAddressThatIsCalledIsAllowedToLeave(String app) {
        List<String> allowed = object(app, "NetworkPolicy")
                .each("spec.egress")
                .filter(rule -> rule.find("to.0.podSelector.matchLabels.app") != null)
                .map(rule -> "%s.%s:%s"
                        .formatted(
                                rule.text("to.0.podSelector.matchLabels.app"),
                                rule.find("to.0.namespaceSelector.matchLabels") instanceof Map<?, ?> labels
                                        ? labels.get("kubernetes.io/metadata.name")
                                        : "",
                                rule.text("ports.0.port")))
                .toList();

        List<String> called = config(app).values().stream()
                .filter(value -> value.contains(".svc.cluster.local:"))
                .map(value -> value.replace("http://", "").replace(".svc.cluster.local", ""))
                .toList();

        assertThat(called).isNotEmpty();
        assertThat(allowed).containsExactlyInAnyOrderElementsOf(called);
    }

    @ParameterizedTest
    @ValueSource(strings = {"api-gateway", "workflow-api"})
    void aChangedSettingRollsThePods(String app) throws NoSuchAlgorithmException {
        String settings = config(app).entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining("\n"));
        String digest = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(settings.getBytes(StandardCharsets.UTF_8)));

        assertThat(object(app, "Deployment").find("spec.template.metadata.annotations"))
                .asInstanceOf(MAP)
                .contains(entry("checksum/config", digest));
    }

    @ParameterizedTest
    @ValueSource(strings = {"api-gateway", "workflow-api"})
    void aPodEndsInOrderBeforeItIsKilled(String app) {
        Manifest deployment = object(app, "Deployment");
        int heardOf = deployment.number(CONTAINER + "lifecycle.preStop.sleep.seconds");

        assertThat(deployment.number(POD + "terminationGracePeriodSeconds")).isGreaterThan(heardOf + GRACEFUL_SHUTDOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"api-gateway", "workflow-api"})
    void thePodIsRestricted(String app) {
        Manifest deployment = object(app, "Deployment");

        assertThat(deployment.text(POD + "automountServiceAccountToken")).isEqualTo("false");
        assertThat(deployment.text(POD + "securityContext.runAsNonRoot")).isEqualTo("true");
        assertThat(deployment.number(POD + "securityContext.runAsUser")).isEqualTo(10001);
        assertThat(deployment.text(POD + "securityContext.seccompProfile.type")).isEqualTo("RuntimeDefault");
        assertThat(deployment.text(CONTAINER + "securityContext.readOnlyRootFilesystem"))
                .isEqualTo("true");
        assertThat(deployment.text(CONTAINER + "securityContext.allowPrivilegeEscalation"))
                .isEqualTo("false");
        assertThat(deployment.text(CONTAINER + "securityContext.capabilities.drop.0"))
                .isEqualTo("ALL");
        assertThat(deployment.text(CONTAINER + "imagePullPolicy")).isEqualTo("IfNotPresent");
        assertThat(deployment.find("spec.replicas"))
                .as("the HorizontalPodAutoscaler owns the number")
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"api-gateway", "workflow-api"})
    void everySelectorMatchesThePods(String app) {
        Object labels = object(app, "Deployment").find("spec.template.metadata.labels.app");

        assertThat(labels).isEqualTo(app);
        assertThat(object(app, "Service").text("spec.selector.app")).isEqualTo(app);
        assertThat(object(app, "Deployment").text("spec.selector.matchLabels.app"))
                .isEqualTo(app);
        assertThat(object(app, "PodDisruptionBudget").text("spec.selector.matchLabels.app"))
                .isEqualTo(app);
        assertThat(object(app, "NetworkPolicy").text("spec.podSelector.matchLabels.app"))
                .isEqualTo(app);
        assertThat(object(app, "HorizontalPodAutoscaler").text("spec.scaleTargetRef.name"))
                .isEqualTo(object(app, "Deployment").text("metadata.name"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"api-gateway", "workflow-api"})
    void theServiceLeadsToAPortThatTheContainerHas(String app) {
        Manifest service = object(app, "Service");

        assertThat(object(app, "Deployment").each(CONTAINER + "ports").map(port -> port.text("name")))
                .contains(service.text("spec.ports.0.targetPort"));
        assertThat(service.text("spec.ports.0.name")).isEqualTo("http");
        assertThat(service.text("spec.ports.0.appProtocol")).isEqualTo("http");
    }

    private static Map<String, String> config(String app) {
        Map<String, String> settings = new TreeMap<>();
        if (object(app, "ConfigMap").find("data") instanceof Map<?, ?> data) {
            data.forEach((name, value) -> settings.put(name.toString(), value.toString()));
        }
        return settings;
    }

    private static Manifest object(String app, String kind) {
        return Manifest.in(app + ".yaml").stream()
                .filter(manifest -> manifest.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }
}
