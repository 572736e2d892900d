package io.quantumlayer.recipes.engine;

import io.quantumlayer.contracts.project.Requirements.Attribute;
import io.quantumlayer.contracts.project.Requirements.Entity;
import io.quantumlayer.contracts.project.Requirements.Reference;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What templates see: {@code project}, {@code spec.entities} and, where a template is rendered for each entity,
 * {@code entity}. Names come in every form that a language needs.
 */
final class TemplateModel {

    private static final Set<String> JAVA_WORDS = Set.of(
            "abstract",
            "assert",
            "boolean",
            "break",
            "byte",
            "case",
            "catch",
            "char",
            "class",
            "const",
            "continue",
            "default",
            "do",
            "double",
            "else",
            "enum",
            "extends",
            "final",
            "finally",
            "float",
            "for",
            "goto",
            "if",
            "implements",
            "import",
            "instanceof",
            "int",
            "interface",
            "long",
            "native",
            "new",
            "package",
            "private",
            "protected",
            "public",
            "return",
            "short",
            "static",
            "strictfp",
            "super",
            "switch",
            "synchronized",
            "this",
            "throw",
            "throws",
            "transient",
            "try",
            "void",
            "volatile",
            "while",
            "true",
            "false",
            "null",
            "_",
            // Methods of Object: no component of a record may have these names.
            "clone",
            "finalize",
            "getClass",
            "hashCode",
            "notify",
            "notifyAll",
            "toString",
            "wait");

    private TemplateModel() {}

    static Map<String, Object> of(Project project, List<Entity> entities) {
        return Map.of(
                "project", project.model(),
                "spec",
                        Map.of(
                                "entities",
                                entities.stream().map(TemplateModel::of).toList()));
    }

    static Map<String, Object> with(Map<String, Object> model, Entity entity) {
        Map<String, Object> extended = new LinkedHashMap<>(model);
        extended.put("entity", of(entity));
        return extended;
    }

    private static Map<String, Object> of(Entity entity) {
        Map<String, Object> model = names(entity.name());
        model.put("plural", entity.plural());
        model.put("plural_type_name", pascal(entity.plural()));
        model.put("plural_variable", camel(entity.plural()));
        model.put(
                "attributes",
                entity.attributes().stream().map(TemplateModel::of).toList());
        model.put(
                "belongs_to", entity.belongsTo().stream().map(TemplateModel::of).toList());
        return model;
    }

    private static Map<String, Object> of(Attribute attribute) {
        Map<String, Object> model = names(attribute.name());
        model.put("type", attribute.type());
        model.put("required", attribute.required());
        model.put("unique", Boolean.TRUE.equals(attribute.unique()));
        if (attribute.min() != null) {
            model.put("min", decimal(attribute.min()));
        }
        if (attribute.max() != null) {
            model.put("max", decimal(attribute.max()));
        }
        if (attribute.maxLength() != null) {
            model.put("max_length", attribute.maxLength());
        }
        return model;
    }

    private static Map<String, Object> of(Reference reference) {
        Map<String, Object> model = names(reference.entity());
        model.remove("name");
        model.put("entity", reference.entity());
        model.put("required", reference.required());
        return model;
    }

    private static Map<String, Object> names(String name) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("name", name);
        model.put("type_name", pascal(name));
        model.put("variable", safe(camel(name)));
        model.put("camel", camel(name));
        return model;
    }

    private static BigDecimal decimal(double value) {
        return new BigDecimal(BigDecimal.valueOf(value).stripTrailingZeros().toPlainString());
    }

    private static String safe(String name) {
        return JAVA_WORDS.contains(name) ? name + "Value" : name;
    }

    private static String camel(String name) {
        String pascal = pascal(name);
        return Character.toLowerCase(pascal.charAt(0)) + pascal.substring(1);
    }

    private static String pascal(String name) {
        StringBuilder pascal = new StringBuilder();
        for (String word : name.split("_")) {
            if (!word.isEmpty()) {
                pascal.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
            }
        }
        return pascal.toString();
    }
}
