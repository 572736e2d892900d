package io.quantumlayer.llmrouter.exchange;

import io.quantumlayer.protocols.LineFilter;
import io.quantumlayer.protocols.StreamFilter;
import io.quantumlayer.protocols.json.JsonBytes;
import io.quantumlayer.protocols.json.JsonEdits;
import io.quantumlayer.protocols.json.JsonWalk;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Puts an account's mark into what it answers in the Responses API, and takes marks out of what it is sent: ids of
 * responses and of their items, and encrypted content.
 */
final class MarkedResponses {

    static final String PREVIOUS = "previous_response_id";

    private static final String ENCRYPTED = "encrypted_content";
    private static final String INPUT = "input";
    private static final byte[] MARKED = ascii("_ql");
    private static final byte[] QUOTED_ENCRYPTED = ascii('"' + ENCRYPTED + '"');
    /** What an event has that names more than the item that it is about. */
    private static final List<byte[]> TOUCHED = List.of(ascii("\"response\""), ascii("\"item\""), QUOTED_ENCRYPTED);

    private static final byte[] ITEM_ID = ascii("\"item_id\"");
    private static final byte[] DATA = ascii("data:");

    /** Items that mean nothing but to the account that made them. */
    private static final Set<String> KEPT = Set.of("item_reference", "compaction");

    private final AccountMark own;

