package io.quantumlayer.worker.sandbox.job;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.quantumlayer.worker.sandbox.Confinement;
import io.quantumlayer.worker.sandbox.SandboxProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** The back end {@code kubernetes-job}; without it in the settings no client of Kubernetes comes into being. */
@Configuration(proxyBeanMethods = false)
@Conditional(KubernetesSandboxConfiguration.Wanted.class)
class KubernetesSandboxConfiguration {

    private static final int PATIENCE_MILLIS = 10_000;

    /** Temporal tries again where these are not enough. */
    private static final int RETRIES = 3;

    /** Of the mounted token in a cluster, else of {@code KUBECONFIG}. */
    @Bean
    KubernetesClient kubernetesClient() {
        Config config = Config.autoConfigure(null);
        config.setConnectionTimeout(PATIENCE_MILLIS);
        config.setRequestTimeout(PATIENCE_MILLIS);
        config.setRequestRetryBackoffLimit(RETRIES);
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    @Bean
    KubernetesJobSandbox kubernetesJobSandbox(
            KubernetesClient client,
            Confinement confinement,
            SandboxProperties properties,
            KubernetesSandboxProperties kubernetes) {
        return new KubernetesJobSandbox(
                new SandboxCluster(client, kubernetes.namespace()),
                new SandboxJob(properties, kubernetes),
                confinement,
                kubernetes,
                proof(client.getMasterUrl().toString()));
    }

    /** Shell lines that show what a pod must not reach: the API server, a name server, a token. */
    static String proof(String masterUrl) {
        URI master = URI.create(masterUrl);
        StringBuilder proof =
                new StringBuilder("""
                if [ -e /var/run/secrets/kubernetes.io ]; then echo "a token is mounted"; exit 1; fi
                if timeout 2 bash -c 'exec 3<>/dev/tcp/%s/%d' 2>/dev/null; then echo "the API server can be reached"; exit 1; fi
                if [ -n "$(timeout 3 getent hosts kubernetes.default.svc.cluster.local)" ]; then echo "names are resolved"; exit 1; fi
                """.formatted(master.getHost(), master.getPort() == -1 ? 443 : master.getPort()));
        for (String server : nameServers()) {
            // A query for the root's name servers, which begins with two letters that the answer repeats.
            proof.append("""
                    if timeout 2 bash -c 'exec 3<>/dev/tcp/%1$s/53' 2>/dev/null; then echo "the name server %1$s can be reached"; exit 1; fi
                    if [ -n "$(timeout 2 bash -c 'exec 3<>/dev/udp/%1$s/53; printf "ql\\1\\0\\0\\1\\0\\0\\0\\0\\0\\0\\0\\0\\2\\0\\1" >&3; head -c 1 <&3' 2>/dev/null)" ]; then echo "the name server %1$s answers"; exit 1; fi
                    """.formatted(server));
        }
        return proof.toString();
    }

    private static List<String> nameServers() {
        try {
            return Files.readAllLines(Path.of("/etc/resolv.conf")).stream()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(words -> words.length > 1 && words[0].equals("nameserver"))
                    .map(words -> words[1])
                    .filter(address -> address.matches("[0-9.]+|[0-9a-fA-F:]+"))
                    .limit(2)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the settings name the back end. */
    static final class Wanted implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return Binder.get(context.getEnvironment())
                    .bind("quantumlayer.sandbox.backends", Bindable.listOf(String.class))
                    .orElse(List.of())
                    .contains("kubernetes-job");
        }
    }
}
