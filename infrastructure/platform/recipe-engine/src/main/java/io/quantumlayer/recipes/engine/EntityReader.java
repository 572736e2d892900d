package io.quantumlayer.recipes.engine;

import io.quantumlayer.contracts.project.Requirements.Attribute;
import io.quantumlayer.contracts.project.Requirements.Entity;
import io.quantumlayer.contracts.project.Requirements.Reference;
import io.quantumlayer.prompt.entity.EntityGrammar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the entities that a request states outright in {@code requirements.entities}: a list of objects with name,
 * attributes and belongs_to, or an object with a list of attributes for each name. An attribute is an object or a text
 * such as {@code "price (decimal, min 0)"}.
 */
final class EntityReader {

    private static final String MEMBER = "request.requirements.entities";

    private static final Set<String> MEMBERS =
            Set.of("name", "type", "required", "min", "max", "max_length", "unique", "description");

    private final EntityGrammar grammar;
    private final List<String> unread = new ArrayList<>();

    EntityReader(EntityGrammar grammar) {
        this.grammar = grammar;
    }

    /**
     * What a request states.
     *
     * @param unread what is said about attributes and not understood
     */
    record Stated(List<Entity> entities, List<String> unread) {}

    /** Reads the member; a reader reads once. */
    Stated read(@Nullable Object stated) {
        List<Entity> entities = switch (stated) {
            case null -> List.of();
            case List<?> list -> each(list);
            case Map<?, ?> byName -> {
                List<Entity> named = new ArrayList<>();
                byName.forEach((name, attributes) ->
                        named.add(entity(MEMBER + "." + name, String.valueOf(name), attributes, List.of(), null)));
                yield named;
            }
            default -> throw new EngineException(MEMBER, "must be a list or an object");
        };
        for (Entity entity : entities) {
            for (Reference reference : entity.belongsTo()) {
                if (entities.stream().noneMatch(other -> other.name().equals(reference.entity()))) {
                    throw new EngineException(
                            MEMBER,
                            "%s belongs to %s, which is not among the entities"
                                    .formatted(entity.name(), reference.entity()));
                }
            }
        }
        return new Stated(entities, List.copyOf(unread));
    }

    private List<Entity> each(List<?> list) {
        List<Entity> entities = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String member = MEMBER + "[" + i + "]";
            Object item = list.get(i);
            if (item instanceof String name) {
                entities.add(entity(member, name, List.of(), List.of(), null));
            } else if (item instanceof Map<?, ?> object && object.get("name") instanceof String name) {
                Object attributes = object.get("attributes") == null ? object.get("fields") : object.get("attributes");
                entities.add(entity(member, name, attributes, object.get("belongs_to"), object.get("plural")));
            } else {
                throw new EngineException(member, "needs a name");
            }
        }
        return entities;
    }

    private Entity entity(
            String member,
            String written,
            @Nullable Object attributes,
            @Nullable Object references,
            @Nullable Object plural) {
        String snake = identifier(member + ".name", written);
        String name = grammar.singular(snake);
        List<Attribute> read = new ArrayList<>(attributes(member + ".attributes", attributes));
        if (read.isEmpty()) {
            read.add(grammar.attribute("name", ""));
        }
        return new Entity(
                name,
                plural instanceof String given ? identifier(member + ".plural", given) : grammar.plural(name),
                read,
                references(member + ".belongs_to", references));
    }

    private List<Attribute> attributes(String member, @Nullable Object stated) {
        List<Attribute> attributes = new ArrayList<>();
        switch (stated) {
            case null -> {
                return List.of();
            }
            case Map<?, ?> byName ->
                byName.forEach((name, type) -> attributes.add(
                        attribute(identifier(member, String.valueOf(name)), String.valueOf(type), name + ": " + type)));
            case List<?> list -> list.forEach(item -> attributes.add(attribute(member, item)));
            default -> throw new EngineException(member, "must be a list or an object");
        }
        attributes.removeIf(attribute -> attribute.name().equals("id"));
        return attributes;
    }

    private Attribute attribute(String member, @Nullable Object item) {
        if (item instanceof String text) {
            String[] parts = text.strip().split("[\\s:(]+", 2);
            return attribute(identifier(member, parts[0]), parts.length > 1 ? parts[1] : "", text.strip());
        }
        if (item instanceof Map<?, ?> object && object.get("name") instanceof String name) {
            String type = Objects.toString(object.get("type"), "");
            Attribute typed = attribute(identifier(member, name), type, name + ": " + type);
            boolean number = typed.type().equals("integer") || typed.type().equals("decimal");
            object.forEach((key, value) -> {
                boolean bound = Objects.equals(key, "min") || Objects.equals(key, "max");
                boolean length = Objects.equals(key, "max_length");
                boolean known = MEMBERS.contains(String.valueOf(key));
                if (value != null
                        && (!known
                                || bound && !number
                                || length && !typed.type().equals("string"))) {
                    unread.add(name + "." + key + ": " + value);
                }
            });
            return new Attribute(
                    typed.name(),
                    typed.type(),
                    !Boolean.FALSE.equals(object.get("required")),
                    object.get("min") instanceof Number min ? Double.valueOf(min.doubleValue()) : typed.min(),
                    object.get("max") instanceof Number max ? Double.valueOf(max.doubleValue()) : typed.max(),
                    object.get("max_length") instanceof Number length
                            ? Integer.valueOf(length.intValue())
                            : typed.maxLength(),
                    Boolean.TRUE.equals(object.get("unique")) ? Boolean.TRUE : null);
        }
        throw new EngineException(member, "must hold texts or objects with a name");
    }

    private Attribute attribute(String name, String said, String written) {
        if (grammar.understands(name, said)) {
            return grammar.attribute(name, said);
        }
        unread.add(written);
        return grammar.attribute(name, "string");
    }

    private List<Reference> references(String member, @Nullable Object stated) {
        List<?> list = switch (stated) {
            case null -> List.of();
            case List<?> several -> several;
            default -> List.of(stated);
        };
        List<Reference> references = new ArrayList<>();
        for (Object item : list) {
            if (item instanceof String name) {
                references.add(new Reference(grammar.singular(identifier(member, name)), true));
            } else if (item instanceof Map<?, ?> object && object.get("entity") instanceof String name) {
                references.add(new Reference(
                        grammar.singular(identifier(member, name)), !Boolean.FALSE.equals(object.get("required"))));
            } else {
                throw new EngineException(member, "must hold names of entities");
            }
        }
        return references;
    }

    private static String identifier(String member, String written) {
        String name = Project.hyphenated(written).replace('-', '_');
        if (!name.matches("[a-z][a-z0-9_]*")) {
            throw new EngineException(
                    member, "\"" + written + "\" cannot be a name; use letters, digits and underscores");
        }
        return name;
    }
}
