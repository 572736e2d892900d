package io.quantumlayer.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings and secrets: where they stand, who has them, what a change does. */
class SettingsTests {

    private static final Pattern HASHED = Pattern.compile("[a-z-]+-[a-z0-9]{10}");
    private static final Pattern CREDENTIAL = Pattern.compile(
            "(?i).*(BEGIN [A-Z ]*PRIVATE KEY|\\bsk-[a-z0-9]{8}|\\bgsk_[a-z0-9]{8}|://[^/@\\s]+:[^/@\\s]+@|password\\s*[=:]\\s*[^\\s$<>]).*");
    private static final Path REPOSITORY = Path.of("../..");
    private static final Path OWN = Path.of("src/main/resources/application.yaml");
    private static final Path SETTINGS = REPOSITORY.resolve("docs/reference/settings.md");
    private static final Pattern OURS = Pattern.compile("\\$\\{(QL_[A-Z_]+):([^}]*)}");
    private static final Pattern BACK_DOOR =
            Pattern.compile("SPRING_.*|JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS|_JAVA_OPTIONS|LD_.*");

    @ParameterizedTest
    @EnumSource
    void noObjectHoldsASecret(Composition composition) {
        assertThat(composition.objects()).noneMatch(object -> object.is("Secret"));
        assertThat(composition.objects())
                .allSatisfy(object -> assertThat(object.content().toString()).doesNotMatch(CREDENTIAL));
    }

    @ParameterizedTest
    @EnumSource
    void secretsAreFilesThatTheirGroupAloneReads(Composition composition) {
        assertThat(composition.workloads()).flatExtracting(Workload::containers).allSatisfy(container -> {
            assertThat(container.each("env")).allMatch(variable -> variable.find("valueFrom.secretKeyRef") == null);
            assertThat(container.each("envFrom")).allMatch(source -> source.find("secretRef") == null);
        });
        assertThat(composition.workloads())
                .flatExtracting(workload -> workload.pod().each("volumes").toList())
                .filteredOn(volume -> volume.find("secret") != null)
                .isNotEmpty()
                .allSatisfy(volume ->
                        assertThat(volume.number("secret.defaultMode")).isEqualTo(0440));
        assertThat(composition.workloads())
                .flatExtracting(workload -> workload.pod().each("volumes").toList())
                .filteredOn(volume -> volume.find("projected") != null)
                .allSatisfy(volume ->
                        assertThat(volume.number("projected.defaultMode")).isEqualTo(0440));
    }

    @ParameterizedTest
    @EnumSource
    void theModelKeysAreMountedByTheRouterAlone(Composition composition) {
        assertThat(composition.workloads())
                .filteredOn(workload -> secrets(workload).contains("llm-provider-credentials"))
                .singleElement()
                .satisfies(router -> {
                    assertThat(router.app()).isEqualTo("llm-router");
                    assertThat(router.pod().each("volumes"))
                            .anyMatch(volume -> "llm-provider-credentials".equals(volume.find("secret.secretName"))
                                    && Boolean.TRUE.equals(volume.find("secret.optional")));
                });
    }

    @ParameterizedTest
    @EnumSource
    void whoHasKeysOfTheRouterIsTheRouterAloneAndThePlatformsOwnIsOptional(Composition composition) {
        boolean keys = composition.has("router-keys") || composition.has("router-keys-postgresql");

        assertThat(composition.workloads())
                .filteredOn(workload -> secrets(workload).contains("llm-router-keys"))
                .extracting(Workload::app)
                .isEqualTo(keys ? List.of("llm-router") : List.of());
        assertThat(composition.workloads())
                .flatExtracting(workload -> workload.pod().each("volumes").toList())
                .filteredOn(volume -> "llm-router-keys".equals(volume.find("secret.secretName")))
                .allMatch(volume -> volume.find("secret.optional") == null);
        assertThat(composition.workloads())
                .flatExtracting(workload -> projected(workload).toList())
                .filteredOn(secret -> secret.text("name").equals("llm-router-platform-key"))
                .hasSize(2)
                .allMatch(secret -> Boolean.TRUE.equals(secret.find("optional")));
        assertThat(composition.workloads())
                .filteredOn(workload -> secrets(workload).contains("llm-router-platform-key"))
                .extracting(Workload::app)
                .containsExactlyInAnyOrder("agent-orchestrator", "meta-prompt-engine");
    }

