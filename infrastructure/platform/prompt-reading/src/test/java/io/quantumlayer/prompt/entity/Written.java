package io.quantumlayer.prompt.entity;

import io.quantumlayer.contracts.project.Requirements.Attribute;
import io.quantumlayer.contracts.project.Requirements.Entity;
import io.quantumlayer.contracts.project.Requirements.Reference;
import java.math.BigDecimal;
import java.util.stream.Collectors;

/** Entities in one line each: {@code book(title, pages?:integer>=0, isbn unique)->author,publisher?}. */
public final class Written {

    private Written() {}

    /** An entity. */
    public static String of(Entity entity) {
        String references = entity.belongsTo().stream()
                .map((Reference reference) -> reference.entity() + (reference.required() ? "" : "?"))
                .collect(Collectors.joining(","));
        return entity.name()
                + entity.attributes().stream().map(Written::of).collect(Collectors.joining(", ", "(", ")"))
                + (references.isEmpty() ? "" : "->" + references);
    }

    private static String of(Attribute attribute) {
        return attribute.name()
                + (attribute.required() ? "" : "?")
                + (attribute.type().equals("string") ? "" : ":" + attribute.type())
                + (attribute.min() == null ? "" : ">=" + plain(attribute.min()))
                + (attribute.max() == null ? "" : "<=" + plain(attribute.max()))
                + (attribute.maxLength() == null ? "" : "#" + attribute.maxLength())
                + (attribute.unique() == null ? "" : " unique");
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
