[#function cell text][#return text?replace("|", "\\|")?replace("\n", " ")][/#function]
# [=requirements.title]: functional requirements

## What was asked for

[#list request.prompt?split("\n") as line]
> [=line?trim]
[/#list]

Language: [=request.language].

## What is built

[=requirements.summary]

[#if requirements.entities?has_content]
## Entities

[#list requirements.entities as entity]
### [=entity.name?replace("_", " ")?cap_first]

| Field | Type | Required | Rules |
|---|---|---|---|
[#list entity.attributes as a]
| `[=a.name]` | [=a.type] | [=a.required?then("yes", "no")] | [#if a.min??]at least [=a.min?replace("\\.0$", "", "r")] [/#if][#if a.max??]at most [=a.max?replace("\\.0$", "", "r")] [/#if][#if a.max_length??]at most [=a.max_length] characters [/#if][#if a.unique!false]unique[/#if] |
[/#list]
[#list entity.belongs_to as r]
| `[=r.entity]_id` | id of a [=r.entity?replace("_", " ")] | [=r.required?then("yes", "no")] | refers to an existing [=r.entity?replace("_", " ")] |
[/#list]

[/#list]
[/#if]
## Requirements

[#list requirements.requirements as r]
### [=r.id]

[=r.text]

[#list r.acceptance]
Accepted when:

[#items as accepted]
- [=accepted]
[/#items]

[/#list]
[/#list]
[#list requirements.operations]
## Operations

| Operation | Meaning |
|---|---|
[#items as operation]
| `[=cell(operation.name)]` | [=cell(operation.description)] |
[/#items]

[/#list]
[#if stands_in]
[#include "recipes.md.ftl"]
[/#if]
[#list requirements.uncovered]
## Not covered

[#items as open]
- "[=open.clause]": [=open.reason]
[/#items]

[/#list]
[#list requirements.assumptions]
## Assumptions

[#items as assumption]
- [=assumption]
[/#items]

[/#list]
[#list requirements.questions]
## Open questions

[#items as question]
- [=question]
[/#items]

[/#list]
## Where this comes from

Derived from the words of the request by [=engine], which works by rules and recipes; no AI model took part.
