package io.quantumlayer.worker.sandbox;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * The cluster of {@code KUBECONFIG}, with {@code infrastructure/kubernetes/sandbox.yaml} applied and the image of the Jobs
 * loaded. Its node has to be this machine, so that the processes of pods are seen.
 *
 * <p>Back ends run as the verifier's ServiceAccount, and only what looks at them as the user of {@code KUBECONFIG}.
 */
final class TestCluster {

    static final KubernetesSandboxProperties DEFAULTS =
            properties("quantumlayer/sandbox:1.0.0", Duration.ofSeconds(60));

    private static final String NAMESPACE = "quantumlayer-sandbox";

    private static @Nullable KubernetesClient admin;
    private static @Nullable KubernetesClient verifier;
    private static @Nullable Optional<String> absence;

    private TestCluster() {}

    /** Why no Job can be run here; empty when one can. */
    static synchronized Optional<String> absence() {
        if (absence == null) {
            absence = Optional.ofNullable(whyAbsent());
        }
        return absence;
    }

    private static @Nullable String whyAbsent() {
        if (System.getenv("KUBECONFIG") == null) {
            return "KUBECONFIG is not set";
        }
        try {
            if (admin().namespaces().withName(NAMESPACE).get() == null) {
                return "infrastructure/kubernetes/sandbox.yaml is not applied";
            }
            String image = DEFAULTS.image();
            boolean loaded = admin().nodes().list().getItems().stream()
                    .flatMap(node -> node.getStatus().getImages().stream())
                    .flatMap(one -> one.getNames().stream())
                    .anyMatch(name -> name.endsWith(image));
            return loaded ? null : "no node has the image " + image;
        } catch (KubernetesClientException e) {
            return "the cluster of KUBECONFIG does not answer: " + e.getMessage();
        }
    }

    static KubernetesSandboxProperties properties(String image, Duration patience) {
        return new KubernetesSandboxProperties(
                NAMESPACE,
                image,
                null,
                "test-" + UUID.randomUUID(),
                patience,
                Duration.ofMinutes(1),
                "50m",
                "2",
                DataSize.ofMegabytes(64),
                Duration.ofSeconds(60));
    }

    static KubernetesJobSandbox sandbox(SandboxProperties properties) {
        return sandbox(properties, properties(DEFAULTS.image(), Duration.ofSeconds(60)));
    }

    static KubernetesJobSandbox sandbox(SandboxProperties properties, KubernetesSandboxProperties kubernetes) {
        return new KubernetesJobSandbox(
                new SandboxCluster(verifier(), kubernetes.namespace()),
                new SandboxJob(properties, kubernetes),
                TestSandboxes.confinement(properties),
                kubernetes,
                KubernetesSandboxConfiguration.proof(verifier().getMasterUrl().toString()));
    }

    /** Pods of a worker, or of all. */
    static List<Pod> pods(Map<String, String> labels) {
        return admin().pods().inNamespace(NAMESPACE).withLabels(labels).list().getItems();
    }

    static synchronized KubernetesClient admin() {
        if (admin == null) {
            admin = client(Config.autoConfigure(null));
        }
        return admin;
    }

    /** The library takes a key in a file that does not name its kind for one of RSA. */
    private static KubernetesClient client(Config config) {
        try {
            return new KubernetesClientBuilder().withConfig(config).build();
        } catch (KubernetesClientException e) {
            config.setClientKeyAlgo("EC");
            return new KubernetesClientBuilder().withConfig(config).build();
        }
    }

    static synchronized KubernetesClient verifier() {
        if (verifier == null) {
            Config config = admin().getConfiguration();
            verifier = new KubernetesClientBuilder()
                    .withConfig(new ConfigBuilder(Config.empty())
                            .withMasterUrl(config.getMasterUrl())
                            .withCaCertData(config.getCaCertData())
                            .withCaCertFile(config.getCaCertFile())
                            .withOauthToken(token())
                            .build())
                    .build();
        }
        return verifier;
    }

    private static String token() {
        return admin().serviceAccounts()
                .inNamespace("temporal")
                .withName("workflow-verifier")
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(3600L)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
    }
}
