[#assign keywords = ["and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield"]]
[#assign types = {"string": "str", "integer": "int", "decimal": "Decimal", "boolean": "bool", "date": "date", "datetime": "datetime"}]
[#assign used = spec.entities?map(e -> e.attributes?map(a -> a.type)?join(","))?join(",")?split(",")]
[#assign optional = false][#assign ruled = false]
[#function article name][#return "aeio"?contains(name[0])?then("an ", "a ") + name?replace("_", " ")][/#function]
[#function number value type]
  [#if type == "decimal" && value?string?contains(".")][#return 'Decimal("' + value + '")'][/#if]
  [#return value?string]
[/#function]
[#function annotation type required rules]
  [#local hint = type]
  [#if !required][#local hint = "Optional[" + type + "]"][#assign optional = true][/#if]
  [#if rules?has_content][#assign ruled = true][#return "Annotated[" + hint + ", Rule(" + rules?join(", ") + ")]"][/#if]
  [#return hint]
[/#function]
[#assign classes]
[#list spec.entities as entity]
[#assign references = (entity.belongs_to)![]]


@dataclass(frozen=True)
class [=entity.type_name]:
    """[=article(entity.name)?cap_first][#if references?has_content], which belongs to [#list references as r][#if r?counter > 1][=r?is_last?then(" and ", ", ")][/#if][=article(r.role!r.entity)][/#list][/#if]."""

    id: int
[#list entity.attributes as a]
  [#assign numeric = a.type == "integer" || a.type == "decimal"][#assign rules = []]
  [#if numeric && a.min??][#assign rules += ["minimum=" + number(a.min, a.type)]][/#if]
  [#if numeric && a.max??][#assign rules += ["maximum=" + number(a.max, a.type)]][/#if]
  [#if a.type == "string" && a.max_length??][#assign rules += ["max_length=" + a.max_length]][/#if]
  [#if (a.unique!false) && a.type != "boolean"][#assign rules += ["unique=True"]][/#if]
    [=a.name][#if keywords?seq_contains(a.name)]_[/#if]: [=annotation(types[a.type], a.required!true, rules)]
[/#list]
[#list references as r]
    [=r.role!r.entity]_id: [=annotation("int", (r.required!true) && r.entity != entity.name, ['references="' + r.entity + '"'])]
[/#list]
[/#list]
[/#assign]
"""The entities of the service, one dataclass each."""

from dataclasses import dataclass
[#if used?seq_contains("date") || used?seq_contains("datetime")]
from datetime import [#if used?seq_contains("date")]date[/#if][#if used?seq_contains("date") && used?seq_contains("datetime")], [/#if][#if used?seq_contains("datetime")]datetime[/#if]
[/#if]
[#if used?seq_contains("decimal")]
from decimal import Decimal
[/#if]
[#if ruled || optional]
from typing import [#if ruled]Annotated[/#if][#if ruled && optional], [/#if][#if optional]Optional[/#if]
[/#if]

from schema import EntityType[#if ruled], Rule[/#if]
[=classes]

ENTITY_TYPES = [
[#list spec.entities as entity]
    EntityType([=entity.type_name], "[=entity.name]", "[=entity.plural]"),
[/#list]
]
