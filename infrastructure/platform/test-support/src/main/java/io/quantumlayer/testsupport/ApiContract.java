package io.quantumlayer.testsupport;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.openapitools.openapidiff.core.compare.OpenApiDiff;
import org.openapitools.openapidiff.core.compare.OpenApiDiffOptions;
import org.openapitools.openapidiff.core.model.BackwardIncompatibleProp;
import org.openapitools.openapidiff.core.model.Changed;
import org.openapitools.openapidiff.core.model.ChangedOpenApi;
import org.openapitools.openapidiff.core.model.ChangedSchema;
import org.openapitools.openapidiff.core.model.ComposedChanged;
import org.openapitools.openapidiff.core.output.ConsoleRender;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Compares what a running service says of its API with what its last release said. */
public final class ApiContract {

    /** Documents of the last release, one for each service, seen from a module's own directory. */
    private static final Path RELEASED = Path.of("..", "docs", "reference", "openapi");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private ApiContract() {}

    /**
     * Fails when a caller of the last release would not get on with this service; writes today's document to
     * {@code target/openapi.json}, from where a release takes it.
     *
     * @param service name of the service, such as {@code parser}
     * @param port where it listens on localhost
     * @throws AssertionError naming every change that breaks a caller
     */
    public static void verify(String service, int port) {
        try {
            String now = sorted(fetched(URI.create("http://localhost:" + port + "/v3/api-docs")));
            Files.writeString(Path.of("target", "openapi.json"), now);
            Path released = RELEASED.resolve(service + ".json");
            if (!Files.exists(released)) {
                throw new AssertionError("%s has no released API document: copy target/openapi.json to %s."
                        .formatted(service, released.normalize()));
            }
            String broken = broken(Files.readString(released), now);
            if (broken != null) {
                throw new AssertionError(
                        "The API of %s breaks callers of its last release (%s). Keep the old shape beside the new one.%n%s"
                                .formatted(service, released.normalize(), broken));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All changes as text, the breaking ones marked, or null when there is none. */
    static @Nullable String broken(String released, String now) {
        OpenApiDiffOptions strict = OpenApiDiffOptions.builder()
                .configProperty(BackwardIncompatibleProp.REQUEST_MIN_LENGTH_INCREASED.getPropertyName(), "true")
                .build();
        ChangedOpenApi change = OpenApiDiff.compare(parsed(released), parsed(now), strict);
        Set<String> lost = new TreeSet<>();
        collectLostMembers(change, lost, Collections.newSetFromMap(new IdentityHashMap<>()));
        if (change.isCompatible() && lost.isEmpty()) {
            return null;
        }
        return "Members that answers lost: %s%n%s".formatted(lost, rendered(change));
    }

    /** The library asks only for members that an answer must have; callers read the others too. */
    private static void collectLostMembers(Changed change, Set<String> lost, Set<Changed> seen) {
        if (change instanceof ChangedSchema schema && schema.getContext().isResponse()) {
            lost.addAll(schema.getMissingProperties().keySet());
        }
        if (change instanceof ComposedChanged composed && seen.add(change)) {
            composed.getChangedElements().stream()
                    .filter(Objects::nonNull)
                    .forEach(part -> collectLostMembers(part, lost, seen));
        }
    }

    private static String rendered(ChangedOpenApi change) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        new ConsoleRender().render(change, new OutputStreamWriter(text, StandardCharsets.UTF_8));
        return text.toString(StandardCharsets.UTF_8);
    }

    private static OpenAPI parsed(String document) {
        ParseOptions resolved = new ParseOptions();
        resolved.setResolve(true);
        SwaggerParseResult result = new OpenAPIV3Parser().readContents(document, null, resolved);
        if (result.getOpenAPI() == null || !result.getMessages().isEmpty()) {
            throw new IllegalArgumentException("no valid OpenAPI document: " + result.getMessages());
        }
        return result.getOpenAPI();
    }

    private static String fetched(URI document) throws IOException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    http.send(HttpRequest.newBuilder(document).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(document + " answered " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Members in one order, so that a release's changes can be read in its diff. */
    private static String sorted(String document) {
        return JSON.writeValueAsString(JSON.treeToValue(JSON.readTree(document), Object.class)) + "\n";
    }
}
