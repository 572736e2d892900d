[#assign reserved = ["abstract", "assert", "boolean", "break", "byte", "case", "catch", "char", "class", "const", "continue", "default", "do", "double", "else", "enum", "extends", "false", "final", "finally", "float", "for", "goto", "if", "implements", "import", "instanceof", "int", "interface", "long", "native", "new", "null", "package", "private", "protected", "public", "return", "short", "static", "strictfp", "super", "switch", "synchronized", "this", "throw", "throws", "transient", "true", "try", "void", "volatile", "while", "clone", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait", "toJson", "fields"]]
[#assign readers = {"string": "text", "integer": "integer", "decimal": "decimal", "boolean": "bool", "date": "date", "datetime": "dateTime"}]
[#assign boxed = {"string": "String", "integer": "Long", "decimal": "BigDecimal", "boolean": "Boolean", "date": "LocalDate", "datetime": "Instant"}]
[#assign references = (entity.belongs_to)![]]
[#assign members = []]
[#list entity.attributes as a]
  [#assign must = a.required!true numeric = a.type == "integer" || a.type == "decimal"]
  [#assign rule = must?then("required()", "optional()")]
  [#if numeric && a.min??][#assign rule += '.min("' + a.min + '")'][/#if]
  [#if numeric && a.max??][#assign rule += '.max("' + a.max + '")'][/#if]
  [#if a.type == "string" && a.max_length??][#assign rule += ".maxLength(" + a.max_length + ")"][/#if]
  [#assign type = boxed[a.type] variable = a.camel + reserved?seq_contains(a.camel)?then("_", "")]
  [#assign members += [{"json": a.name, "variable": variable, "boxed": type, "type": (must && a.type == "integer")?then("long", (must && a.type == "boolean")?then("boolean", type)), "read": readers[a.type] + '("' + a.name + '", ' + rule + ")", "unique": (a.unique!false) && a.type != "boolean", "target": ""}]]
[/#list]
[#list references as r]
  [#assign words = (r.role!r.entity)?split("_") must = (r.required!true) && r.entity != entity.name]
  [#assign target = spec.entities?filter(e -> e.name == r.entity)?first]
  [#assign members += [{"json": words?join("_") + "_id", "variable": words[0] + words[1..]?map(w -> w?cap_first)?join("") + "Id", "boxed": "Long", "type": must?then("long", "Long"), "read": 'reference("' + words?join("_") + '_id", ' + target.type_name + ".class, " + must?then("required()", "optional()") + ")", "unique": false, "target": target.type_name}]]
[/#list]
[#assign types = entity.attributes?map(a -> a.type)]
[#assign components = ["long id"] + members?map(m -> m.type + " " + m.variable)]
[#assign arguments = ["id"] + members?map(m -> m.variable)]
[#assign anyOptional = members?filter(m -> m.read?contains("optional()"))?has_content anyRequired = members?filter(m -> m.read?contains("required()"))?has_content]
[#function article name][#return "aeio"?contains(name[0])?then("an ", "a ") + name?replace("_", " ")][/#function]
package [=project.package].model;

[#if anyOptional]
import static [=project.package].rest.Rule.optional;
[/#if]
[#if anyRequired]
import static [=project.package].rest.Rule.required;
[/#if]

[#if types?seq_contains("decimal")]
import java.math.BigDecimal;
[/#if]
[#if types?seq_contains("datetime")]
import java.time.Instant;
[/#if]
[#if types?seq_contains("date")]
import java.time.LocalDate;
[/#if]
import [=project.package].rest.Entity;
import [=project.package].rest.EntityType;
import [=project.package].rest.Fields;
import [=project.package].rest.JsonObject;

/** [=article(entity.name)?cap_first][#if references?has_content], which belongs to [#list references as r][#if r?counter > 1][=r?is_last?then(" and ", ", ")][/#if][=article(r.role!r.entity)][/#list][/#if]. */
[#assign header = "public record " + entity.type_name + "(" + components?join(", ") + ") implements Entity {"]
[#if header?length <= 120]
[=header]
[#else]
public record [=entity.type_name](
        [=components?join(",\n        ")])
        implements Entity {
[/#if]

[#assign constant = "    public static final EntityType<" + entity.type_name + "> TYPE ="]
[#assign of = "EntityType.of(" + entity.type_name + '.class, "' + entity.name + '", "' + entity.plural + '", ' + entity.type_name + "::read)"]
    /** How the service handles [=entity.plural?replace("_", " ")]. */
[#assign extra]
[#list members as m]
[#if m.unique]
            .unique("[=m.json]", [=entity.type_name]::[=m.variable])
[#elseif m.target?has_content]
            .reference("[=m.json]", [=m.target].class, [=entity.type_name]::[=m.variable])
[/#if]
[/#list]
[/#assign]
[#if (constant + " " + of + ";")?length <= 120]
[=constant] [=of][=extra?has_content?then("\n" + extra?chop_linebreak, "")];
[#else]
[=constant]
            [=of][=extra?has_content?then("\n" + extra?replace("            .", "                    .")?chop_linebreak, "")];
[/#if]

    private static [=entity.type_name] read(long id, Fields fields) {
[#list members as m]
        [=m.boxed] [=m.variable] =[=((m.boxed + m.variable + m.read)?length > 100)?then("\n               ", "")] fields.[=m.read];
[/#list]
        fields.check();
[#assign creation = "return new " + entity.type_name + "(" + arguments?join(", ") + ");"]
[#if creation?length <= 112]
        [=creation]
[#else]
        return new [=entity.type_name](
                [=arguments?join(",\n                ")]);
[/#if]
    }

    @Override
    public JsonObject toJson() {
        return new JsonObject()
                .put("id", id)
[#list members as m]
                .put("[=m.json]", [=m.variable])[#if m?is_last];[/#if]
[/#list]
    }
}
