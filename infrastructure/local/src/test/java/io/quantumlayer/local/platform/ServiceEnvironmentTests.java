package io.quantumlayer.local.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.local.platform.IdentityKeys.KeyFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ServiceEnvironmentTests {

    private static final Database DATABASE = new Database("jdbc:postgresql://127.0.0.1:5/quantumlayer", "u", "secret");

    private final Map<String, String> user = new HashMap<>(Map.of(
            "PATH", "/usr/bin",
            "HOME", "/home/me",
            "OPENAI_API_KEY", "sk-1",
            "AWS_SECRET_ACCESS_KEY", "aws",
            "LLM_LOCAL_URL", "http://localhost:11434/v1",
            "GITHUB_TOKEN", "gh",
            "QL_LOG_FORMAT", "ecs",
            "QL_IDENTITY_PRIVATE_KEY", "/elsewhere",
            "GOPROXY", "https://proxy.example.com"));

    {
        user.put("QL_WORKER_PRIVATE_KEY", "/elsewhere");
        user.put("QL_WORKER_PUBLIC_KEY", "/elsewhere");
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void credentialsReachTheRouterAlone(Service service) {
        boolean router = service == Service.LLM_ROUTER;

        assertThat(of(service).containsKey("OPENAI_API_KEY")).isEqualTo(router);
        assertThat(of(service).containsKey("AWS_SECRET_ACCESS_KEY")).isEqualTo(router);
        assertThat(of(service).containsKey("LLM_LOCAL_URL")).isEqualTo(router);
        assertThat(of(service)).doesNotContainKey("GITHUB_TOKEN");
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void everyServiceNamesFilesByTheLocaleOfTheUser(Service service) {
        user.put("LC_CTYPE", "de_DE.UTF-8");
        user.put("LC_ALL", "C.UTF-8");

        assertThat(of(service)).containsEntry("LC_CTYPE", "de_DE.UTF-8").containsEntry("LC_ALL", "C.UTF-8");
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void theRouterGetsItsSettingsAndThoseWhoAskItTheirKey(Service service) {
        user.put("QUANTUMLAYER_ROUTER_KEYS_FILE", "/etc/keys.yaml");
        user.put("GEMINI_API_KEY", "g");
        user.put("LLM_ROUTER_KEY", "ql-platform");

        assertThat(of(service).containsKey("QUANTUMLAYER_ROUTER_KEYS_FILE")).isEqualTo(service == Service.LLM_ROUTER);
        assertThat(of(service).containsKey("GEMINI_API_KEY")).isEqualTo(service == Service.LLM_ROUTER);
        assertThat(of(service).containsKey("LLM_ROUTER_KEY"))
                .isEqualTo(service == Service.AGENT_ORCHESTRATOR || service == Service.META_PROMPT_ENGINE);
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void theGatewayAloneCanSignIdentities(Service service) {
        boolean gateway = service == Service.API_GATEWAY;

        assertThat(of(service).get("QL_IDENTITY_PRIVATE_KEY")).isEqualTo(gateway ? "/keys/private" : null);
        assertThat(of(service).get("QL_IDENTITY_PUBLIC_KEY")).isEqualTo("/keys/public");
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void theWorkerAloneCanSignWritesAndTheStoreCanCheckThem(Service service) {
        boolean worker = service == Service.WORKFLOW_WORKER;
        boolean checks = worker || service == Service.QUANTUMDROP;

        assertThat(of(service).get("QL_WORKER_PRIVATE_KEY")).isEqualTo(worker ? "/keys/worker" : null);
        assertThat(of(service).get("QL_WORKER_PUBLIC_KEY")).isEqualTo(checks ? "/keys/worker.pub" : null);
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void theUsersOwnKeyForTheApiReachesNobody(Service service) {
        user.put("QL_API_KEY", "alice-key");
        user.put("QL_API_KEY_FILE", "/home/me/key");
        user.put("QL_API_KEYS_FILE", "/etc/keys");

        assertThat(of(service))
                .doesNotContainKeys("QL_API_KEY", "QL_API_KEY_FILE")
                .containsKey("QL_API_KEYS_FILE");
    }

    @Test
    void everyServiceListensOnTheLoopbackInterfaceAndKnowsTheOthers() {
        assertThat(of(Service.PARSER))
                .containsEntry("SERVER_ADDRESS", "127.0.0.1")
                .containsEntry("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1")
                .containsEntry("SERVER_PORT", Integer.toString(1000 + Service.PARSER.ordinal()))
                .containsEntry("MANAGEMENT_PORT", Integer.toString(2000 + Service.PARSER.ordinal()))
                .containsEntry("QUANTUMDROP_URL", "http://127.0.0.1:" + (1000 + Service.QUANTUMDROP.ordinal()))
                .containsEntry("LLM_ROUTER_URL", "http://127.0.0.1:" + (1000 + Service.LLM_ROUTER.ordinal()));
    }

    @Test
    void theDatabaseIsForThoseThatUseIt() {
        assertThat(of(Service.QUANTUMDROP)).containsEntry("POSTGRES_PASSWORD", "secret");
        assertThat(of(Service.PARSER)).doesNotContainKey("POSTGRES_PASSWORD");
        assertThat(of(Service.WORKFLOW_API))
                .containsEntry("TEMPORAL_ADDRESS", "127.0.0.1:7233")
                .doesNotContainKey("POSTGRES_PASSWORD");
    }

    @Test
    void theRouterKeepsItsJournalInThePlatformsDatabaseUnlessToldOtherwise() {
        String variable = "QUANTUMLAYER_ROUTER_KEYS_DATABASE_URL";

        assertThat(of(Service.LLM_ROUTER))
                .containsEntry(variable, of(Service.QUANTUMDROP).get("POSTGRES_URL"));
        assertThat(of(Service.PARSER)).doesNotContainKey(variable);
        user.put(variable, "");
        assertThat(of(Service.LLM_ROUTER)).containsEntry(variable, "");
    }

    @Test
    void packageSourcesReachTheWorkerAlone() {
        assertThat(of(Service.WORKFLOW_WORKER)).containsKey("GOPROXY");
        assertThat(of(Service.PARSER)).doesNotContainKey("GOPROXY");
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void theWorkerAloneGetsItsSettingsAndThoseOfItsSandboxButNoOtherKey(Service service) {
        user.put("QUANTUMLAYER_SANDBOX_BACKENDS", "unshare");
        user.put("QUANTUMLAYER_WORKER_VERIFICATIONS", "1");
        user.put("QUANTUMLAYER_WORKER_KEY_PRIVATE_KEY", "/elsewhere");
        boolean worker = service == Service.WORKFLOW_WORKER;

        assertThat(of(service).get("QUANTUMLAYER_SANDBOX_BACKENDS")).isEqualTo(worker ? "unshare" : null);
        assertThat(of(service).get("QUANTUMLAYER_WORKER_VERIFICATIONS")).isEqualTo(worker ? "1" : null);
        assertThat(of(service)).doesNotContainKey("QUANTUMLAYER_WORKER_KEY_PRIVATE_KEY");
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void whatATemporalOfTheUsersWantsReachesThoseThatCallIt(Service service) {
        user.put("TEMPORAL_ADDRESS", "temporal.example.org:7233");
        user.put("TEMPORAL_NAMESPACE", "team");
        user.put("TEMPORAL_API_KEY", "key");
        user.put("TEMPORAL_TLS_ENABLED", "true");
        boolean calls = service == Service.WORKFLOW_API || service == Service.WORKFLOW_WORKER;

        assertThat(of(service).get("TEMPORAL_NAMESPACE")).isEqualTo(calls ? "team" : null);
        assertThat(of(service).get("TEMPORAL_API_KEY")).isEqualTo(calls ? "key" : null);
        assertThat(of(service).get("TEMPORAL_TLS_ENABLED")).isEqualTo(calls ? "true" : null);
    }

    @Test
    void theTemporalThatIsStartedHereHasNeitherAKeyNorTlsNorAnotherNamespace() {
        user.put("TEMPORAL_ADDRESS", " ");
        user.put("TEMPORAL_NAMESPACE", "team");
        user.put("TEMPORAL_API_KEY", "key");
        user.put("TEMPORAL_TLS_ENABLED", "true");

        assertThat(of(Service.WORKFLOW_API))
                .containsEntry("TEMPORAL_ADDRESS", "127.0.0.1:7233")
                .doesNotContainKeys("TEMPORAL_NAMESPACE", "TEMPORAL_API_KEY", "TEMPORAL_TLS_ENABLED");
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void aServiceGetsTheSettingsThatAreItsOwnByTheReference(Service service) throws IOException {
        Map<String, Set<Service>> settings = DocumentedSettings.read();
        settings.keySet().forEach(name -> user.putIfAbsent(name, "set"));

        assertThat(settings).containsKeys("TEMPORAL_API_KEY", "QUANTUMLAYER_SANDBOX_BACKENDS", "MANAGEMENT_PORT");
        assertThat(of(service).keySet())
                .containsAll(settings.keySet().stream()
                        .filter(name -> settings.get(name).contains(service))
                        .toList());
        assertThat(of(service).keySet())
                .as("the reference gives it to others alone")
                .doesNotContainAnyElementsOf(settings.keySet().stream()
                        .filter(name -> !settings.get(name).contains(service))
                        .filter(name -> !DocumentedSettings.isNoSecret(name))
                        .toList());
    }

    @Test
    void aPathWithoutACompilerGetsTheJdksOwn() {
        user.put("PATH", "/nowhere");

        assertThat(of(Service.WORKFLOW_WORKER).get("PATH"))
                .startsWith("/nowhere:")
                .endsWith(Path.of(System.getProperty("java.home"), "bin").toString());
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void aCertificateOfTheUsersOwnIsForNoServiceHere(Service service) {
        user.put("QL_TLS_CERTIFICATE", "/elsewhere");

        assertThat(of(service)).doesNotContainKey("QL_TLS_CERTIFICATE");
    }

    private Map<String, String> of(Service service) {
        Map<Service, Endpoint> endpoints = new EnumMap<>(Service.class);
        for (Service each : Service.values()) {
            endpoints.put(each, new Endpoint(1000 + each.ordinal(), 2000 + each.ordinal()));
        }
        IdentityKeys keys = new IdentityKeys(
                new KeyFiles(Path.of("/keys/private"), Path.of("/keys/public")),
                new KeyFiles(Path.of("/keys/worker"), Path.of("/keys/worker.pub")),
                "secret");
        return new ServiceEnvironment(user, endpoints, keys).of(service, DATABASE, "127.0.0.1:7233");
    }
}
