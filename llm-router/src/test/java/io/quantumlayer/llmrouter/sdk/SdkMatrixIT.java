package io.quantumlayer.llmrouter.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The official SDKs, each on a model of either protocol. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "quantumlayer.router.retry-wait=0s",
            "quantumlayer.router.breaker-open=100ms"
        })
class SdkMatrixIT {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> SDKS =
            List.of("py-openai", "py-anthropic", "js-openai", "js-anthropic", "java-openai", "java-anthropic");
    private static final Path SCRIPTS = Path.of("src/test/sdk").toAbsolutePath();

    @TempDir
    private static Path directory;

    private static SdkUpstream upstream;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void router(DynamicPropertyRegistry registry) throws Exception {
        upstream = new SdkUpstream();
        provider(registry, "openlike", "openai", "gpt-test,embed-test");
        provider(registry, "claudelike", "anthropic", "claude-test");
        // Errors have providers of their own: what fails there does not pause the others' accounts.
        StringBuilder keys = new StringBuilder("keys:\n");
        keys.append(key("sdk", ""));
        for (String sdk : SDKS) {
            provider(registry, "open-" + sdk, "openai", models("gpt", sdk));
            provider(registry, "claude-" + sdk, "anthropic", models("claude", sdk));
            keys.append(key("few-" + sdk, ", rpm: 1"));
        }
        keys.append(key("narrow", ", models: [gpt-other]"));
        Path file = Files.writeString(directory.resolve("keys.yaml"), keys);
        registry.add("quantumlayer.router.keys.file", file::toString);
    }

    private static void provider(DynamicPropertyRegistry registry, String name, String type, String models) {
        String prefix = "quantumlayer.router.providers." + name + ".";
        registry.add(prefix + "type", () -> type);
        registry.add(prefix + "base-url", () -> upstream.baseUrl());
        registry.add(prefix + "api-key", () -> SdkUpstream.KEY);
        registry.add(prefix + "models", () -> models);
        if (type.equals("openai")) {
            registry.add(prefix + "responses", () -> "true");
        }
    }

    private static String models(String family, String sdk) {
        return "%1$s-limited-%2$s,%1$s-once-%2$s,%1$s-broken-%2$s".formatted(family, sdk);
    }

    private static String key(String id, String more) throws NoSuchAlgorithmException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(("ql-" + id).getBytes(StandardCharsets.UTF_8));
        return "  - {id: %s, sha256: %s, owner: sdk%s}%n"
                .formatted(id, HexFormat.of().formatHex(hash), more);
    }

    @AfterAll
    static void close() {
        upstream.close();
    }

    @TestFactory
    List<DynamicTest> pythonOpenAi() throws Exception {
        return run("py-openai", "python3", "openai_matrix.py", 68);
    }

    @TestFactory
    List<DynamicTest> pythonAnthropic() throws Exception {
        return run("py-anthropic", "python3", "anthropic_matrix.py", 53);
    }

    @TestFactory
    List<DynamicTest> nodeOpenAi() throws Exception {
        return run("js-openai", "node", "openai_matrix.mjs", 56);
    }

    @TestFactory
    List<DynamicTest> nodeAnthropic() throws Exception {
        return run("js-anthropic", "node", "anthropic_matrix.mjs", 47);
    }

    @TestFactory
    List<DynamicTest> javaOpenAi() {
        return JavaOpenAi.cases("http://127.0.0.1:" + port);
    }

    @TestFactory
    List<DynamicTest> javaAnthropic() {
        return JavaAnthropic.cases("http://127.0.0.1:" + port);
    }

    private List<DynamicTest> run(String sdk, String program, String script, int least) throws Exception {
        Path sdks = Sdks.directory();
        if (!Files.isDirectory(sdks.resolve("python/openai"))
                || !Files.isDirectory(sdks.resolve("node/node_modules/openai"))) {
            return List.of(DynamicTest.dynamicTest(sdk, Sdks::absent));
        }
        Path out = Files.createTempFile(directory, sdk, ".out");
        Path err = Files.createTempFile(directory, sdk, ".err");
        ProcessBuilder builder =
                new ProcessBuilder(program, SCRIPTS.resolve(script).toString());
        Map<String, String> environment = builder.environment();
        environment
                .keySet()
                .removeIf(name -> name.startsWith("OPENAI_")
                        || name.startsWith("ANTHROPIC_")
                        || name.toLowerCase(java.util.Locale.ROOT).endsWith("_proxy"));
        environment.put("PYTHONPATH", sdks.resolve("python").toString());
        environment.put("PYTHONDONTWRITEBYTECODE", "1");
        environment.put("PYTHONIOENCODING", "utf-8");
        environment.put("QL_SDKS", sdks.toString());
        environment.put("QL_ROUTER", "http://127.0.0.1:" + port);
        environment.put("QL_SDK", sdk);
        Process process =
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        boolean ended = process.waitFor(3, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        List<DynamicTest> tests = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String line : Files.readAllLines(out)) {
            JsonNode told = JSON.readTree(line);
            String name = told.path("case").asString();
            names.add(name);
            tests.add(DynamicTest.dynamicTest(sdk + ": " + name, () -> {
                if (!told.path("ok").asBoolean(false)) {
                    Assertions.fail(told.path("error").asString("no reason"));
                }
            }));
        }
        String complaint = Files.readString(err);
        tests.add(DynamicTest.dynamicTest(sdk + ": ran to its end", () -> {
            assertThat(ended).as("ended in time").isTrue();
            assertThat(process.exitValue()).as(complaint).isZero();
            assertThat(names).as(complaint).hasSizeGreaterThanOrEqualTo(least);
        }));
        return tests;
    }
}