    @ParameterizedTest
    @EnumSource
    void productionDoesNotStartWithoutTheCredentialsOfItsDatabase(Composition composition) {
        assertThat(composition.workloads())
                .flatExtracting(workload -> projected(workload).toList())
                .filteredOn(secret -> secret.text("name").equals("postgresql-credentials"))
                .hasSize(2)
                .allMatch(secret -> Boolean.valueOf(composition.isLocal()).equals(secret.find("optional")));
    }

    /** The maps of the admission policy, which read as YAML: by Secret who may mount it, by account which image it runs. */
    @ParameterizedTest
    @EnumSource
    void theApiServerLetsExactlyThoseMountASecretWhoDo(Composition composition) {
        Manifest owners = variable(composition, "owners");
        Manifest images = variable(composition, "images");

        assertThat(composition.workloads()).allSatisfy(workload -> {
            String account = workload.pod().text("serviceAccountName");
            assertThat(secrets(workload))
                    // Public keys are for everybody.
                    .filteredOn(secret -> !secret.equals("quantumlayer-identity-public"))
                    .allSatisfy(secret ->
                            assertThat(owners.texts(secret)).as(secret).contains(account));
            if (workload.isService()) {
                assertThat(workload.app()).isEqualTo(account);
                assertThat(workload.container().text("image")).contains("quantumlayer/" + images.text(account));
            }
        });
    }

    private static Manifest variable(Composition composition, String name) {
        return composition
                .object("ValidatingAdmissionPolicy", "quantumlayer-secrets")
                .orElseThrow()
                .each("spec.variables")
                .filter(variable -> variable.text("name").equals(name))
                .map(variable -> Manifest.parse(variable.text("expression")).getFirst())
                .findFirst()
                .orElseThrow();
    }

    /** A pod that waits for what nobody makes would wait for ever. */
    @ParameterizedTest
    @EnumSource
    void whatAPodWaitsForIsFetchedWhereSecretsAreFetched(Composition composition) {
        if (!composition.has("external-secrets")) {
            return;
        }
        List<String> fetched = composition.objects("ExternalSecret").stream()
                .map(secret -> secret.namespace() + "/" + secret.text("spec.target.name"))
                .toList();

        assertThat(composition.workloads()).allSatisfy(workload -> {
            assertThat(workload.pod().each("volumes").toList())
                    .filteredOn(volume ->
                            volume.find("secret") != null && !Boolean.TRUE.equals(volume.find("secret.optional")))
                    .extracting(volume -> workload.namespace() + "/" + volume.text("secret.secretName"))
                    .isSubsetOf(fetched);
            assertThat(workload.pod().each("volumes").toList())
                    .filteredOn(volume ->
                            volume.find("configMap") != null && !Boolean.TRUE.equals(volume.find("configMap.optional")))
                    .allMatch(volume -> composition
                            .object("ConfigMap", volume.text("configMap.name"))
                            .isPresent());
        });
    }

    @ParameterizedTest
    @EnumSource
    void theVerifierHasNoSecretButTemporalsAndTheKeyThatItSignsWith(Composition composition) {
        assertThat(composition.workloads())
                .filteredOn(workload -> workload.app().equals("workflow-verifier"))
                .singleElement()
                .satisfies(verifier -> assertThat(secrets(verifier))
                        .filteredOn(
                                secret -> !composition.has("temporal-mtls") || !secret.equals("temporal-client-tls"))
                        .containsExactlyInAnyOrder("temporal-credentials", "quantumlayer-worker-key"));
    }

