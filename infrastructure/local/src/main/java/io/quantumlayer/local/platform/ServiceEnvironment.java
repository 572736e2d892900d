package io.quantumlayer.local.platform;

import io.quantumlayer.local.ApiKey;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What each service finds in its environment: the user's own variables as far as the service needs them, and the
 * addresses of everything else. Model credentials reach the router alone.
 */
final class ServiceEnvironment {

    private static final String ROUTER_DATABASE = "QUANTUMLAYER_ROUTER_KEYS_DATABASE_URL";
    private static final Set<String> COMMON =
            Set.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR");
    private static final List<String> COMMON_PREFIXES = List.of("QL_", "OTEL_");
    /** Of the platform alone: it has key pairs and a certificate of its own. */
    private static final List<String> OWN_KEYS =
            List.of("QL_IDENTITY_", "QL_WORKER_", "QUANTUMLAYER_WORKER_KEY_", "QL_TLS_");

    /** For who calls services of a mesh without a sidecar. */
    private static final String MESH = "QL_MESH_";

    private static final List<String> WORKER_PREFIXES = List.of("QUANTUMLAYER_SANDBOX_", "QUANTUMLAYER_WORKER_");

    /** Of a server of the user's own: the one that is started here has the platform's namespace, and no TLS. */
    private static final Set<String> TEMPORAL = Set.of(
            "TEMPORAL_NAMESPACE",
            "TEMPORAL_TLS_ENABLED",
            "TEMPORAL_TLS_AUTHORITIES",
            "TEMPORAL_TLS_CERTIFICATE",
            "TEMPORAL_TLS_PRIVATE_KEY",
            "TEMPORAL_API_KEY");

    private static final Set<String> PROXIES = Set.of(
            "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "no_proxy", "all_proxy");
    private static final Set<String> PACKAGE_SOURCES =
            Set.of("PIP_INDEX_URL", "PIP_CONFIG_FILE", "NPM_CONFIG_REGISTRY", "GOPROXY", "GOFLAGS", "GOSUMDB");

    private final Map<String, String> user;
    private final Map<Service, Endpoint> endpoints;
    private final IdentityKeys keys;

    ServiceEnvironment(Map<String, String> user, Map<Service, Endpoint> endpoints, IdentityKeys keys) {
        this.user = user;
        this.endpoints = endpoints;
        this.keys = keys;
    }

    /** The same with another address of one service. */
    ServiceEnvironment listeningOn(Service service, Endpoint endpoint) {
        Map<Service, Endpoint> moved = new EnumMap<>(endpoints);
        moved.put(service, endpoint);
        return new ServiceEnvironment(user, moved, keys);
    }

    /**
     * The whole environment of a service.
     *
     * @param database where the services keep their data
     * @param temporalAddress host and port of Temporal's frontend
     */
    Map<String, String> of(Service service, Database database, String temporalAddress) {
        Map<String, String> environment = new TreeMap<>();
        user.forEach((name, value) -> {
            if (passesOn(service, name)) {
                environment.put(name, value);
            }
        });
        environment.put("PATH", pathWithJdk());
        Endpoint own = Optional.ofNullable(endpoints.get(service)).orElseThrow();
        environment.put("SERVER_PORT", Integer.toString(own.port()));
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        environment.put("MANAGEMENT_PORT", Integer.toString(own.managementPort()));
        environment.put("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1");
        // The web server first finishes its requests; the two seconds that it then waits for more to come are for
        // clusters.
        environment.put("SPRING_REACTOR_NETTY_SHUTDOWNQUIETPERIOD", "0s");
        endpoints.forEach((other, endpoint) -> other.urlVariable()
                .ifPresent(name -> environment.put(name, endpoint.uri().toString())));
        if (service.usesTemporal()) {
            environment.put("TEMPORAL_ADDRESS", temporalAddress);
        }
        if (service.usesPostgres()) {
            environment.put("POSTGRES_URL", database.url());
            environment.put("POSTGRES_USER", database.user());
            environment.put("POSTGRES_PASSWORD", database.password());
        }
        if (service == Service.LLM_ROUTER) {
            // Elsewhere a router may do without; here there is one, and its journal saves what a crash would cost.
            environment.putIfAbsent(ROUTER_DATABASE, database.url());
        }
        giveKeys(service, environment);
        return environment;
    }

    /** The halves that a service signs with or checks with, and no others. */
    private void giveKeys(Service service, Map<String, String> environment) {
        if (service == Service.API_GATEWAY) {
            environment.put(
                    "QL_IDENTITY_PRIVATE_KEY", keys.gateway().privateKey().toString());
        }
        environment.put("QL_IDENTITY_PUBLIC_KEY", keys.gateway().publicKey().toString());
        if (service == Service.WORKFLOW_WORKER) {
            environment.put("QL_WORKER_PRIVATE_KEY", keys.worker().privateKey().toString());
        }
        if (service == Service.WORKFLOW_WORKER || service == Service.QUANTUMDROP) {
            environment.put("QL_WORKER_PUBLIC_KEY", keys.worker().publicKey().toString());
        }
    }

    private boolean passesOn(Service service, String name) {
        if (OWN_KEYS.stream().anyMatch(name::startsWith) || ApiKey.isVariable(name)) {
            return false;
        }
        if (name.startsWith(MESH)) {
            return service == Service.API_GATEWAY || service == Service.WORKFLOW_API;
        }
        if (COMMON.contains(name) || COMMON_PREFIXES.stream().anyMatch(name::startsWith)) {
            return true;
        }
        if (TEMPORAL.contains(name)) {
            return service.usesTemporal() && Backing.temporalOf(user).isPresent();
        }
        return switch (service) {
            case LLM_ROUTER -> PROXIES.contains(name) || ModelCredentials.isModelSetting(name);
            case WORKFLOW_WORKER ->
                PROXIES.contains(name)
                        || PACKAGE_SOURCES.contains(name)
                        || WORKER_PREFIXES.stream().anyMatch(name::startsWith);
            case AGENT_ORCHESTRATOR, META_PROMPT_ENGINE -> name.equals(ModelCredentials.ROUTER_KEY);
            case API_GATEWAY, WORKFLOW_API, PARSER, QUANTUMDROP -> false;
        };
    }

    // A machine may have the JDK that runs this and none on the PATH; Java projects want a compiler.
    private String pathWithJdk() {
        String path = user.getOrDefault("PATH", "/usr/bin:/bin");
        boolean hasCompiler = Arrays.stream(path.split(File.pathSeparator))
                .anyMatch(entry -> Path.of(entry, "javac").toFile().canExecute());
        return hasCompiler ? path : path + File.pathSeparator + Path.of(System.getProperty("java.home"), "bin");
    }
}
