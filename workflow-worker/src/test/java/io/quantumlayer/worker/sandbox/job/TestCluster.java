package io.quantumlayer.worker.sandbox.job;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.quantumlayer.worker.sandbox.Sandbox;
import io.quantumlayer.worker.sandbox.SandboxProperties;
import io.quantumlayer.worker.sandbox.TestSandboxes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * The cluster of {@code KUBECONFIG}, with {@code infrastructure/kubernetes/sandbox.yaml} applied and the image of the Jobs
 * loaded. Its node has to be this machine, so that the processes of pods are seen.
 *
 * <p>Back ends run as the verifier's ServiceAccount, and only what looks at them as the user of {@code KUBECONFIG}.
 */
public final class TestCluster {

    static final String NAMESPACE = "quantumlayer-sandbox";
    static final String IMAGE = "quantumlayer/sandbox:1.0.0";

    private static @Nullable KubernetesClient admin;
    private static @Nullable KubernetesClient verifier;
    private static @Nullable Optional<String> absence;

    private TestCluster() {}

    /** Why no Job can be run here; empty when one can. */
    public static synchronized Optional<String> absence() {
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
            boolean loaded = admin().nodes().list().getItems().stream()
                    .flatMap(node -> node.getStatus().getImages().stream())
                    .flatMap(one -> one.getNames().stream())
                    .anyMatch(name -> name.endsWith(IMAGE));
            return loaded ? null : "no node has the image " + IMAGE;
        } catch (KubernetesClientException e) {
            return "the cluster of KUBECONFIG does not answer: " + e.getMessage();
        }
    }

    /** Settings of a worker that no other test has. */
    static KubernetesSandboxProperties settings() {
        return settings(NAMESPACE, IMAGE, Duration.ofSeconds(60), "50m");
    }

    static KubernetesSandboxProperties settings(String namespace, String image, Duration patience, String cpu) {
        return new KubernetesSandboxProperties(
                namespace,
                image,
                null,
                "test-" + UUID.randomUUID(),
                patience,
                Duration.ofMinutes(1),
                cpu,
                cpu.endsWith("m") ? "2" : cpu,
                DataSize.ofMegabytes(64),
                Duration.ofSeconds(60));
    }

    public static Sandbox sandbox(SandboxProperties properties) {
        return sandbox(properties, settings());
    }

    static KubernetesJobSandbox sandbox(SandboxProperties properties, KubernetesSandboxProperties kubernetes) {
        return new KubernetesJobSandbox(
                new SandboxCluster(verifier(), kubernetes.namespace()),
                new SandboxJob(properties, kubernetes),
                TestSandboxes.confinement(properties),
                kubernetes,
                KubernetesSandboxConfiguration.proof(verifier().getMasterUrl().toString()));
    }

    static List<PodState> pods(KubernetesSandboxProperties settings) {
        return admin()
                .pods()
                .inNamespace(settings.namespace())
                .withLabel(SandboxJob.WORKER_LABEL, settings.worker())
                .list()
                .getItems()
                .stream()
                .map(PodState::new)
                .toList();
    }

    static List<Job> jobs(KubernetesSandboxProperties settings) {
        return admin().batch()
                .v1()
                .jobs()
                .inNamespace(settings.namespace())
                .withLabel(SandboxJob.WORKER_LABEL, settings.worker())
                .list()
                .getItems();
    }

    /** A namespace with the rights of the verifier, and neither limits nor a NetworkPolicy. */
    static void createLike(String namespace) {
        admin().resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                        .endMetadata()
                        .build())
                .create();
        admin().resource(new ServiceAccountBuilder()
                        .withMetadata(named("sandbox", namespace))
                        .build())
                .create();
        admin().resource(new RoleBuilder(admin().rbac()
                                .roles()
                                .inNamespace(NAMESPACE)
                                .withName("workflow-verifier")
                                .get())
                        .withMetadata(named("workflow-verifier", namespace))
                        .build())
                .create();
        admin().resource(new RoleBindingBuilder(admin().rbac()
                                .roleBindings()
                                .inNamespace(NAMESPACE)
                                .withName("workflow-verifier")
                                .get())
                        .withMetadata(named("workflow-verifier", namespace))
                        .build())
                .create();
    }

    private static ObjectMeta named(String name, String namespace) {
        return new ObjectMetaBuilder().withName(name).withNamespace(namespace).build();
    }

    /** Tries something while a quota holds. */
    static void inQuota(String namespace, Map<String, String> hard, Runnable trial) {
        Resource<ResourceQuota> quota = admin().resource(new ResourceQuotaBuilder()
                .withMetadata(named("trial", namespace))
                .withNewSpec()
                .withHard(hard.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, limit -> new Quantity(limit.getValue()))))
                .endSpec()
                .build());
        quota.create();
        try {
            quota.waitUntilCondition(
                    made -> made != null
                            && made.getStatus() != null
                            && made.getStatus().getHard() != null,
                    10,
                    TimeUnit.SECONDS);
            trial.run();
        } finally {
            quota.delete();
        }
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
