package io.quantumlayer.protocols;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A member of a request. Its getters refuse what has another type with a 400 that names the member's path, such as
 * {@code messages[2].content[0].type}; {@code null} counts as absent, as it does in the APIs.
 *
 * @param path path from the body, empty for the body itself
 * @param node the value, missing where there is none
 */
public record Member(String path, JsonNode node) {

    public boolean isGiven() {
        return !node.isMissingNode() && !node.isNull();
    }

    public Member get(String name) {
        return new Member(path.isEmpty() ? name : path + "." + name, node.path(name));
    }

    public ObjectNode object() {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw wrong("an object");
    }

    /** Elements of an array. */
    public List<Member> elements() {
        if (!(node instanceof ArrayNode array)) {
            throw wrong("an array");
        }
        List<Member> elements = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            elements.add(new Member("%s[%d]".formatted(path, i), array.get(i)));
        }
        return elements;
    }

    /** Elements of an array of objects, none where it is absent. */
    public List<Member> objects() {
        if (!isGiven()) {
            return List.of();
        }
        List<Member> elements = elements();
        elements.forEach(Member::object);
        return elements;
    }

    public String text() {
        String text = node.stringValue(null);
        if (text == null) {
            throw wrong("a string");
        }
        return text;
    }

    /** A string that is not blank, such as a name or an identifier. */
    public String name() {
        String text = text();
        if (text.isBlank()) {
            throw wrong("a string that is not empty");
        }
        return text;
    }

    @Nullable
    public String textOrNull() {
        return isGiven() ? text() : null;
    }

    public boolean isTrue() {
        if (!isGiven()) {
            return false;
        }
        if (!node.isBoolean()) {
            throw wrong("true or false");
        }
        return node.booleanValue();
    }

    public BigDecimal number() {
        if (!node.isNumber()) {
            throw wrong("a number");
        }
        return node.decimalValue();
    }

    public long count() {
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 0) {
            throw wrong("a whole number that is not negative");
        }
        return node.longValue();
    }

    /** Whether it is a number other than 0. */
    public boolean isNonZero() {
        return isGiven() && number().signum() != 0;
    }

    public ModelErrorException wrong(String expected) {
        return ModelErrorException.invalid(
                path, null, "%s %s; it must be %s.".formatted(path, isGiven() ? "is wrong" : "is missing", expected));
    }

    /** 400 for what the provider's protocol cannot say. */
    public ModelErrorException unsupported(String remedy) {
        return ModelErrorException.invalid(
                path,
                "unsupported_parameter",
                "%s cannot be translated for this model's provider: %s".formatted(path, remedy));
    }
}
