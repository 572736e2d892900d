[#assign languages = {"python": "Python", "java": "Java", "javascript": "JavaScript", "go": "Go"}][#assign written = languages[language?lower_case]!language]
[#function cell text][#return text?replace("|", "\\|")?replace("\n", " ")][/#function]
# [=requirements.title]

[#if covers]
[=requirements.summary]
[#elseif recipe?has_content]
**This project does not do what was asked for.** No recipe of the built-in engine has that behaviour for [=written], so a minimal
function stands in: it shows the layout, the build and the tests of a [=written] project, and nothing else.
[#else]
**Nothing was generated.** The built-in engine does not write [=written]; `UNSUPPORTED.md` has the details.
[/#if]

[#if stands_in]
[#include "recipes.md.ftl"]
[/#if]
[#list requirements.uncovered]
## Not covered

What was asked for and is not in this project:

[#items as open]
- "[=open.clause]": [=open.reason]
[/#items]

[/#list]
[#list structure.entry_points]
## Use

| Where | What |
|---|---|
[#items as entry]
| `[=entry.file]` | `[=cell(entry.signature!entry.symbol)]` |
[/#items]

[/#list]
[#if build?has_content || test?has_content]
## Build and test

[#if build?has_content]
Build:

```sh
[#list build as command]
[=command]
[/#list]
```

[/#if]
[#if test?has_content]
Test:

```sh
[#list test as command]
[=command]
[/#list]
```

[/#if]
Nothing but the toolchain of [=written] is needed; there are no dependencies to fetch.

[/#if]
[#list requirements.entities]
## Entities

| Entity | Fields | Belongs to |
|---|---|---|
[#items as entity]
| [=entity.name?replace("_", " ")] | [#list entity.attributes as a]`[=a.name]` ([=a.type][#if !a.required], optional[/#if])[#sep], [/#sep][/#list] | [#list entity.belongs_to as r][=r.entity?replace("_", " ")][#if !r.required] (optional)[/#if][#sep], [/#sep][/#list] |
[/#items]

[/#list]
## Requirements

| Id | Requirement | Status |
|---|---|---|
[#list requirements.requirements as r]
| [=r.id] | [=cell(r.text)] | [=covers?then("implemented", "not covered")] |
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
## Provenance

Generated deterministically by [=engine][#list recipe as id] from the recipe `[=id]` [=recipe_version[0]][/#list], not by an AI model. The same request gives the same files.
