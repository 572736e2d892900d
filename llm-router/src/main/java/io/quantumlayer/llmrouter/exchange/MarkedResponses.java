package io.quantumlayer.llmrouter.exchange;

import io.quantumlayer.llmrouter.provider.Account;
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
import java.util.function.UnaryOperator;
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
    private final UnaryOperator<String> seals;
    private @Nullable String streamed;

    /** @param seals the seal of a response with the provider's id, as {@link ResponseOwner#seal} gives it */
    MarkedResponses(AccountMark own, UnaryOperator<String> seals) {
        this.own = own;
        this.seals = seals;
    }

    /** Marks of an account, for an owner of what it answers. @param name the account's, with its provider's */
    static MarkedResponses of(String name, @Nullable Account account, ResponseOwner owner) {
        return new MarkedResponses(
                AccountMark.of(name), account == null ? id -> "" : id -> owner.seal(account::seal, id));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Whose answers a request goes on with.
     *
     * @param account {@code null} where the id of the response has no mark
     * @param response id of the response that the account alone has, as the client names it; {@code null} for none
     */
    record Origin(@Nullable AccountMark account, @Nullable String response) {}

    /** Whose answers a request goes on with; {@code null} where it begins anew. */
    static @Nullable Origin origin(JsonEdits request) {
        String previous = request.value(PREVIOUS).stringValue("");
        if (!previous.isEmpty()) {
            return new Origin(AccountMark.in(previous), previous);
        }
        if (!mayBeMarked(request)) {
            return null;
        }
        LastMark last = new LastMark();
        request.walk("input", last);
        return last.found == null ? null : new Origin(last.found, null);
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
                edits.set(name, JsonBytes.quoted(response(id.stringValue())));
            }
        }
        Marking items = new Marking(false);
        edits.walk("output", items);
        edits.walk("data", items);
        return edits.bytes();
    }

    private String response(String id) {
        return own.response(id, seals.apply(id));
    }

    /** The client's id of the response that a stream has told of; {@code null} as long as it has told of none. */
    @Nullable
    String streamed() {
        return streamed;
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
            if (response && path.equals(".id")) {
                streamed = response(text);
                return streamed;
            }
            if (response && path.equals("." + PREVIOUS)) {
                return response(text);
            }
            boolean id = path.isEmpty() || path.equals(".id") || path.equals("[].id") || path.equals(".output[].id");
            return id && AccountMark.isReasoning(text) ? own.reasoning(text) : null;
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
