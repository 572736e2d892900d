[#assign types = spec.entities?map(e -> e.attributes?map(a -> a.type)?join(","))?join(",")?split(",")]
[#assign uniqueDates = spec.entities?filter(e -> e.attributes?filter(a -> a.type == "date" && (a.unique!false))?has_content)?has_content]
[#function fits x a]
  [#return !(a.min?? && x < a.min?string?number) && !(a.max?? && x > a.max?string?number)]
[/#function]
[#function nearest x a]
  [#if fits(x, a)][#return x][#elseif a.min??][#return a.min?string?number][#else][#return a.max?string?number][/#if]
[/#function]
[#function low a]
  [#if !a.min?? && a.max?? && a.max?string?number < 1000][#return a.max?string?number - 1000][/#if]
  [#return (a.min!0)?string?number]
[/#function]
[#function step a]
  [#if a.max??][#return "serial % " + (a.max?string?number - low(a) + 1)?floor][/#if]
  [#return "serial"]
[/#function]
[#assign shortened = false]
[#function sample a]
  [#local unique = (a.unique!false) && a.type != "boolean"]
  [#switch a.type]
    [#case "string"]
      [#local text = '"' + a.name?replace("_", " ") + ' " + serial']
      [#if (a.max_length!1000)?string?number < a.name?length + 6]
        [#assign shortened = true]
        [#return "end(" + text + ", " + a.max_length + ")"]
      [/#if]
      [#return text]
    [#case "integer"][#return unique?then(low(a) + "L + " + step(a), nearest(7, a) + "L")]
    [#case "decimal"][#return unique?then('new BigDecimal("' + low(a) + '").add(BigDecimal.valueOf(' + step(a) + "))", 'new BigDecimal("' + fits(19.9, a)?then("19.90", nearest(19.9, a)?string) + '")')]
    [#case "boolean"][#return "true"]
    [#case "date"][#return unique?then("LocalDate.ofEpochDay(19000 + serial).toString()", '"2024-02-29"')]
    [#default][#return unique?then('String.format("2024-05-01T12:30:%02dZ", serial % 60)', '"2024-05-01T12:30:00Z"')]
  [/#switch]
[/#function]
[#assign factories]
[#list spec.entities as entity]
[#assign serial = entity.attributes?filter(a -> a.type == "string" || ((a.unique!false) && a.type != "boolean"))?has_content]

    /** A body for POST and PUT of /[=entity.plural], to which everything it refers to exists. */
    JsonObject valid[=entity.type_name]() {
[#if serial]
        serial++;
[/#if]
        return new JsonObject()
[#list entity.attributes as a]
                .put("[=a.name]", [=sample(a)])[#if a?is_last && !entity.belongs_to?has_content];[/#if]
[/#list]
[#list (entity.belongs_to)![] as r]
[#assign target = spec.entities?filter(e -> e.name == r.entity)?first]
                .put("[=r.role!r.entity]_id", [#if (r.required!true) && r.entity != entity.name]create[=target.type_name]().get("id")[#else]null[/#if])[#if r?is_last];[/#if]
[/#list]
    }

    /** Creates one with valid values and returns the answer. */
    JsonObject create[=entity.type_name]() {
        return create("[=entity.plural]", valid[=entity.type_name]());
    }
[/#list]
[/#assign]
package [=project.package];

import java.io.IOException;
import java.io.UncheckedIOException;
[#if types?seq_contains("decimal")]
import java.math.BigDecimal;
[/#if]
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
[#if uniqueDates]
import java.time.LocalDate;
[/#if]
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import [=project.package].model.Entities;
import [=project.package].rest.EntityStore;
import [=project.package].rest.HttpApi;
import [=project.package].rest.Json;
import [=project.package].rest.JsonObject;

/** A service on a free port with an empty data file, and valid input for it. */
final class RunningService implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path directory;
    private EntityStore store;
    private HttpApi api;
    private int serial;

    RunningService() throws IOException {
        directory = Files.createTempDirectory("service");
        start();
    }

    void start() throws IOException {
        store = EntityStore.open(directory.resolve("data.jsonl"), Entities.types());
        api = HttpApi.start("127.0.0.1", 0, store);
    }

    void stop() {
        api.close();
        store.close();
    }

    @Override
    public void close() throws IOException {
        stop();
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    EntityStore store() {
        return store;
    }

    Answer call(String method, String target) {
        return send(method, target, new byte[0], "application/json");
    }

    Answer call(String method, String target, Object body) {
        return send(method, target, Json.write(body).getBytes(StandardCharsets.UTF_8), "application/json");
    }

    Answer send(String method, String target, byte[] content, String contentType) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(api.uri() + target))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", contentType)
                .method(method, content.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(content))
                .build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            String text = response.body();
            return new Answer(
                    response.statusCode(), response.headers(), text.isEmpty() ? null : (JsonObject) Json.parse(text));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    JsonObject create(String plural, JsonObject body) {
        Answer answer = call("POST", "/" + plural, body);
        Tap.equal(201, answer.status(), answer.toString());
        return answer.json();
    }
[=factories?chop_linebreak]
[#if shortened]

    private static String end(String text, int length) {
        return text.substring(Math.max(0, text.length() - length));
    }
[/#if]

    /** What came back for a request; {@code json} is null without a body. */
    record Answer(int status, HttpHeaders headers, JsonObject json) {

        String header(String name) {
            return headers.firstValue(name).orElse(null);
        }

        void isProblem(int expected, String context) {
            Tap.equal(expected, status, context);
            Tap.equal("application/problem+json", header("Content-Type"), context);
            Tap.equal(String.valueOf(expected), Json.write(json.get("status")), context);
        }

        void isFaultOf(int expected, String context, String... fields) {
            isProblem(expected, context);
            Set<Object> named = new TreeSet<>();
            ((List<?>) json.get("errors")).forEach(error -> named.add(((JsonObject) error).get("field")));
            Tap.equal(new TreeSet<>(List.of(fields)), named, context);
        }
    }
}