    @ParameterizedTest
    @EnumSource
    void whoStoresDropsAloneHasTheKeyThatSignsThemAndTheStoreCanCheckIt(Composition composition) {
        assertThat(composition.workloads())
                .filteredOn(workload -> secrets(workload).contains("quantumlayer-worker-key"))
                .extracting(Workload::app)
                .containsExactlyInAnyOrder("workflow-worker", "workflow-verifier");
        assertThat(composition.workloads())
                .filteredOn(
                        workload -> NetworkTests.settings(composition, workload).containsKey("QL_WORKER_PRIVATE_KEY"))
                .extracting(Workload::app)
                .containsExactlyInAnyOrder("workflow-worker", "workflow-verifier");
        assertThat(composition.workloads())
                .filteredOn(
                        workload -> NetworkTests.settings(composition, workload).containsKey("QL_WORKER_PUBLIC_KEY"))
                .extracting(Workload::app)
                .containsExactlyInAnyOrder("workflow-worker", "workflow-verifier", "quantumdrop");
        assertThat(composition.workloads())
                .flatExtracting(workload -> workload.pod().each("volumes").toList())
                .filteredOn(volume -> "quantumlayer-worker-key".equals(volume.find("secret.secretName")))
                .allMatch(volume -> Boolean.valueOf(composition.isLocal()).equals(volume.find("secret.optional")));
    }

    @ParameterizedTest
    @EnumSource
    void everyServiceTakesTheHostThatTheOthersCallItBy(Composition composition) {
        List<String> called = composition.workloads().stream()
                .flatMap(workload -> NetworkTests.settings(composition, workload).entrySet().stream())
                .filter(setting ->
                        setting.getKey().endsWith("_URL") && setting.getValue().startsWith("http"))
                .map(setting -> URI.create(setting.getValue()).getHost())
                .distinct()
                .toList();

        assertThat(called)
                .hasSizeGreaterThan(5)
                .allSatisfy(host -> assertThat(composition.workloads())
                        .filteredOn(workload -> workload.app().equals(host.substring(0, host.indexOf('.'))))
                        .singleElement()
                        .satisfies(workload -> assertThat(NetworkTests.settings(composition, workload)
                                        .get("QL_ALLOWED_HOSTS"))
                                .contains(host)));
    }

    @ParameterizedTest
    @EnumSource
    void noVariableCouldChangeAnySetting(Composition composition) {
        assertThat(composition.workloads())
                .flatExtracting(workload ->
                        List.copyOf(NetworkTests.settings(composition, workload).keySet()))
                .isNotEmpty()
                .noneMatch(name -> BACK_DOOR.matcher(name).matches());
    }

    @ParameterizedTest
    @EnumSource
    void aChangedSettingRollsThePods(Composition composition) {
        assertThat(composition.workloads())
                .filteredOn(Workload::isService)
                .flatExtracting(workload -> workload.container().each("envFrom").toList())
                .isNotEmpty()
                .extracting(source -> source.text("configMapRef.name"))
                .allMatch(name -> HASHED.matcher(name).matches());
    }

    @ParameterizedTest
    @EnumSource
    void everyImageHasAVersionAndIsPulledOnce(Composition composition) {
        assertThat(composition.workloads()).flatExtracting(Workload::containers).allSatisfy(container -> {
            assertThat(container.text("image")).matches(".+(:\\d[\\w.-]*|@sha256:[0-9a-f]{64})");
            assertThat(container.text("imagePullPolicy")).isEqualTo("IfNotPresent");
        });
    }

