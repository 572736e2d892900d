package io.quantumlayer.protocols.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;

/**
 * Changes of single members of a JSON object, in place: whatever is not changed stays byte for byte, and a large text is
 * written once.
 */
public final class JsonEdits {

    private static final byte[] ALONE = "{\"\":".getBytes(StandardCharsets.US_ASCII);

    private final JsonOutline outline;
    private final Map<String, byte[]> values = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final Set<String> removed = new LinkedHashSet<>();
    private final Map<String, byte[]> added = new LinkedHashMap<>();
    private final List<Edit> within = new ArrayList<>();

    private JsonEdits(JsonOutline outline) {
        this.outline = outline;
    }

    private record Edit(int from, int to, byte[] text) {}

    /** Changes of a text that has been read already. */
    public static JsonEdits of(JsonOutline outline) {
        return new JsonEdits(outline);
    }

    /** Changes of an object's text. */
    public static JsonEdits of(byte[] bytes) {
        return new JsonEdits(JsonOutline.of(bytes));
    }

    /** Names of its members as they are now, in their order. */
    public Set<String> members() {
        Set<String> all = new LinkedHashSet<>();
        for (JsonOutline.Entry entry : outline.entries()) {
            if (!removed.contains(entry.name())) {
                all.add(names.getOrDefault(entry.name(), entry.name()));
            }
        }
        all.addAll(added.keySet());
        return all;
    }

    /** Whether it has the member, with any value but {@code null}. */
    public boolean has(String name) {
        return !value(name).isNull();
    }

    /** Whether it has the member, be it {@code null}. */
    public boolean mentions(String name) {
        return added.containsKey(name) || entry(name) != null;
    }

    /** The member that has the name by now, where it stands in the text. */
    private JsonOutline.@Nullable Entry entry(String name) {
        String origin = origin(name);
        return origin == null || removed.contains(origin) ? null : outline.entry(origin);
    }

    /** The name that a member had before; {@code null} for a name that was given up. */
    private @Nullable String origin(String name) {
        for (Map.Entry<String, String> each : names.entrySet()) {
            if (each.getValue().equals(name)) {
                return each.getKey();
            }
        }
        return names.containsKey(name) ? null : name;
    }

    /** The member's value as it is now; {@code null} where there is none. Not for large ones. */
    public JsonNode value(String name) {
        JsonOutline.Entry entry = entry(name);
        byte[] changed = changed(name);
        if (changed != null) {
            return JsonTrees.read(changed);
        }
        if (entry == null) {
            return NullNode.getInstance();
        }
        int from = outline.original(entry.from());
        return JsonTrees.read(outline.bytes(), from, outline.original(entry.to()) - from);
    }

    /** Takes the member out. */
    public void remove(String name) {
        added.remove(name);
        String origin = origin(name);
        if (origin != null) {
            values.remove(origin);
            removed.add(origin);
        }
    }

    /** Gives the member another name, and leaves its value. */
    public void rename(String name, String other) {
        byte[] changed = added.remove(name);
        if (changed != null) {
            added.put(other, changed);
        } else {
            names.put(name, other);
        }
    }

    /** Gives the member a value, whether it is there or not. */
    public void set(String name, JsonNode value) {
        set(name, JsonTrees.bytes(value));
    }

    /** Gives the member a value in JSON, whether it is there or not. */
    public void set(String name, byte[] value) {
        JsonOutline.Entry entry = entry(name);
        if (entry != null) {
            forget(entry.from(), entry.to());
            values.put(entry.name(), value);
        } else {
            added.put(name, value);
        }
    }

    /** Whether the text has these bytes, two at least, anywhere. */
    public boolean contains(byte[] quoted) {
        return JsonBytes.contains(
                outline.condensed().bytes(), 0, outline.condensed().length(), quoted);
    }

    /** Looks at every text and name within a member's value, so that single ones can be changed. */
    public void walk(String name, JsonWalk.Visitor visitor) {
        JsonOutline.Entry entry = entry(name);
        byte[] changed = changed(name);
        if (changed != null) {
            set(name, walked(changed, visitor));
        } else if (entry != null) {
            try (JsonParser parser =
                    JsonBytes.parser(outline.condensed().bytes(), entry.from(), entry.to() - entry.from())) {
                JsonWalk.walk(parser, new JsonWalk.Place(this, entry.from()), visitor);
            }
        }
    }

    /** A value that has no place in the text, as the only member of a text of its own. */
    private static byte[] walked(byte[] value, JsonWalk.Visitor visitor) {
        byte[] text = new byte[ALONE.length + value.length + 1];
        System.arraycopy(ALONE, 0, text, 0, ALONE.length);
        System.arraycopy(value, 0, text, ALONE.length, value.length);
        text[text.length - 1] = '}';
        JsonEdits alone = of(text);
        alone.walk("", visitor);
        byte[] after = alone.bytes();
        return Arrays.copyOfRange(after, ALONE.length, after.length - 1);
    }

