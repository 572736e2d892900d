[#assign main = spec.entities?first]
[#assign textual = spec.entities?filter(e -> e.attributes?filter(a -> a.type == "string")?has_content)]
[#assign anyReference = spec.entities?filter(e -> e.belongs_to?has_content)?has_content]
package [=project.package];

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
[#if anyReference]
import java.util.function.Function;
[/#if]
import [=project.package].RunningService.Answer;
import [=project.package].rest.EntityStore;
import [=project.package].rest.HttpApi;
import [=project.package].rest.Json;
import [=project.package].rest.JsonObject;

/** What holds for every collection: HTTP, paging, references, persistence and stopping. */
public final class HttpApiTest {

    public static void main(String[] arguments) {
        Tap.run(new HttpApiTest());
    }

    public void pagesInTheOrderOfIds() throws Exception {
        try (RunningService service = new RunningService()) {
            List<Object> ids = new ArrayList<>();
            for (int i = 0; i < 21; i++) {
                ids.add(service.create[=main.type_name]().get("id"));
            }

            JsonObject first = service.call("GET", "/[=main.plural]").json();
            Tap.equal("21 20 0", first.get("total") + " " + first.get("limit") + " " + first.get("offset"));
            Tap.equal(ids.subList(0, 20), ids(first));
            JsonObject third = service.call("GET", "/[=main.plural]?limit=2&offset=4").json();
            Tap.equal("21 2 4", third.get("total") + " " + third.get("limit") + " " + third.get("offset"));
            Tap.equal(ids.subList(4, 6), ids(third));
            Tap.equal(List.of(), ids(service.call("GET", "/[=main.plural]?offset=21").json()));
            Tap.equal(ids, ids(service.call("GET", "/[=main.plural]?limit=100").json()));

            for (String query : List.of("limit=0", "limit=101", "limit=-1", "limit=ten", "limit=", "limit=1&limit=2")) {
                service.call("GET", "/[=main.plural]?" + query).isFaultOf(400, query, "limit");
            }
            for (String query : List.of("offset=-1", "offset=1.5", "offset=" + "9".repeat(30))) {
                service.call("GET", "/[=main.plural]?" + query).isFaultOf(400, query, "offset");
            }
        }
    }

    public void filtersByReferenceAndRefusesOtherParameters() throws Exception {
        try (RunningService service = new RunningService()) {
[#list spec.entities as entity]
[#list (entity.belongs_to)![] as r]
[#assign field = (r.role!r.entity) + "_id" target = spec.entities?filter(e -> e.name == r.entity)?first]
            filters(
                    service,
                    "/[=entity.plural]?[=field]=",
                    service.create[=target.type_name]().get("id"),
                    service.create[=target.type_name]().get("id"),
                    id -> service.create("[=entity.plural]", service.valid[=entity.type_name]().put("[=field]", id)));
[/#list]
[/#list]
            service.call("GET", "/[=main.plural]?sort=id").isFaultOf(400, "sort=id", "sort");
        }
    }

    public void deletesOnlyWhatNothingRefersTo() throws Exception {
        try (RunningService service = new RunningService()) {
            Object lonely = service.create[=main.type_name]().get("id");
            Tap.equal(204, service.call("DELETE", "/[=main.plural]/" + lonely).status());
[#list spec.entities as entity]
[#list (entity.belongs_to)![] as r]
[#assign field = (r.role!r.entity) + "_id" target = spec.entities?filter(e -> e.name == r.entity)?first]
[#assign variable = field?replace("_id$", "", "r")?split("_")?map(w -> w?cap_first)?join("")]

            Object [=entity.variable][=variable] = service.create[=target.type_name]().get("id");
            isKeptFor(
                    service,
                    "/[=target.plural]/" + [=entity.variable][=variable],
                    "/[=entity.plural]",
                    service.valid[=entity.type_name]().put("[=field]", [=entity.variable][=variable]));
[#if r.entity == entity.name]
            Object [=entity.variable]Own[=variable] = service.create[=entity.type_name]().get("id");
            JsonObject [=entity.variable]Own[=variable]Body = service.valid[=entity.type_name]().put("[=field]", [=entity.variable]Own[=variable]);
            Tap.equal(
                    200,
                    service.call("PUT", "/[=entity.plural]/" + [=entity.variable]Own[=variable], [=entity.variable]Own[=variable]Body).status());
            Tap.equal(204, service.call("DELETE", "/[=entity.plural]/" + [=entity.variable]Own[=variable]).status());
[/#if]
[/#list]
[/#list]
        }
    }

    public void answersUnknownPathsAndIdsWith404() throws Exception {
        List<String> paths = List.of(
                "/",
                "/nothing",
                "/health/",
                "/[=main.plural]/",
                "/[=main.plural]/1",
                "/[=main.plural]/0",
                "/[=main.plural]/one",
                "/[=main.plural]/1/2",
                "/[=main.plural]/" + "9".repeat(30));
        try (RunningService service = new RunningService()) {
            for (String path : paths) {
                service.call("GET", path).isProblem(404, path);
            }
        }
    }

    public void answersOtherMethodsWith405() throws Exception {
        try (RunningService service = new RunningService()) {
            String path = "/[=main.plural]/" + service.create[=main.type_name]().get("id");
            String[][] attempts = {
                {"PUT", "/[=main.plural]", "GET, HEAD, POST"},
                {"DELETE", "/[=main.plural]", "GET, HEAD, POST"},
                {"POST", path, "DELETE, GET, HEAD, PUT"},
                {"PATCH", path, "DELETE, GET, HEAD, PUT"},
                {"POST", "/health", "GET, HEAD"},
            };
            for (String[] attempt : attempts) {
                String context = attempt[0] + " " + attempt[1];
                Answer answer = service.call(attempt[0], attempt[1], new JsonObject());
                answer.isProblem(405, context);
                Set<String> allowed = new TreeSet<>(List.of(answer.header("Allow").split(", ")));
                Tap.equal(attempt[2], String.join(", ", allowed), context);
            }
            Answer head = service.call("HEAD", path);
            Tap.equal(200, head.status());
            Tap.equal(null, head.json());
        }
    }

    public void refusesMalformedJson() throws Exception {
        List<String> documents = List.of(
                "",
                "{",
                "{} {}",
                "[]",
                "null",
                "{\"a\": NaN}",
                "{\"a\": 01}",
                "{\"a\": 1, \"a\": 2}",
                "{'a': 1}",
                "{\"a\": 1,}",
                "{\"a\": \"\\x\"}",
                "{\"a\": \"\n\"}",
                "{\"a\": 1e99999999999999999999}",
                "{\"a\": " + "1".repeat(200) + "}",
                "{\"a\": " + "[".repeat(100000) + "}");
        try (RunningService service = new RunningService()) {
            for (String document : documents) {
                byte[] content = document.getBytes(StandardCharsets.UTF_8);
                Answer answer = service.send("POST", "/[=main.plural]", content, "application/json");
                answer.isProblem(400, document);
                Tap.equal(null, answer.json().get("errors"), document);
            }
            byte[] latin = "{\"\u00ff\": 1}".getBytes(StandardCharsets.ISO_8859_1);
            Answer answer = service.send("POST", "/[=main.plural]", latin, "application/json");
            answer.isProblem(400, "ISO 8859-1");
            Tap.equal(null, answer.json().get("errors"), "ISO 8859-1");
[#if textual?has_content]
[#assign e = textual?first a = e.attributes?filter(x -> x.type == "string")?first]
            String half = Json.write(service.valid[=e.type_name]().put("[=a.name]", "HALF")).replace("HALF", "\\ud834");
            service.send("POST", "/[=e.plural]", half.getBytes(StandardCharsets.UTF_8), "application/json")
                    .isFaultOf(400, half, "[=a.name]");
[/#if]
        }
    }

    public void refusesOtherMediaTypes() throws Exception {
        try (RunningService service = new RunningService()) {
            byte[] content = Json.write(service.valid[=main.type_name]()).getBytes(StandardCharsets.UTF_8);
            for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "application/jsonp")) {
                service.send("POST", "/[=main.plural]", content, type).isProblem(415, type);
            }
            Answer answer = service.send("POST", "/[=main.plural]", content, "Application/JSON; charset=utf-8");
            Tap.equal(201, answer.status());
        }
    }

    public void refusesOversizedBodies() throws Exception {
        try (RunningService service = new RunningService()) {
            byte[] content = Json.write(service.valid[=main.type_name]()).getBytes(StandardCharsets.UTF_8);
            Tap.equal(201, padded(service, content, HttpApi.MAX_BODY_BYTES).status());
            padded(service, content, HttpApi.MAX_BODY_BYTES + 1).isProblem(413, "one byte more");
            padded(service, content, 3 * HttpApi.MAX_BODY_BYTES).isProblem(413, "three times as many");
        }
    }

    public void keepsDataAcrossARestart() throws Exception {
        try (RunningService service = new RunningService()) {
            List<String> paths = List.of(
[#list spec.entities as entity]
                    "/[=entity.plural]/" + service.create[=entity.type_name]().get("id")[#sep],[/#sep][#if entity?is_last]);[/#if]
[/#list]
            List<JsonObject> before = paths.stream().map(path -> service.call("GET", path).json()).toList();
            JsonObject deleted = service.create[=main.type_name]();
            long last = id(deleted);
            for (int i = 0; i < 200; i++) {
                Tap.equal(200, service.call("PUT", "/[=main.plural]/" + last, deleted).status());
            }
            service.call("DELETE", "/[=main.plural]/" + last);

            for (int i = 0; i < 2; i++) {
                service.stop();
                service.start();
            }

            Tap.equal(before, paths.stream().map(path -> service.call("GET", path).json()).toList());
            Tap.equal(true, id(service.create[=main.type_name]()) > last);
        }
    }

    public void finishesRunningRequestsBeforeItStops() throws Exception {
        try (RunningService service = new RunningService()) {
            CompletableFuture<Answer> answer;
            CompletableFuture<Void> stopped;
            synchronized (service.store()) {
                answer = CompletableFuture.supplyAsync(() -> service.call("GET", "/health"));
                while (!isStoreAwaited()) {
                    Thread.sleep(10);
                }
                stopped = CompletableFuture.runAsync(service::stop);
                Thread.sleep(200);
                Tap.equal(false, stopped.isDone());
            }
            stopped.get(10, TimeUnit.SECONDS);
            Tap.equal(200, answer.get(10, TimeUnit.SECONDS).status());
            service.start();
        }
    }

    public void answersHealthAndStopsOnSigterm() throws Exception {
        Path data = Files.createTempDirectory("service").resolve("data.jsonl");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
        builder.environment().put("PORT", "0");
        builder.environment().put("DATA_FILE", data.toString());
        Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
            URI health = URI.create(output.readLine().replace("listening on ", "") + "/health");
            HttpResponse<String> response = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.ofString());
            Tap.equal("{\"status\":\"ok\"}", response.body());
            process.toHandle().destroy();
            Tap.equal(true, process.waitFor(10, TimeUnit.SECONDS));
            Tap.equal("stopped", output.readLine());
            Tap.equal(true, Files.exists(data));
        } finally {
            process.destroyForcibly();
        }
    }
[#if anyReference]

    private static void filters(
            RunningService service, String target, Object one, Object other, Function<Object, JsonObject> creator) {
        List<Object> expected = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            expected.add(creator.apply(one).get("id"));
        }
        creator.apply(other);
        JsonObject page = service.call("GET", target + one + "&limit=2").json();
        Tap.equal("3", Json.write(page.get("total")), target);
        Tap.equal(expected.subList(0, 2), ids(page), target);
        JsonObject none = service.call("GET", target + "999999").json();
        Tap.equal("0", Json.write(none.get("total")), target);
        String field = target.replaceAll(".*\\?|=", "");
        service.call("GET", target + "x").isFaultOf(400, target, field);
    }

    private static void isKeptFor(RunningService service, String path, String collection, JsonObject referrer) {
        Object id = service.call("POST", collection, referrer).json().get("id");
        service.call("DELETE", path).isProblem(409, path);
        Tap.equal(200, service.call("GET", path).status(), path);
        Tap.equal(204, service.call("DELETE", collection + "/" + id).status(), path);
        Tap.equal(204, service.call("DELETE", path).status(), path);
    }
[/#if]

    private static Answer padded(RunningService service, byte[] content, int length) {
        byte[] padded = Arrays.copyOf(content, length);
        Arrays.fill(padded, content.length, length, (byte) ' ');
        return service.send("POST", "/[=main.plural]", padded, "application/json");
    }

    private static boolean isStoreAwaited() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> entry.getKey().getState() == Thread.State.BLOCKED)
                .flatMap(entry -> Arrays.stream(entry.getValue()))
                .anyMatch(frame -> frame.getClassName().equals(EntityStore.class.getName()));
    }

    private static List<Object> ids(JsonObject page) {
        List<Object> ids = new ArrayList<>();
        ((List<?>) page.get("items")).forEach(item -> ids.add(((JsonObject) item).get("id")));
        return ids;
    }

    private static long id(JsonObject entity) {
        return Long.parseLong(Json.write(entity.get("id")));
    }
}
