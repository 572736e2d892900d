package [=project.package].rest;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Keeps entities in memory and every change in a file; may be used by several threads.
 *
 * <p>A change is on disk when its method returns. An id is never given twice, not even after its entity was deleted.
 */
public final class EntityStore implements AutoCloseable {

    private static final int SPARE_LINES = 100;

    private final Map<Class<?>, Table<?>> tables = new LinkedHashMap<>();
    private final Journal journal;

    private EntityStore(Journal journal, List<EntityType<?>> types) {
        this.journal = journal;
        types.forEach(type -> tables.put(type.javaType(), new Table<>(type)));
    }

    /** Opens the file, or creates it; IOException if it is damaged or used by another process. */
    public static EntityStore open(Path file, List<EntityType<?>> types) throws IOException {
        Journal journal = Journal.open(file);
        try {
            EntityStore store = new EntityStore(journal, types);
            journal.replay(store::replay);
            journal.rewrite(store.snapshot());
            return store;
        } catch (IOException | RuntimeException failure) {
            journal.close();
            throw failure;
        }
    }

    @Override
    public synchronized void close() {
        journal.close();
    }

    /** The types of entities, in the order of their definition. */
    List<EntityType<?>> types() {
        return tables.values().stream().<EntityType<?>>map(table -> table.type).toList();
    }

    synchronized boolean isOpen() {
        return journal.isOpen();
    }

    synchronized <T extends Entity> Optional<T> find(EntityType<T> type, long id) {
        return Optional.ofNullable(table(type).rows.get(id));
    }

    /** One page, in the order of ids, of the entities with the requested references. */
    synchronized <T extends Entity> Page page(EntityType<T> type, PageRequest request) {
        Map<String, Long> wanted = request.references();
        List<T> selected = table(type).rows.values().stream()
                .filter(entity -> type.references().stream()
                        .filter(reference -> wanted.containsKey(reference.field()))
                        .allMatch(reference -> reference.pointsTo(wanted.get(reference.field()), entity)))
                .toList();
        List<JsonObject> items = selected.stream()
                .skip(request.offset())
                .limit(request.limit())
                .map(Entity::toJson)
                .toList();
        return new Page(items, selected.size());
    }

    /** Checks the body, gives it the next id and stores it. */
    synchronized <T extends Entity> T insert(EntityType<T> type, JsonObject body) {
        Table<T> table = table(type);
        T entity = type.reader().read(table.lastId + 1, new Fields(body, this::exists));
        checkUnique(table, entity);
        save(line(type, "value", entity.toJson()));
        table.put(entity);
        return entity;
    }

    /** Checks the body and stores it instead of the entity with this id; empty if there is none. */
    synchronized <T extends Entity> Optional<T> replace(EntityType<T> type, long id, JsonObject body) {
        Table<T> table = table(type);
        if (!table.rows.containsKey(id)) {
            return Optional.empty();
        }
        T entity = type.reader().read(id, new Fields(body, this::exists));
        checkUnique(table, entity);
        save(line(type, "value", entity.toJson()));
        table.put(entity);
        return Optional.of(entity);
    }

    /** Deletes the entity unless another one refers to it; false if there is none. */
    synchronized <T extends Entity> boolean delete(EntityType<T> type, long id) {
        Table<T> table = table(type);
        if (!table.rows.containsKey(id)) {
            return false;
        }
        tables.values().forEach(other -> checkUnreferenced(type, id, other));
        save(line(type, "deleted", id));
        table.rows.remove(id);
        return true;
    }

    @SuppressWarnings("unchecked")
    private <T extends Entity> Table<T> table(EntityType<T> type) {
        return (Table<T>) tables.get(type.javaType());
    }

    private boolean exists(Class<? extends Entity> type, long id) {
        return tables.get(type).rows.containsKey(id);
    }

    private static <T extends Entity> void checkUnique(Table<T> table, T entity) {
        List<FieldError> errors = new ArrayList<>();
        for (EntityType.UniqueField<T> field : table.type.uniqueFields()) {
            Object key = field.key(entity);
            if (key != null && table.others(entity.id()).map(field::key).anyMatch(key::equals)) {
                errors.add(new FieldError(field.field(), "is already used by another " + table.type.name()));
            }
        }
        if (!errors.isEmpty()) {
            throw new Problem(409, "The " + table.type.name() + " is not unique.", errors);
        }
    }

    private static <T extends Entity> void checkUnreferenced(EntityType<?> type, long id, Table<T> other) {
        for (EntityType.Reference<T> reference : other.type.references()) {
            if (reference.target() == type.javaType()) {
                Stream<T> candidates = other.type == type ? other.others(id) : other.rows.values().stream();
                long count = candidates.filter(entity -> reference.pointsTo(id, entity)).count();
                if (count > 0) {
                    throw new Problem(409, "%s %d is still the %s of %d in %s."
                            .formatted(type.name(), id, reference.field(), count, other.type.plural()));
                }
            }
        }
    }

    private static JsonObject line(EntityType<?> type, String kind, Object value) {
        return new JsonObject().put("collection", type.plural()).put(kind, value);
    }

    private void save(JsonObject line) {
        int size = tables.values().stream().mapToInt(table -> table.rows.size()).sum();
        if (journal.lineCount() > 2 * size + SPARE_LINES) {
            journal.rewrite(snapshot());
        }
        journal.append(line);
    }

    private List<JsonObject> snapshot() {
        List<JsonObject> lines = new ArrayList<>();
        for (Table<?> table : tables.values()) {
            lines.add(line(table.type, "last_id", table.lastId));
            table.rows.values().forEach(entity -> lines.add(line(table.type, "value", entity.toJson())));
        }
        return lines;
    }

    private void replay(JsonObject line) {
        Table<?> table = tables.values().stream()
                .filter(candidate -> candidate.type.plural().equals(line.get("collection")))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown collection " + line.get("collection")));
        table.replay(line);
    }

    /** Some of the entities of a type, and how many there are in all. */
    record Page(List<JsonObject> items, int total) {}

    private static final class Table<T extends Entity> {

        final EntityType<T> type;
        final NavigableMap<Long, T> rows = new TreeMap<>();
        long lastId;

        Table(EntityType<T> type) {
            this.type = type;
        }

        void put(T entity) {
            rows.put(entity.id(), entity);
            lastId = Math.max(lastId, entity.id());
        }

        Stream<T> others(long id) {
            return rows.values().stream().filter(entity -> entity.id() != id);
        }

        void replay(JsonObject line) {
            if (line.get("value") instanceof JsonObject value
                    && value.members().remove("id") instanceof BigDecimal id) {
                put(type.reader().read(id.longValueExact(), new Fields(value, (target, reference) -> true)));
            } else if (line.get("deleted") instanceof BigDecimal id) {
                rows.remove(id.longValueExact());
            } else if (line.get("last_id") instanceof BigDecimal id) {
                lastId = id.longValueExact();
            } else {
                throw new IllegalArgumentException("neither value, deleted nor last_id");
            }
        }
    }
}