    /** A value that is not the one of the text; {@code null} where it is. */
    private byte @Nullable [] changed(String name) {
        JsonOutline.Entry entry = entry(name);
        return added.containsKey(name) ? added.get(name) : entry == null ? null : values.get(entry.name());
    }

    /** Replaces bytes by their indexes in the whole text, within a member that is not changed otherwise. */
    public void splice(int from, int to, byte[] text) {
        within.add(new Edit(from, to, text));
    }

    /** Replaces bytes of the condensed text; used by a walk. */
    void replace(int from, int to, byte[] text) {
        splice(outline.original(from), outline.original(to), text);
    }

    /** A text between two indexes of the condensed text, of which the parser has read what is left there; used by a walk. */
    String whole(String read, int from, int to) {
        int first = outline.original(from);
        int length = outline.original(to) - first;
        return length == to - from
                ? read
                : JsonTrees.read(outline.bytes(), first, length).stringValue(read);
    }

    /** Takes changes back within a part of the condensed text that goes as a whole; used by a walk. */
    void forget(int from, int to) {
        int first = outline.original(from);
        int last = outline.original(to);
        within.removeIf(edit -> edit.from() >= first && edit.to() <= last);
    }

    /** Puts an element before all others of an array that is not empty. */
    public void prepend(String name, JsonNode element) {
        if (changed(name) != null) {
            if (value(name) instanceof ArrayNode array) {
                set(name, array.insert(0, element));
            }
            return;
        }
        JsonOutline.Entry entry = outline.entry(name);
        if (entry != null) {
            byte[] json = JsonTrees.bytes(element);
            byte[] text = Arrays.copyOf(json, json.length + 1);
            text[json.length] = ',';
            replace(entry.from() + 1, entry.from() + 1, text);
        }
    }

    /** Whether anything is to be changed. */
    public boolean isEmpty() {
        return values.isEmpty() && names.isEmpty() && removed.isEmpty() && added.isEmpty() && within.isEmpty();
    }

    /** The text with all changes; the same array where there are none. */
    public byte[] bytes() {
        List<Edit> edits = edits();
        byte[] bytes = outline.bytes();
        if (edits.isEmpty()) {
            return bytes;
        }
        edits.sort(Comparator.comparingInt(Edit::from));
        int length = bytes.length;
        for (Edit edit : edits) {
            length += edit.text().length - (edit.to() - edit.from());
        }
        byte[] out = new byte[length];
        int last = 0;
        int at = 0;
        for (Edit edit : edits) {
            System.arraycopy(bytes, last, out, at, edit.from() - last);
            at += edit.from() - last;
            System.arraycopy(edit.text(), 0, out, at, edit.text().length);
            at += edit.text().length;
            last = edit.to();
        }
        System.arraycopy(bytes, last, out, at, bytes.length - last);
        return out;
    }

    private List<Edit> edits() {
        List<Edit> edits = new ArrayList<>(within);
        List<JsonOutline.Entry> entries = outline.entries();
        int kept = 0;
        for (int i = 0; i < entries.size(); i++) {
            JsonOutline.Entry entry = entries.get(i);
            if (removed.contains(entry.name())) {
                int last = i;
                while (last + 1 < entries.size()
                        && removed.contains(entries.get(last + 1).name())) {
                    last++;
                }
                edits.add(removal(i, last, kept));
                i = last;
                continue;
            }
            kept++;
            String other = names.get(entry.name());
            if (other != null) {
                int from = outline.original(entry.nameFrom());
                edits.add(new Edit(from, from + JsonBytes.quoted(entry.name()).length, JsonBytes.quoted(other)));
            }
            byte[] value = values.get(entry.name());
            if (value != null) {
                edits.add(new Edit(outline.original(entry.from()), outline.original(entry.to()), value));
            }
        }
        Edit more = additions(kept > 0);
        if (more != null) {
            edits.add(more);
        }
        return edits;
    }

    /** The members with the comma that they leave behind. */
    private Edit removal(int first, int last, int keptBefore) {
        List<JsonOutline.Entry> entries = outline.entries();
        int from = outline.original(entries.get(first).nameFrom());
        if (last + 1 < entries.size()) {
            return new Edit(from, outline.original(entries.get(last + 1).nameFrom()), new byte[0]);
        }
        return new Edit(
                keptBefore > 0 ? outline.original(entries.get(first - 1).to()) : from,
                outline.original(entries.get(last).to()),
                new byte[0]);
    }

    private @Nullable Edit additions(boolean comma) {
        if (added.isEmpty()) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        added.forEach((name, value) -> text.append(text.isEmpty() && !comma ? "" : ",")
                .append(new String(JsonBytes.quoted(name), StandardCharsets.UTF_8))
                .append(':')
                .append(new String(value, StandardCharsets.UTF_8)));
        int end = outline.original(outline.end());
        return new Edit(end, end, text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
