package io.quantumlayer.worker.sandbox.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.worker.sandbox.Confinement;
import io.quantumlayer.worker.sandbox.SandboxProperties;
import io.quantumlayer.worker.sandbox.TestSandboxes;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class KubernetesSandboxConfigurationTests {

    private final SandboxProperties properties = TestSandboxes.properties("fake");

    @Test
    void clientOfKubernetesComesIntoBeingOnlyWhereItIsWanted() {
        ApplicationContextRunner context = new ApplicationContextRunner()
                .withUserConfiguration(KubernetesSandboxConfiguration.class)
                .withPropertyValues("quantumlayer.sandbox.backends=bubblewrap,unshare");

        context.run(started -> assertThat(started).doesNotHaveBean("kubernetesClient"));
        context.withPropertyValues("quantumlayer.sandbox.backends=unshare,kubernetes-job")
                .withBean(SandboxProperties.class, () -> properties)
                .withBean(Confinement.class, () -> TestSandboxes.confinement(properties))
                .withBean(KubernetesSandboxProperties.class, TestCluster::settings)
                .withSystemProperties(
                        "kubernetes.auth.tryKubeConfig=false", "kubernetes.master=https://kubernetes.invalid")
                .run(started -> assertThat(started).hasSingleBean(KubernetesJobSandbox.class));
    }
}
