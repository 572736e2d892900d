[#assign types = spec.entities?map(e -> e.attributes?map(a -> a.type)?join(","))?join(",")?split(",")]
[#function dec x][#return 'new BigDecimal("' + x + '")'][/#function]
[#assign maxInteger = "9223372036854775807"]
package [=project.package];

[#if types?seq_contains("decimal") || types?seq_contains("integer")]
import java.math.BigDecimal;
[/#if]
import [=project.package].RunningService.Answer;
import [=project.package].rest.Json;
import [=project.package].rest.JsonObject;

/** Each entity: its operations, the limits of its values and what it refuses. */
public final class EntitiesTest {

    public static void main(String[] arguments) {
        Tap.run(new EntitiesTest());
    }
[#list spec.entities as entity]
[#assign references = (entity.belongs_to)![] type = entity.type_name]
[#assign plurals = entity.plural?split("_")?map(w -> w?cap_first)?join("")]
[#assign edges = [] faults = [] unique = [] required = []]
[#list entity.attributes as a]
  [#assign name = '"' + a.name + '"' must = a.required!true]
  [#if must][#assign required += [name] faults += ["{" + name + ", null}"]][#else][#assign edges += ["{" + name + ", null}"]][/#if]
  [#if (a.unique!false) && a.type != "boolean"][#assign unique += [a]][/#if]
  [#switch a.type]
    [#case "string"]
      [#assign faults += ["{" + name + ", 7}"]]
      [#if must][#assign faults += ["{" + name + ', " "}']][/#if]
      [#if a.max_length??]
        [#assign edges += ["{" + name + ', "\\ud834\\udd1e".repeat(' + a.max_length + ")}"] faults += ["{" + name + ', "x".repeat(' + (a.max_length?string?number + 1) + ")}"]]
      [#else]
        [#assign edges += ["{" + name + ', "Zo\\u00eb \\ud834\\udd1e \\"\\\\\\n"}']]
      [/#if]
      [#break]
    [#case "integer"]
      [#assign edges += ["{" + name + ", " + a.min???then((a.min!0) + "L", "Long.MIN_VALUE") + "}", "{" + name + ", " + a.max???then((a.max!0) + "L", "Long.MAX_VALUE") + "}"]]
      [#assign faults += ["{" + name + ', "7"}', "{" + name + ", true}", "{" + name + ", " + dec("7.5") + "}"]]
      [#assign faults += ["{" + name + ", " + a.min???then((a.min!0)?string?number - 1 + "L", dec("-9223372036854775809")) + "}", "{" + name + ", " + a.max???then((a.max!0)?string?number + 1 + "L", dec("9223372036854775808")) + "}"]]
      [#break]
    [#case "decimal"]
      [#assign edges += ["{" + name + ", " + dec(a.min!"-999999999999999999.9999999999") + "}", "{" + name + ", " + dec(a.max!"999999999999999999.9999999999") + "}"]]
      [#assign faults += ["{" + name + ', "7.5"}', "{" + name + ", true}", "{" + name + ", " + dec("0.00000000001") + "}"]]
      [#assign faults += ["{" + name + ", " + dec(a.min???then((a.min!0)?string?number - 0.01, "-1000000000000000000")) + "}", "{" + name + ", " + dec(a.max???then((a.max!0)?string?number + 0.01, "1000000000000000000")) + "}"]]
      [#break]
    [#case "boolean"]
      [#assign edges += ["{" + name + ", false}"] faults += ["{" + name + ', "true"}', "{" + name + ", 1}"]]
      [#break]
    [#case "date"]
      [#assign edges += ["{" + name + ', "0001-01-01"}', "{" + name + ', "9999-12-31"}'] faults += ["{" + name + ', "2023-02-29"}', "{" + name + ', "20240229"}', "{" + name + ", 20240229}"]]
      [#break]
    [#default]
      [#assign edges += ["{" + name + ', "0001-01-01T00:00:00Z"}', "{" + name + ', "9999-12-31T23:59:59.999999Z"}']]
      [#assign faults += ["{" + name + ', "2023-02-29T12:00:00Z"}', "{" + name + ', "2024-02-29T12:00:00"}', "{" + name + ', "2024-02-29 12:00:00Z"}', "{" + name + ", 20240229}"]]
  [/#switch]
[/#list]
[#list references as r]
  [#assign name = '"' + (r.role!r.entity) + '_id"' target = spec.entities?filter(e -> e.name == r.entity)?first]
  [#if (r.required!true) && r.entity != entity.name][#assign required += [name] faults += ["{" + name + ", null}"]][#else][#assign edges += ["{" + name + ", null}"]][/#if]
  [#assign edges += ["{" + name + ", service.create" + target.type_name + '().get("id")}'] faults += ["{" + name + ', "1"}', "{" + name + ", 999999}"]]
[/#list]
[#assign decimals = entity.attributes?filter(a -> a.type == "decimal")]
[#assign moments = entity.attributes?filter(a -> a.type == "datetime")]

    public void createsReadsReplacesAndDeletes[=plurals]() throws Exception {
        try (RunningService service = new RunningService()) {
            JsonObject body = service.valid[=type]();
            Answer created = service.call("POST", "/[=entity.plural]", body);
            Tap.equal(201, created.status());
            Object id = created.json().get("id");
            String path = "/[=entity.plural]/" + id;
            Tap.equal(path, created.header("Location"));
            Tap.equal(withId(id, body), Json.write(created.json()));
[#if decimals?has_content]
            JsonObject read = service.call("GET", path).json();
            Tap.equal(withId(id, body), Json.write(read));
[#list decimals as a]
            Tap.equal(body.get("[=a.name]"), read.get("[=a.name]"));
[/#list]
[#else]
            Tap.equal(withId(id, body), Json.write(service.call("GET", path).json()));
[/#if]

            JsonObject replacement = service.valid[=type]();
            Answer replaced = service.call("PUT", path, replacement);
            Tap.equal(200, replaced.status());
            Tap.equal(withId(id, replacement), Json.write(replaced.json()));
            Tap.equal(replaced.json(), service.call("GET", path).json());
            Tap.equal(200, service.call("PUT", path, replaced.json()).status());

            Tap.equal(204, service.call("DELETE", path).status());
            service.call("GET", path).isProblem(404, "GET");
            service.call("PUT", path, replacement).isProblem(404, "PUT");
            service.call("DELETE", path).isProblem(404, "DELETE");
        }
    }

    public void acceptsEdgeValuesOf[=plurals]() throws Exception {
        try (RunningService service = new RunningService()) {
            String path = "/[=entity.plural]/" + service.create[=type]().get("id");
            Object[][] edges = {
[#list edges as edge]
                [=edge],
[/#list]
            };
            for (Object[] edge : edges) {
                String name = (String) edge[0];
                String context = name + " = " + edge[1];
                Answer answer = service.call("PUT", path, service.valid[=type]().put(name, edge[1]));
                Tap.equal(200, answer.status(), context);
                Tap.equal(Json.write(edge[1]), Json.write(service.call("GET", path).json().get(name)), context);
            }
[#list moments as a]
            JsonObject [=a.camel]Offset = service.valid[=type]().put("[=a.name]", "2024-02-29T23:30:00.5-01:00");
            Tap.equal(
                    "2024-03-01T00:30:00.500Z",
                    service.call("PUT", path, [=a.camel]Offset).json().get("[=a.name]"));
[/#list]
        }
    }

    public void refusesInvalid[=plurals]() throws Exception {
        try (RunningService service = new RunningService()) {
            Object[][] faults = {
[#list faults as fault]
                [=fault],
[/#list]
                {"no_such_field", 1},
                {"id", 1},
            };
            for (Object[] fault : faults) {
                String name = (String) fault[0];
                JsonObject body = service.valid[=type]().put(name, fault[1]);
                service.call("POST", "/[=entity.plural]", body).isFaultOf(400, name + " = " + fault[1], name);
            }
[#if required?has_content]
            service.call("POST", "/[=entity.plural]", new JsonObject())
                    .isFaultOf(400, "nothing given",[=(required?join(", ")?length > 60)?then("\n                            " + required?join(",\n                            "), " " + required?join(", "))]);
[/#if]
            Tap.equal("0", Json.write(service.call("GET", "/[=entity.plural]").json().get("total")));
[#list unique]

            JsonObject first = service.create[=type]();
            JsonObject second = service.create[=type]();
            for (String name : new String[] {[#items as a]"[=a.name]"[#sep], [/#sep][/#items]}) {
                JsonObject body = service.valid[=type]().put(name, first.get(name));
                service.call("POST", "/[=entity.plural]", body).isFaultOf(409, name, name);
                service.call("PUT", "/[=entity.plural]/" + second.get("id"), body).isFaultOf(409, name, name);
            }
            Tap.equal(200, service.call("PUT", "/[=entity.plural]/" + first.get("id"), first).status());
[#list unique?filter(a -> a.type == "decimal") as a]
            BigDecimal [=a.camel]Again = ((BigDecimal) first.get("[=a.name]")).multiply(new BigDecimal("1.0"));
            service.call("POST", "/[=entity.plural]", service.valid[=type]().put("[=a.name]", [=a.camel]Again))
                    .isFaultOf(409, "equal number", "[=a.name]");
[/#list]
[/#list]
        }
    }
[/#list]

    private static String withId(Object id, JsonObject body) {
        JsonObject entity = new JsonObject().put("id", id);
        body.members().forEach(entity::put);
        return Json.write(entity);
    }
}
