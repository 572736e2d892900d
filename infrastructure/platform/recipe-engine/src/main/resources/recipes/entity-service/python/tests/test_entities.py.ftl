[#assign used = spec.entities?map(e -> e.attributes?map(a -> a.type)?join(","))?join(",")?split(",")]
[#function dec x][#return 'Decimal("' + x + '")'][/#function]
[#assign maxInteger = "9223372036854775807"]
"""Each entity: its operations, the limits of its values and what it refuses."""

[#if used?seq_contains("decimal") || used?seq_contains("integer")]
from decimal import Decimal

[/#if]
from tests.service import ServiceTestCase


class EntitiesTest(ServiceTestCase):
[#list spec.entities as entity]
[#assign references = (entity.belongs_to)![]]
[#assign edges = [] faults = [] unique = [] required = []]
[#list entity.attributes as a]
  [#assign name = '"' + a.name + '"' must = a.required!true]
  [#if must][#assign required += [name] faults += ["(" + name + ", None)"]][#else][#assign edges += ["(" + name + ", None)"]][/#if]
  [#if (a.unique!false) && a.type != "boolean"][#assign unique += [a]][/#if]
  [#switch a.type]
    [#case "string"]
      [#assign faults += ["(" + name + ", 7)"]]
      [#if must][#assign faults += ["(" + name + ', " ")']][/#if]
      [#if a.max_length??]
        [#assign edges += ["(" + name + ', "\\U0001d11e" * ' + a.max_length + ")"] faults += ["(" + name + ', "x" * ' + (a.max_length?string?number + 1) + ")"]]
      [#else]
        [#assign edges += ["(" + name + ', "Zo\\u00eb \\U0001d11e \\"\\\\\\n")']]
      [/#if]
      [#break]
    [#case "integer"]
      [#assign edges += ["(" + name + ", " + (a.min!"-2**63") + ")", "(" + name + ", " + (a.max!"2**63 - 1") + ")"]]
      [#assign faults += ["(" + name + ', "7")', "(" + name + ", True)", "(" + name + ', Decimal("7.5"))']]
      [#assign faults += ["(" + name + ", " + a.min???then((a.min!0)?string?number - 1, "-2**63 - 1") + ")", "(" + name + ", " + a.max???then((a.max!0)?string?number + 1, "2**63") + ")"]]
      [#break]
    [#case "decimal"]
      [#assign edges += ["(" + name + ", " + dec((a.min!"-999999999999999999.9999999999")) + ")", "(" + name + ", " + dec((a.max!"999999999999999999.9999999999")) + ")"]]
      [#assign faults += ["(" + name + ', "7.5")', "(" + name + ", True)", "(" + name + ', Decimal("0.00000000001"))']]
      [#assign faults += ["(" + name + ", " + dec(a.min???then((a.min!0)?string?number - 0.01, "-1000000000000000000")) + ")", "(" + name + ", " + dec(a.max???then((a.max!0)?string?number + 0.01, "1000000000000000000")) + ")"]]
      [#break]
    [#case "boolean"]
      [#assign edges += ["(" + name + ", False)"] faults += ["(" + name + ', "true")', "(" + name + ", 1)"]]
      [#break]
    [#case "date"]
      [#assign edges += ["(" + name + ', "0001-01-01")', "(" + name + ', "9999-12-31")'] faults += ["(" + name + ', "2023-02-29")', "(" + name + ', "20240229")', "(" + name + ", 20240229)"]]
      [#break]
    [#default]
      [#assign edges += ["(" + name + ', "0001-01-01T00:00:00Z")', "(" + name + ', "9999-12-31T23:59:59.999999Z")']]
      [#assign faults += ["(" + name + ', "2023-02-29T12:00:00Z")', "(" + name + ', "2024-02-29T12:00:00")', "(" + name + ', "2024-02-29 12:00:00Z")', "(" + name + ", 20240229)"]]
  [/#switch]
[/#list]
[#list references as r]
  [#assign name = '"' + (r.role!r.entity) + '_id"']
  [#if (r.required!true) && r.entity != entity.name][#assign required += [name] faults += ["(" + name + ", None)"]][#else][#assign edges += ["(" + name + ", None)"]][/#if]
  [#assign edges += ["(" + name + ", self.create_" + r.entity + '()["id"])'] faults += ["(" + name + ', "1")', "(" + name + ", 999999)"]]
[/#list]
[#assign decimals = entity.attributes?filter(a -> a.type == "decimal" && !(a.unique!false)) moments = entity.attributes?filter(a -> a.type == "datetime")]
    def test_creates_reads_replaces_and_deletes_[=entity.plural](self) -> None:
        body = self.valid_[=entity.name]()

        created = self.call("POST", "/[=entity.plural]", body)
        self.assertEqual(201, created.status)
        path = created.headers["Location"]
        self.assertEqual({"id": created.json["id"], **body}, created.json)
        self.assertEqual(f"/[=entity.plural]/{created.json['id']}", path)
        read = self.call("GET", path)
        self.assertEqual((200, created.json), (read.status, read.json))
[#list decimals as a]
        self.assertEqual(str(body["[=a.name]"]), str(read.json["[=a.name]"]))
[/#list]

        replacement = self.valid_[=entity.name]()
        replaced = self.call("PUT", path, replacement)
        self.assertEqual((200, {"id": created.json["id"], **replacement}), (replaced.status, replaced.json))
        self.assertEqual(replaced.json, self.call("GET", path).json)
        self.assertEqual(200, self.call("PUT", path, replaced.json).status)

        self.assertEqual(204, self.call("DELETE", path).status)
        for method, content in [("GET", None), ("PUT", replacement), ("DELETE", None)]:
            self.assert_problem(self.call(method, path, content), 404)

    def test_accepts_edge_values_of_[=entity.plural](self) -> None:
        path = f"/[=entity.plural]/{self.create_[=entity.name]()['id']}"
        edges = [
[#list edges as edge]
            [=edge],
[/#list]
        ]
        for name, value in edges:
            with self.subTest(name=name, value=value):
                answer = self.call("PUT", path, self.valid_[=entity.name](**{name: value}))
                self.assertEqual(200, answer.status, answer.json)
                self.assertEqual(value, self.call("GET", path).json[name])
[#list moments as a]
        answer = self.call("PUT", path, self.valid_[=entity.name](**{"[=a.name]": "2024-02-29T23:30:00.5-01:00"}))
        self.assertEqual("2024-03-01T00:30:00.500000Z", answer.json["[=a.name]"])
[/#list]

    def test_refuses_invalid_[=entity.plural](self) -> None:
        faults = [
[#list faults as fault]
            [=fault],
[/#list]
            ("no_such_field", 1),
            ("id", 1),
        ]
        for name, value in faults:
            with self.subTest(name=name, value=value):
                answer = self.call("POST", "/[=entity.plural]", self.valid_[=entity.name](**{name: value}))
                self.assert_faults(answer, 400, name)
[#if required?has_content]
        [#assign line = 'self.assert_faults(self.call("POST", "/' + entity.plural + '", {}), 400, ' + required?join(", ") + ")"]
[#if line?length > 110]
        self.assert_faults(
            self.call("POST", "/[=entity.plural]", {}),
            400,
[#list required as name]
            [=name],
[/#list]
        )
[#else]
        [=line]
[/#if]
[/#if]
        self.assertEqual(0, self.call("GET", "/[=entity.plural]").json["total"])
[#list unique]

        first, second = self.create_[=entity.name](), self.create_[=entity.name]()
        for name in [[#items as a]"[=a.name]"[#sep], [/#sep][/#items]]:
            with self.subTest(name=name):
                body = self.valid_[=entity.name](**{name: first[name]})
                self.assert_faults(self.call("POST", "/[=entity.plural]", body), 409, name)
                self.assert_faults(self.call("PUT", f"/[=entity.plural]/{second['id']}", body), 409, name)
        self.assertEqual(200, self.call("PUT", f"/[=entity.plural]/{first['id']}", first).status)
[#list unique?filter(a -> a.type == "decimal") as a]
        body = self.valid_[=entity.name](**{"[=a.name]": first["[=a.name]"] * Decimal("1.0")})
        self.assert_faults(self.call("POST", "/[=entity.plural]", body), 409, "[=a.name]")
[/#list]
[/#list]
[#sep]

[/#sep]
[/#list]
