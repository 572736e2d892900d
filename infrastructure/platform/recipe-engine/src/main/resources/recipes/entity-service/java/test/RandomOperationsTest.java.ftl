[#assign types = spec.entities?map(e -> e.attributes?map(a -> a.type)?join(","))?join(",")?split(",")]
[#assign optional = spec.entities?filter(e -> e.attributes?filter(a -> !(a.required!true))?has_content || ((e.belongs_to)![])?filter(r -> !(r.required!true) || r.entity == e.name)?has_content)?has_content]
[#function random a]
  [#local min = (a.min!((a.max!50)?string?number - 100))?string?number]
  [#local max = (a.max!(min + 100))?string?number]
  [#switch a.type]
    [#case "string"][#return 'String.valueOf((char) random.nextInt(\'A\', \'Z\' + 1))']
    [#case "integer"][#return "random.nextLong(" + min?ceiling + "L, " + (max?floor + 1) + "L)"]
    [#case "decimal"][#return "BigDecimal.valueOf(random.nextLong(" + (min * 100)?ceiling + "L, " + ((max * 100)?floor + 1) + "L), 2)"]
    [#case "boolean"][#return "random.nextBoolean()"]
    [#case "date"][#return "LocalDate.ofEpochDay(random.nextInt(19000, 19100)).toString()"]
    [#default][#return 'String.format("2024-05-01T%02d:30:00Z", random.nextInt(24))']
  [/#switch]
[/#function]
package [=project.package];

[#if types?seq_contains("decimal")]
import java.math.BigDecimal;
[/#if]
[#if types?seq_contains("date")]
import java.time.LocalDate;
[/#if]
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import [=project.package].RunningService.Answer;
import [=project.package].rest.Json;
import [=project.package].rest.JsonObject;

/** Random operations on the service, compared with maps in memory. */
public final class RandomOperationsTest {

    private static final long SEED = 20240229;
    private static final int OPERATIONS = 600;
    private static final long ABSENT_ID = 999999;
    private static final List<String> PLURALS = List.of([#list spec.entities as entity]"[=entity.plural]"[#sep], [/#sep][/#list]);
    private static final Map<String, Map<String, String>> REFERENCES = Map.ofEntries(
[#list spec.entities as entity]
[#assign pairs = ((entity.belongs_to)![])?map(r -> '"' + (r.role!r.entity) + '_id", "' + spec.entities?filter(e -> e.name == r.entity)?first.plural + '"')]
[#assign separator = (pairs?join(", ")?length > 70)?then(",\n                    ", ", ")]
            Map.entry("[=entity.plural]", Map.of([#if separator?length > 2][=separator?substring(1)][/#if][=pairs?join(separator)]))[=entity?is_last?then(");", ",")]
[/#list]
    private static final Map<String, List<String>> UNIQUE = Map.ofEntries(
[#list spec.entities as entity]
            Map.entry("[=entity.plural]", List.of([#list entity.attributes?filter(a -> (a.unique!false) && a.type != "boolean") as a]"[=a.name]"[#sep], [/#sep][/#list]))[#sep],[/#sep][#if entity?is_last]);[/#if]
[/#list]

    private final Random random = new Random(SEED);
    private final Map<String, NavigableMap<Long, JsonObject>> model = new LinkedHashMap<>();

    public static void main(String[] arguments) {
        Tap.run(new RandomOperationsTest());
    }

    public void agreesWithAModelOnRandomOperations() throws Exception {
        PLURALS.forEach(plural -> model.put(plural, new TreeMap<>()));
        try (RunningService service = new RunningService()) {
            for (int i = 0; i < OPERATIONS; i++) {
                String plural = PLURALS.get(random.nextInt(PLURALS.size()));
                switch (random.nextInt(10)) {
                    case 0, 1, 2, 3 -> tryCreate(service, plural);
                    case 4, 5, 6 -> tryReplace(service, plural);
                    case 7 -> tryDelete(service, plural);
                    case 8 -> tryGet(service, plural);
                    default -> tryList(service, plural);
                }
            }
            service.stop();
            service.start();
            for (String plural : PLURALS) {
                model.get(plural).forEach((id, entity) -> Tap.equal(
                        entity, service.call("GET", "/" + plural + "/" + id).json()));
                Tap.equal(model.get(plural).size(), total(service.call("GET", "/" + plural)));
            }
        }
    }

    private void tryCreate(RunningService service, String plural) {
        JsonObject body = randomBody(plural);
        int expected = refusal(plural, -1, body, 201);
        Answer answer = service.call("POST", "/" + plural, body);
        Tap.equal(expected, answer.status(), "POST " + plural + " " + body);
        if (expected == 201) {
            long id = Long.parseLong(Json.write(answer.json().get("id")));
            JsonObject before = model.get(plural).put(id, parsed(id, body));
            Tap.equal(null, before, "id " + id);
            Tap.equal(model.get(plural).get(id), answer.json());
        }
    }

    private void tryReplace(RunningService service, String plural) {
        long id = randomId(plural);
        JsonObject body = randomBody(plural);
        int expected = model.get(plural).containsKey(id) ? refusal(plural, id, body, 200) : 404;
        Answer answer = service.call("PUT", "/" + plural + "/" + id, body);
        Tap.equal(expected, answer.status(), "PUT " + plural + " " + id + " " + body);
        if (expected == 200) {
            model.get(plural).put(id, parsed(id, body));
            Tap.equal(model.get(plural).get(id), answer.json());
        }
    }

    private void tryDelete(RunningService service, String plural) {
        long id = randomId(plural);
        int expected = !model.get(plural).containsKey(id) ? 404 : isReferenced(plural, id) ? 409 : 204;
        Answer answer = service.call("DELETE", "/" + plural + "/" + id);
        Tap.equal(expected, answer.status(), "DELETE " + plural + " " + id);
        if (expected == 204) {
            model.get(plural).remove(id);
        }
    }

    private void tryGet(RunningService service, String plural) {
        long id = randomId(plural);
        JsonObject expected = model.get(plural).get(id);
        Answer answer = service.call("GET", "/" + plural + "/" + id);
        Tap.equal(expected == null ? 404 : 200, answer.status());
        if (expected != null) {
            Tap.equal(expected, answer.json());
        }
    }

    private void tryList(RunningService service, String plural) {
        List<JsonObject> all = new ArrayList<>(model.get(plural).values());
        int offset = random.nextInt(20);
        int limit = 1 + random.nextInt(100);
        Answer page = service.call("GET", "/" + plural + "?limit=" + limit + "&offset=" + offset);
        Tap.equal(all.size(), total(page));
        int from = Math.min(offset, all.size());
        Tap.equal(all.subList(from, Math.min(from + limit, all.size())), page.json().get("items"));
        REFERENCES.get(plural).forEach((field, target) -> {
            long id = randomId(target);
            List<JsonObject> selected = all.stream().filter(entity -> refersTo(entity, field, id)).toList();
            Answer filtered = service.call("GET", "/" + plural + "?limit=100&" + field + "=" + id);
            Tap.equal(selected.size(), total(filtered));
            Tap.equal(selected.subList(0, Math.min(100, selected.size())), filtered.json().get("items"));
        });
    }

    private int refusal(String plural, long id, JsonObject body, int otherwise) {
        boolean dangling = REFERENCES.get(plural).entrySet().stream()
                .anyMatch(reference -> body.get(reference.getKey()) instanceof Long target
                        && !model.get(reference.getValue()).containsKey(target));
        if (dangling) {
            return 400;
        }
        boolean taken = model.get(plural).entrySet().stream()
                .filter(other -> other.getKey() != id)
                .anyMatch(other -> UNIQUE.get(plural).stream()
                        .anyMatch(field -> isSame(body.get(field), other.getValue().get(field))));
        return taken ? 409 : otherwise;
    }

    private boolean isReferenced(String plural, long id) {
        return PLURALS.stream().anyMatch(source -> model.get(source).entrySet().stream()
                .filter(entity -> !source.equals(plural) || entity.getKey() != id)
                .anyMatch(entity -> REFERENCES.get(source).entrySet().stream()
                        .anyMatch(reference -> reference.getValue().equals(plural)
                                && refersTo(entity.getValue(), reference.getKey(), id))));
    }

    private static boolean refersTo(JsonObject entity, String field, long id) {
        return Json.write(entity.get(field)).equals(Long.toString(id));
    }

    private static boolean isSame(Object left, Object right) {
        return left != null && Json.write(left).equals(Json.write(right));
    }

    private static int total(Answer page) {
        return Integer.parseInt(Json.write(page.json().get("total")));
    }

    private static JsonObject parsed(long id, JsonObject body) {
        JsonObject entity = new JsonObject().put("id", id);
        body.members().forEach(entity::put);
        return (JsonObject) Json.parse(Json.write(entity));
    }

    private long randomId(String plural) {
        List<Long> ids = new ArrayList<>(model.get(plural).keySet());
        ids.add(ABSENT_ID);
        return ids.get(random.nextInt(ids.size()));
    }
[#if optional]

    private Object sometimes(Object value) {
        return random.nextBoolean() ? value : null;
    }
[/#if]

    private JsonObject randomBody(String plural) {
        return switch (plural) {
[#list spec.entities as entity]
            [#if entity?is_last]default[#else]case "[=entity.plural]"[/#if] -> new JsonObject()
[#list entity.attributes as a]
[#assign value = (a.required!true)?then(random(a), "sometimes(" + random(a) + ")") end = (a?is_last && !entity.belongs_to?has_content)?then(";", "")]
[#if (a.name + value)?length > 84]
                    .put(
                            "[=a.name]",
                            [=value])[=end]
[#else]
                    .put("[=a.name]", [=value])[=end]
[/#if]
[/#list]
[#list (entity.belongs_to)![] as r]
[#assign id = 'randomId("' + spec.entities?filter(e -> e.name == r.entity)?first.plural + '")']
                    .put("[=r.role!r.entity]_id", [#if (r.required!true) && r.entity != entity.name][=id][#else]sometimes([=id])[/#if])[#if r?is_last];[/#if]
[/#list]
[/#list]
        };
    }
}