    MarkedResponses(AccountMark own) {
        this.own = own;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Whose answers a request goes on with.
     *
     * @param keptBy the member that names what the account alone has; {@code null} where others can go on as well
     */
    record Origin(AccountMark account, @Nullable String keptBy) {}

    /** Whose answers a request goes on with; {@code null} where no mark says so. */
    static @Nullable Origin origin(JsonEdits request) {
        AccountMark previous = AccountMark.in(request.value(PREVIOUS).stringValue(""));
        if (previous != null) {
            return new Origin(previous, PREVIOUS);
        }
        if (!mayBeMarked(request)) {
            return null;
        }
        LastMark last = new LastMark();
        request.walk(INPUT, last);
        if (last.kept != null) {
            return new Origin(last.kept, INPUT);
        }
        return last.found == null ? null : new Origin(last.found, null);
    }

    private static boolean mayBeMarked(JsonEdits request) {
        return request.contains(MARKED) || request.contains(QUOTED_ENCRYPTED);
    }

    /** Takes the marks out, and with them the reasoning of other accounts; gives what was left out. */
    Set<String> unmark(JsonEdits request) {
        JsonNode previous = request.value(PREVIOUS);
        if (previous.isString() && AccountMark.in(previous.stringValue()) != null) {
            request.set(PREVIOUS, JsonBytes.quoted(AccountMark.without(previous.stringValue())));
        }
        Set<String> dropped = new LinkedHashSet<>();
        if (mayBeMarked(request)) {
            request.walk(INPUT, new Unmarking(dropped));
        }
        return dropped;
    }

    /** A whole answer with marks. */
    byte[] answer(byte[] body) {
        JsonEdits edits = JsonEdits.of(body);
        for (String name : List.of("id", PREVIOUS)) {
            JsonNode id = edits.value(name);
            if (id.isString()) {
                edits.set(name, JsonBytes.quoted(own.response(id.stringValue())));
            }
        }
        Marking items = new Marking(false);
        for (String name : List.of("output", "data", "first_id", "last_id")) {
            edits.walk(name, items);
        }
        return edits.bytes();
    }

    /** What a stream goes through to have marks. */
    StreamFilter stream() {
        return new Stream();
    }

    private byte[] event(byte[] data) {
        try {
            JsonEdits edits = JsonEdits.of(data);
            edits.walk("response", new Marking(true));
            edits.walk("item", new Marking(false));
            edits.walk("item_id", new Marking(false));
            return edits.bytes();
        } catch (JacksonException | IllegalArgumentException noEvent) {
            return data;
        }
    }

    /** Whether a place in the input has what an account's answers have marked. */
    private static boolean isMarked(String path) {
        return path.equals("[].id") || path.equals("[]." + ENCRYPTED) || path.equals("[].approval_request_id");
    }

    private static final class LastMark implements JsonWalk.Visitor {

        private @Nullable AccountMark found;
        private @Nullable AccountMark kept;
        private @Nullable AccountMark mark;
        private String type = "";
        private boolean bare;

        @Override
        public void element(String path) {
            if (path.equals("[]")) {
                mark = null;
                type = "";
                bare = true;
            }
        }

        @Override
        public @Nullable String text(String path, String text) {
            if (isMarked(path)) {
                mark = mark == null ? AccountMark.in(text) : mark;
            } else if (path.equals("[].type")) {
                type = text;
            } else {
                bare = false;
            }
            return null;
        }

        /** Nothing goes: this is where an item ends. One of an id alone is a reference, too. */
        @Override
        public boolean dropsElement(String path) {
            if (path.equals("[]") && mark != null) {
                found = mark;
                kept = KEPT.contains(type) || type.isEmpty() && bare ? mark : kept;
            }
            return false;
        }
    }

    private final class Unmarking implements JsonWalk.Visitor {

        private final Set<String> dropped;
        private boolean reasoning;
        private boolean foreign;

        Unmarking(Set<String> dropped) {
            this.dropped = dropped;
        }

        @Override
        public void element(String path) {
            if (path.equals("[]")) {
                reasoning = false;
                foreign = false;
            }
        }

        @Override
        public boolean seesWhole(String path) {
            return path.equals("[]." + ENCRYPTED);
        }

        @Override
        public @Nullable String text(String path, String text) {
            if (path.equals("[].type")) {
                reasoning = text.equals("reasoning");
                return null;
            }
            AccountMark mark = isMarked(path) ? AccountMark.in(text) : null;
            foreign |= mark != null && !mark.equals(own);
            return mark == null ? null : AccountMark.without(text);
        }

        @Override
        public boolean dropsElement(String path) {
            if (!path.equals("[]") || !reasoning || !foreign) {
                return false;
            }
            dropped.add("input[]." + ENCRYPTED);
            return true;
        }
    }

    private final class Marking implements JsonWalk.Visitor {

        private final boolean response;

        /** @param response whether it is a response, and not an item or items */
        Marking(boolean response) {
            this.response = response;
        }

        @Override
        public boolean seesWhole(String path) {
            return isEncrypted(path);
        }

        @Override
        public @Nullable String text(String path, String text) {
            if (isEncrypted(path)) {
                return own.content(text);
            }
            if (response && (path.equals(".id") || path.equals("." + PREVIOUS))) {
                return own.response(text);
            }
            boolean id = path.isEmpty() || path.equals(".id") || path.equals("[].id") || path.equals(".output[].id");
            return id && !text.isEmpty() ? own.item(text) : null;
        }

        private static boolean isEncrypted(String path) {
            return path.equals("." + ENCRYPTED)
                    || path.equals("[]." + ENCRYPTED)
                    || path.equals(".output[]." + ENCRYPTED);
        }
    }

    private final class Stream extends LineFilter {

        @Override
        protected void line(byte[] bytes, int from, int to, boolean whole, ByteArrayOutputStream out) {
            int data = from + DATA.length;
            if (!whole || to - from < DATA.length || !Arrays.equals(bytes, from, data, DATA, 0, DATA.length)) {
                out.write(bytes, from, to - from);
                return;
            }
            if (TOUCHED.stream().noneMatch(part -> JsonBytes.contains(bytes, data, to, part))) {
                itemOf(bytes, from, to, out);
                return;
            }
            int end = to - 1;
            out.write(bytes, from, DATA.length);
            out.writeBytes(event(Arrays.copyOfRange(bytes, data, end)));
            out.write(bytes, end, 1);
        }

        /** Most events are pieces of an item, and are not read. */
        private void itemOf(byte[] bytes, int from, int to, ByteArrayOutputStream out) {
            int at = JsonBytes.indexOf(bytes, from, to, ITEM_ID);
            int begin = at < 0 ? to : at + ITEM_ID.length;
            while (begin < to && (bytes[begin] == ' ' || bytes[begin] == ':')) {
                begin++;
            }
            int end = begin + 1;
            while (end < to && bytes[end] != '"') {
                end++;
            }
            if (at < 0 || end >= to || bytes[begin] != '"' || end == begin + 1) {
                out.write(bytes, from, to - from);
                return;
            }
            String id = new String(bytes, begin + 1, end - begin - 1, StandardCharsets.UTF_8);
            out.write(bytes, from, begin + 1 - from);
            out.writeBytes(own.item(id).getBytes(StandardCharsets.UTF_8));
            out.write(bytes, end, to - end);
        }
    }
}
