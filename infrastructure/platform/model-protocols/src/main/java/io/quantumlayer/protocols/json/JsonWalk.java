package io.quantumlayer.protocols.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Looks at the texts of a JSON value one after the other, with their places. */
public final class JsonWalk {

    private JsonWalk() {}

    /** Takes what a walk finds. */
    public interface Visitor {

        /**
         * Takes a text.
         *
         * @param path names from the value on, with {@code []} for an element, such as {@code [].tool_calls[].id}
         * @return the text to have in its place; {@code null} to leave it
         */
        @Nullable
        String text(String path, String text);

        /** Whether a text has to be seen whole; else the middle of a long one may be left out. */
        default boolean seesWhole(String path) {
            return false;
        }

        /** Members to add to an object that ends, such as {@code "a":1}; {@code null} for none. */
        default @Nullable String appends(String path) {
            return null;
        }

        /** A text to put behind one that stays; {@code null} for none. The text may be one whose middle is not seen. */
        default @Nullable String suffix(String path) {
            return null;
        }

        /** Tells that another element of an array begins. */
        default void element(String path) {}

        /** Whether to take an element of an array out that was looked at last, with what was changed in it. */
        default boolean dropsElement(String path) {
            return false;
        }

        /** Whether to take a member out, value and all. */
        default boolean removes(String path) {
            return false;
        }
    }

    record Place(JsonEdits edits, int offset) {}

    /** A member of an object or an element of an array under way: where it begins, and whether it goes. */
    private record Seen(int nameFrom, int to, boolean goes) {}

    static void walk(JsonParser parser, Place place, Visitor visitor) {
        value(parser, parser.nextToken(), "", place, visitor);
    }

    private static void value(JsonParser parser, JsonToken token, String path, Place place, Visitor visitor) {
        switch (token) {
            case START_OBJECT -> object(parser, path, place, visitor);
            case START_ARRAY -> {
                array(parser, path + "[]", place, visitor);
            }
            case VALUE_STRING -> {
                int from = JsonBytes.start(parser);
                String read = parser.getString();
                parser.finishToken();
                String text = visitor.seesWhole(path)
                        ? place.edits().whole(read, place.offset() + from, place.offset() + JsonBytes.end(parser))
                        : read;
                String other = visitor.text(path, text);
                String suffix = other == null ? visitor.suffix(path) : null;
                if (suffix != null) {
                    int end = place.offset() + JsonBytes.end(parser) - 1;
                    byte[] quoted = JsonBytes.quoted(suffix);
                    place.edits().replace(end, end, Arrays.copyOfRange(quoted, 1, quoted.length - 1));
                } else if (other != null && !other.equals(text)) {
                    place.edits()
                            .replace(
                                    place.offset() + from,
                                    place.offset() + JsonBytes.end(parser),
                                    JsonBytes.quoted(other));
                }
            }
            default -> parser.finishToken();
        }
    }

    private static void array(JsonParser parser, String path, Place place, Visitor visitor) {
        boolean goes = false;
        List<Seen> all = new ArrayList<>();
        for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
            int from = JsonBytes.start(parser);
            visitor.element(path);
            value(parser, next, path, place, visitor);
            Seen seen = new Seen(from, JsonBytes.end(parser), visitor.dropsElement(path));
            goes |= seen.goes();
            all.add(seen);
        }
        if (goes) {
            remove(all, place);
        }
    }

    private static void object(JsonParser parser, String path, Place place, Visitor visitor) {
        List<Seen> members = null;
        List<Seen> all = new ArrayList<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            int nameFrom = JsonBytes.start(parser);
            String member = path + "." + parser.currentName();
            JsonToken token = parser.nextToken();
            boolean goes = visitor.removes(member);
            if (goes) {
                members = all;
                parser.skipChildren();
                parser.finishToken();
            } else {
                value(parser, token, member, place, visitor);
            }
            all.add(new Seen(nameFrom, JsonBytes.end(parser), goes));
        }
        if (members != null) {
            remove(members, place);
        }
        String more = visitor.appends(path);
        if (more != null) {
            int end = place.offset() + JsonBytes.start(parser);
            String text = all.isEmpty() ? more : "," + more;
            place.edits().replace(end, end, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void remove(List<Seen> members, Place place) {
        for (int i = 0; i < members.size(); i++) {
            if (!members.get(i).goes()) {
                continue;
            }
            int last = i;
            while (last + 1 < members.size() && members.get(last + 1).goes()) {
                last++;
            }
            boolean tail = last + 1 == members.size();
            int from = tail && i > 0 ? members.get(i - 1).to() : members.get(i).nameFrom();
            int to = tail ? members.get(last).to() : members.get(last + 1).nameFrom();
            place.edits().forget(place.offset() + from, place.offset() + to);
            place.edits().replace(place.offset() + from, place.offset() + to, new byte[0]);
            i = last;
        }
    }
}
