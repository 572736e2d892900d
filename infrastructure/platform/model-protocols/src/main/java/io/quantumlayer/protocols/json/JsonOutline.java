package io.quantumlayer.protocols.json;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Where the members of a JSON object stand in its text. Positions are those of bytes; long strings are passed over, so
 * that a large prompt is not read byte by byte.
 */
public final class JsonOutline {

    private final byte[] bytes;
    private final Condensed condensed;
    private final List<Entry> entries = new ArrayList<>();
    private int end;

    /** An outline that whoever reads the text fills in. */
    public JsonOutline(byte[] bytes) {
        this.bytes = bytes;
        this.condensed = Condensed.of(bytes);
    }

    /**
     * A member.
     *
     * @param nameFrom index of its name's first quote
     * @param from index of its value
     * @param to index after its value
     */
    record Entry(String name, int nameFrom, int from, int to) {}

    /**
     * Reads the outline of an object.
     *
     * @throws tools.jackson.core.JacksonException if the text is not JSON
     * @throws IllegalArgumentException if it is no object
     */
    public static JsonOutline of(byte[] bytes) {
        JsonOutline outline = new JsonOutline(bytes);
        try (JsonParser parser = outline.parser()) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("The text is no JSON object");
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                int nameFrom = JsonBytes.start(parser);
                String name = parser.currentName();
                parser.nextToken();
                outline.skip(parser, name, nameFrom);
            }
            outline.end(parser);
        }
        return outline;
    }

    /** A parser of the condensed text; its places are those that {@link #original} takes. */
    public JsonParser parser() {
        return JsonBytes.parser(condensed.bytes(), 0, condensed.length());
    }

    /** The text without the middle of its long strings. */
    public Condensed condensed() {
        return condensed;
    }

    /** Index in the whole text. */
    public int original(int index) {
        return condensed.original(index);
    }

    private void skip(JsonParser parser, String name, int nameFrom) {
        skipped(parser, name, nameFrom, JsonBytes.start(parser));
    }

    /** Notes a member and passes over what the parser has not read of its value yet. */
    public void skipped(JsonParser parser, String name, int nameFrom, int from) {
        parser.skipChildren();
        // Without it a parser may not have read a scalar to its end.
        parser.finishToken();
        entries.add(new Entry(name, nameFrom, from, JsonBytes.end(parser)));
    }

    /** Names of members that say something: of all that are not {@code null} and not {@code false}. */
    public Set<String> telling() {
        Set<String> names = new LinkedHashSet<>();
        for (Entry entry : entries) {
            byte first = condensed.bytes()[entry.from()];
            if (first != 'n' && first != 'f') {
                names.add(entry.name());
            }
        }
        return names;
    }

    /** Notes the end of the object, which the parser stands on. */
    public void end(JsonParser parser) {
        end = JsonBytes.start(parser);
    }

    byte[] bytes() {
        return bytes;
    }

    List<Entry> entries() {
        return entries;
    }

    int end() {
        return end;
    }

    /** The last member of that name, which is the one that counts. */
    @Nullable
    Entry entry(String name) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (entries.get(i).name().equals(name)) {
                return entries.get(i);
            }
        }
        return null;
    }
}
