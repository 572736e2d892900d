# What could not be generated

The built-in engine does not write [=language]. What was asked for:

[#list requirements.requirements as r]
- [=r.text]
[/#list]

Not covered:

[#list requirements.uncovered as open]
- "[=open.clause]": [=open.reason]
[/#list]

[#list requirements.questions]
To go on, answer these:

[#items as question]
- [=question]
[/#items]

[/#list]
[#include "recipes.md.ftl"]
