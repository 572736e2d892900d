[#assign types = spec.entities?map(e -> e.attributes?map(a -> a.type)?join(","))?join(",")?split(",")]
[#function random a]
  [#local min = (a.min!((a.max!50)?string?number - 100))?string?number]
  [#local max = (a.max!(min + 100))?string?number]
  [#switch a.type]
    [#case "string"][#return "self.random.choice(string.ascii_letters)"]
    [#case "integer"][#return "self.random.randint(" + min?ceiling + ", " + max?floor + ")"]
    [#case "decimal"][#return "Decimal(self.random.randint(" + (min * 100)?ceiling + ", " + (max * 100)?floor + ")).scaleb(-2)"]
    [#case "boolean"][#return "self.random.random() < 0.5"]
    [#case "date"][#return "date.fromordinal(self.random.randrange(738000, 738100)).isoformat()"]
    [#default][#return 'f"2024-05-01T{self.random.randrange(24):02}:{self.random.randrange(60):02}:00Z"']
  [/#switch]
[/#function]
"""Random operations on the service, compared with dictionaries in memory."""

[#if types?seq_contains("string")]
import string
[/#if]
[#if types?seq_contains("date")]
from datetime import date
[/#if]
[#if types?seq_contains("decimal")]
from decimal import Decimal
[/#if]
from random import Random
from typing import Any, Optional

from tests.service import ServiceTestCase

SEED = 20240229
OPERATIONS = 600

REFERENCES = {
[#list spec.entities as entity]
    "[=entity.plural]": {[#list (entity.belongs_to)![] as r]"[=r.role!r.entity]_id": "[=spec.entities?filter(e -> e.name == r.entity)?first.plural]"[#sep], [/#sep][/#list]},
[/#list]
}
UNIQUE = {
[#list spec.entities as entity]
    "[=entity.plural]": [[#list entity.attributes?filter(a -> (a.unique!false) && a.type != "boolean") as a]"[=a.name]"[#sep], [/#sep][/#list]],
[/#list]
}


class Model:
    """What the service must do, without HTTP, SQL or validation of types."""

    def __init__(self) -> None:
        self.entities: dict[str, dict[int, dict[str, Any]]] = {plural: {} for plural in REFERENCES}

    def refusal(self, plural: str, entity_id: Optional[int], body: dict[str, Any]) -> Optional[int]:
        """Return the status with which the body is refused, or None."""
        for name, target in REFERENCES[plural].items():
            if body[name] is not None and body[name] not in self.entities[target]:
                return 400
        for other_id, other in self.entities[plural].items():
            if other_id != entity_id and any(body[name] == other[name] is not None for name in UNIQUE[plural]):
                return 409
        return None

    def is_referenced(self, plural: str, entity_id: int) -> bool:
        """Tell whether another entity refers to this one."""
        return any(
            target == plural and entity[name] == entity_id and (source, other_id) != (plural, entity_id)
            for source, references in REFERENCES.items()
            for name, target in references.items()
            for other_id, entity in self.entities[source].items()
        )

    def select(self, plural: str, name: str, value: int) -> list[dict[str, Any]]:
        """Return the entities with a value, in the order of their ids."""
        return [entity for _, entity in sorted(self.entities[plural].items()) if entity[name] == value]


class RandomOperationsTest(ServiceTestCase):
    def test_agrees_with_a_model_on_random_operations(self) -> None:
        self.random = Random(SEED)
        self.model = Model()
        operations = [self.try_create] * 4 + [self.try_replace] * 3 + [self.try_delete, self.try_get, self.try_list]
        for _ in range(OPERATIONS):
            plural = self.random.choice(list(REFERENCES))
            self.random.choice(operations)(plural)
        self.stop()
        self.start()
        for plural, entities in self.model.entities.items():
            for entity_id, entity in entities.items():
                self.assertEqual(entity, self.call("GET", f"/{plural}/{entity_id}").json)
            self.assertEqual(len(entities), self.call("GET", f"/{plural}").json["total"])

    def try_create(self, plural: str) -> None:
        body = self.random_body(plural)
        refusal = self.model.refusal(plural, None, body)
        answer = self.call("POST", f"/{plural}", body)
        self.assertEqual(refusal or 201, answer.status, answer.json)
        if not refusal:
            entity_id = int(answer.json["id"])
            self.assertEqual({"id": entity_id, **body}, answer.json)
            self.assertNotIn(entity_id, self.model.entities[plural])
            self.model.entities[plural][entity_id] = answer.json

    def try_replace(self, plural: str) -> None:
        entity_id, body = self.random_id(plural), self.random_body(plural)
        exists = entity_id in self.model.entities[plural]
        refusal = self.model.refusal(plural, entity_id, body) if exists else 404
        answer = self.call("PUT", f"/{plural}/{entity_id}", body)
        self.assertEqual(refusal or 200, answer.status, answer.json)
        if not refusal:
            self.assertEqual({"id": entity_id, **body}, answer.json)
            self.model.entities[plural][entity_id] = answer.json

    def try_delete(self, plural: str) -> None:
        entity_id = self.random_id(plural)
        exists = entity_id in self.model.entities[plural]
        refusal = (409 if self.model.is_referenced(plural, entity_id) else None) if exists else 404
        answer = self.call("DELETE", f"/{plural}/{entity_id}")
        self.assertEqual(refusal or 204, answer.status, answer.json)
        if not refusal:
            del self.model.entities[plural][entity_id]

    def try_get(self, plural: str) -> None:
        entity_id = self.random_id(plural)
        entity = self.model.entities[plural].get(entity_id)
        answer = self.call("GET", f"/{plural}/{entity_id}")
        self.assertEqual(200 if entity else 404, answer.status)
        if entity:
            self.assertEqual(entity, answer.json)

    def try_list(self, plural: str) -> None:
        expected = [entity for _, entity in sorted(self.model.entities[plural].items())]
        limit, offset = self.random.randint(1, 100), self.random.randrange(20)
        page = self.call("GET", f"/{plural}?limit={limit}&offset={offset}").json
        self.assertEqual((len(expected), expected[offset : offset + limit]), (page["total"], page["items"]))
        for name, target in REFERENCES[plural].items():
            value = self.random_id(target)
            page = self.call("GET", f"/{plural}?{name}={value}&limit=100").json
            expected = self.model.select(plural, name, value)
            self.assertEqual((len(expected), expected[:100]), (page["total"], page["items"]))

    def random_id(self, plural: str) -> int:
        return self.random.choice([*self.model.entities[plural], 999999])

    def sometimes(self, value: Any) -> Any:
        return self.random.choice([None, value])

    def random_body(self, plural: str) -> dict[str, Any]:
        bodies = {
[#list spec.entities as entity]
            "[=entity.plural]": self.random_[=entity.name],
[/#list]
        }
        return bodies[plural]()
[#list spec.entities as entity]

    def random_[=entity.name](self) -> dict[str, Any]:
        return {
[#list entity.attributes as a]
            "[=a.name]": [#if a.required!true][=random(a)][#else]self.sometimes([=random(a)])[/#if],
[/#list]
[#list (entity.belongs_to)![] as r]
[#assign id = 'self.random_id("' + spec.entities?filter(e -> e.name == r.entity)?first.plural + '")']
            "[=r.role!r.entity]_id": [#if (r.required!true) && r.entity != entity.name][=id][#else]self.sometimes([=id])[/#if],
[/#list]
        }
[/#list]
