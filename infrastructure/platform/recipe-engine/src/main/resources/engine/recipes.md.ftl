## What the built-in engine can make

| What | Ask for it, for example, by |
|---|---|
[#list recipes as known]
| [=known.title] ([=known.languages?join(", ")]) | [#list known.examples as example]"[=example]"[#sep]; [/#sep][#else][=known.summary][/#list] |
[/#list]

Anything else takes a language model as a provider, or a recipe of your own.

