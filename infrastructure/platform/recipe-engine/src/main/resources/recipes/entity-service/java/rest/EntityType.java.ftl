package [=project.package].rest;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What the service must know of a type of entity.
 *
 * @param plural the name of its collection in paths and in the data file
 * @param reader builds an entity from JSON
 */
public record EntityType<T extends Entity>(
        Class<T> javaType,
        String name,
        String plural,
        Reader<T> reader,
        List<Reference<T>> references,
        List<UniqueField<T>> uniqueFields) {

    /** A type without references and unique fields. */
    public static <T extends Entity> EntityType<T> of(Class<T> javaType, String name, String plural, Reader<T> reader) {
        return new EntityType<>(javaType, name, plural, reader, List.of(), List.of());
    }

    /** Adds a field with the id of another entity; its getter returns null if there is none. */
    public EntityType<T> reference(String field, Class<? extends Entity> target, Function<T, Long> getter) {
        List<Reference<T>> extended = new ArrayList<>(references);
        extended.add(new Reference<>(field, target, getter));
        return new EntityType<>(javaType, name, plural, reader, List.copyOf(extended), uniqueFields);
    }

    /** Adds a field whose value, unless it is null, no two entities share. */
    public EntityType<T> unique(String field, Function<T, ?> getter) {
        List<UniqueField<T>> extended = new ArrayList<>(uniqueFields);
        extended.add(new UniqueField<>(field, getter));
        return new EntityType<>(javaType, name, plural, reader, references, List.copyOf(extended));
    }

    /** Builds an entity, or refuses with {@link Fields#check}. */
    @FunctionalInterface
    public interface Reader<T extends Entity> {
        T read(long id, Fields fields);
    }

    /** A field that holds the id of another entity. */
    public record Reference<T extends Entity>(String field, Class<? extends Entity> target, Function<T, Long> getter) {

        boolean pointsTo(long id, T entity) {
            Long value = getter.apply(entity);
            return value != null && value == id;
        }
    }

    /** A field whose values differ. */
    public record UniqueField<T extends Entity>(String field, Function<T, ?> getter) {

        /** The value in a form in which equal numbers are equal objects. */
        Object key(T entity) {
            Object value = getter.apply(entity);
            return value instanceof BigDecimal decimal ? decimal.stripTrailingZeros() : value;
        }
    }
}
