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
 * responses and of reasoning, and encrypted content.
 */
final class MarkedResponses {

    static final String PREVIOUS = "previous_response_id";

    private static final String ENCRYPTED = "encrypted_content";
    private static final byte[] MARKED_REASONING = ascii("\"rs_ql");
    private static final byte[] QUOTED_ENCRYPTED = ascii('"' + ENCRYPTED + '"');
    /** What an event has that names a response, reasoning, or encrypted content. */
    private static final List<byte[]> TOUCHED = List.of(ascii("\"response\""), ascii("\"rs_"), QUOTED_ENCRYPTED);

    private static final byte[] DATA = ascii("data:");

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
     * @param kept whether the account alone has the conversation
     */
    record Origin(AccountMark account, boolean kept) {}

    /** Whose answers a request goes on with; {@code null} where no mark says so. */
    static @Nullable Origin origin(JsonEdits request) {
        AccountMark previous = AccountMark.in(request.value(PREVIOUS).stringValue(""));
        if (previous != null) {
            return new Origin(previous, true);
        }
        if (!mayBeMarked(request)) {
            return null;
        }
        LastMark last = new LastMark();
        request.walk("input", last);
        return last.found == null ? null : new Origin(last.found, false);
    }

    private static boolean mayBeMarked(JsonEdits request) {
        return request.contains(MARKED_REASONING) || request.contains(QUOTED_ENCRYPTED);
    }

    /** Takes the marks out, and with them the reasoning of other accounts; gives what was left out. */
    Set<String> unmark(JsonEdits request) {
        JsonNode previous = request.value(PREVIOUS);
        if (previous.isString() && AccountMark.in(previous.stringValue()) != null) {
            request.set(PREVIOUS, JsonBytes.quoted(AccountMark.without(previous.stringValue())));
        }
        Set<String> dropped = new LinkedHashSet<>();
        if (mayBeMarked(request)) {
            request.walk("input", new Unmarking(dropped));
        }
        return dropped;
    }

    /** A whole answer with marks. */
    byte[] answer(byte[] body) {
        JsonEdits edits = JsonEdits.of(body);
        for (String name : List.of("id", PREVIOUS)) {
            JsonNode id = edits.value(name);
            if (id.isString()) {
                edits.set(name, JsonBytes.quoted(own.id(id.stringValue())));
            }
        }
        Marking items = new Marking(false);
        edits.walk("output", items);
        edits.walk("data", items);
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

    private static final class LastMark implements JsonWalk.Visitor {

        private @Nullable AccountMark found;

        @Override
        public @Nullable String text(String path, String text) {
            if (path.equals("[].id") || path.equals("[]." + ENCRYPTED)) {
                AccountMark mark = AccountMark.in(text);
                found = mark == null ? found : mark;
            }
            return null;
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
            AccountMark mark = path.equals("[].id") || path.equals("[]." + ENCRYPTED) ? AccountMark.in(text) : null;
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
                return own.id(text);
            }
            boolean id = path.isEmpty() || path.equals(".id") || path.equals("[].id") || path.equals(".output[].id");
            return id && AccountMark.isReasoning(text) ? own.id(text) : null;
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
            if (!whole
                    || to - from < DATA.length
                    || !Arrays.equals(bytes, from, data, DATA, 0, DATA.length)
                    || TOUCHED.stream().noneMatch(part -> JsonBytes.contains(bytes, data, to, part))) {
                out.write(bytes, from, to - from);
                return;
            }
            int end = to - 1;
            out.write(bytes, from, DATA.length);
            out.writeBytes(event(Arrays.copyOfRange(bytes, data, end)));
            out.write(bytes, end, 1);
        }
    }
}