    @ParameterizedTest
    @EnumSource
    void productionTakesEveryImageOfOursFromTheLockFile(Composition composition) {
        if (composition.isLocal()) {
            return;
        }
        Manifest lock =
                Manifest.in("components/released-images/kustomization.yaml").getFirst();
        List<String> locked = lock.each("images")
                .map(image -> (image.find("newName") == null ? image.text("name") : image.text("newName"))
                        + (image.find("digest") == null ? ":" + image.text("newTag") : "@" + image.text("digest")))
                .toList();

        assertThat(composition.workloads())
                .flatExtracting(Workload::containers)
                .extracting(container -> container.text("image"))
                .isSubsetOf(locked);
        assertThat(composition.workloads())
                .filteredOn(workload -> workload.app().equals("workflow-verifier"))
                .extracting(workload -> NetworkTests.settings(composition, workload))
                .allSatisfy(settings -> assertThat(settings).containsKey("QUANTUMLAYER_SANDBOX_KUBERNETES_IMAGE"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"api-gateway", "workflow-api", "agent-orchestrator", "meta-prompt-engine"})
    void everySettingOfAServiceStandsInItsConfigMapWithItsDefaultAndInTheDocuments(String app) throws IOException {
        Map<String, String> defaults = defaults(app);
        Workload workload = Composition.LOCAL.workloads().stream()
                .filter(one -> one.app().equals(app))
                .findFirst()
                .orElseThrow();

        assertThat(defaults).isNotEmpty();
        assertThat(NetworkTests.settings(Composition.LOCAL, workload)).containsAllEntriesOf(defaults);
        assertThat(documents(app)).contains(defaults.keySet());
    }

    @Test
    void everyVariableOfOursIsInTheDocuments() throws IOException {
        assertThat(services()).hasSize(8);
        for (String app : services()) {
            String documents = documents(app);
            assertThat(defaults(app).keySet()).as(app).allMatch(documents::contains);
        }
        assertThat(Files.readString(SETTINGS))
                .contains(defaults(REPOSITORY.resolve(
                                "infrastructure/platform/starter/src/main/resources/platform-defaults.yaml"))
                        .keySet());
        assertThat(documents("llm-router")).contains("QUANTUMLAYER_ROUTER_MODELS_FILE", "QUANTUMLAYER_ROUTER_ADAPT");
    }

    @ParameterizedTest
    @EnumSource
    void anOperatorsCatalogueOfModelsIsMountedWhereTheRouterReadsIt(Composition composition) {
        assertThat(composition.workloads())
                .filteredOn(workload -> workload.app().equals("llm-router"))
                .singleElement()
                .satisfies(router -> {
                    Path file = Path.of(NetworkTests.settings(composition, router)
                            .getOrDefault("QUANTUMLAYER_ROUTER_MODELS_FILE", "none"));
                    String volume = router.container()
                            .each("volumeMounts")
                            .filter(mount -> Path.of(mount.text("mountPath")).equals(file.getParent()))
                            .map(mount -> mount.text("name"))
                            .findFirst()
                            .orElseThrow();
                    String map = router.pod()
                            .each("volumes")
                            .filter(one -> one.text("name").equals(volume))
                            .map(one -> one.text("configMap.name"))
                            .findFirst()
                            .orElseThrow();
                    assertThat(composition
                                    .object("ConfigMap", map)
                                    .orElseThrow()
                                    .map("data"))
                            .containsKey(file.getFileName().toString());
                });
    }

    private static List<String> services() throws IOException {
        try (Stream<Path> modules = Files.list(REPOSITORY)) {
            return modules.filter(module -> Files.exists(module.resolve(OWN)))
                    .map(module -> module.getFileName().toString())
                    .toList();
        }
    }

    private static Map<String, String> defaults(String app) throws IOException {
        return defaults(REPOSITORY.resolve(app).resolve(OWN));
    }

    /** The variables of ours that a file of settings takes, with their defaults. */
    private static Map<String, String> defaults(Path settings) throws IOException {
        return OURS.matcher(Files.readString(settings))
                .results()
                .collect(Collectors.toMap(
                        variable -> variable.group(1), variable -> variable.group(2), (one, other) -> one));
    }

    private static String documents(String app) throws IOException {
        return Files.readString(REPOSITORY.resolve(app).resolve("README.md")) + Files.readString(SETTINGS);
    }

    private static List<String> secrets(Workload workload) {
        Stream<String> mounted = workload.pod()
                .each("volumes")
                .filter(volume -> volume.find("secret") != null)
                .map(volume -> volume.text("secret.secretName"));
        return Stream.concat(mounted, projected(workload).map(secret -> secret.text("name")))
                .toList();
    }

    private static Stream<Manifest> projected(Workload workload) {
        return workload.pod()
                .each("volumes")
                .filter(volume -> volume.find("projected.sources") != null)
                .flatMap(volume -> volume.each("projected.sources"))
                .filter(source -> source.find("secret") != null)
                .map(source -> source.part("secret"));
    }
}
