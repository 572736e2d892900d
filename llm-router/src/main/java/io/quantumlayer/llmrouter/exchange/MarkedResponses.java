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

    private static final byte[] ID = ascii("\"id\"");
    private static final byte[] ITEM_ID = ascii("\"item_id\"");
    private static final byte[] DATA = ascii("data:");

    /** Items that mean nothing but to the account that made them. */
    private static final String REFERENCE = "item_reference";

    private static final String COMPACTION = "compaction";

    private static final String CONVERSATION = "conversation";

    private final AccountMark own;
    private final UnaryOperator<String> seals;
    private @Nullable String streamed;
    private String lastItem = "";
    private String lastMarked = "";

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
     * @param account {@code null} where what it goes on with has no mark
     * @param kept id of what the account alone has, as the client names it; {@code null} where no id names it
     * @param keptBy the member that names what the account alone has; {@code null} where others can go on as well
     */
    record Origin(
            @Nullable AccountMark account,
            @Nullable String kept,
            @Nullable String keptBy) {}

    /** Whose answers a request goes on with; {@code null} where it begins anew. */
    static @Nullable Origin origin(JsonEdits request) {
        String previous = request.value(PREVIOUS).stringValue("");
        if (!previous.isEmpty()) {
            return new Origin(AccountMark.in(previous), previous, PREVIOUS);
        }
        JsonNode conversation = request.value(CONVERSATION);
        String kept = conversation.stringValue(conversation.path("id").stringValue(""));
        AccountMark mark = AccountMark.in(kept);
        // One without a mark was not made here, and any account may have it.
        if (mark != null) {
            return new Origin(mark, kept, CONVERSATION);
        }
        if (!request.contains(ID) && !request.contains(QUOTED_ENCRYPTED)) {
            return null;
        }
        LastMark last = new LastMark();
        request.walk(INPUT, last);
        if (last.kept) {
            return new Origin(last.keeper, last.keptId, INPUT);
        }
        return last.found == null ? null : new Origin(last.found, null, null);
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
        request.walk(
                CONVERSATION,
                (path, text) -> (path.isEmpty() || path.equals(".id")) && AccountMark.in(text) != null
                        ? AccountMark.without(text)
                        : null);
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
                edits.set(name, JsonBytes.quoted(response(id.stringValue())));
            }
        }
        Marking items = new Marking(false);
        for (String name : List.of("output", "data", "first_id", "last_id", CONVERSATION)) {
            edits.walk(name, items);
        }
        return edits.bytes();
    }

    private String response(String id) {
        return own.response(id, seals.apply(id));
    }

    /** Pieces of one item come one after the other, and a seal takes its time. */
    private String item(String id) {
        if (!id.equals(lastItem)) {
            lastItem = id;
            lastMarked = own.item(id, seals.apply(id));
        }
        return lastMarked;
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

    /** Whether a place in the input has what an account's answers have marked. */
    private static boolean isMarked(String path) {
        return path.equals("[].id") || path.equals("[]." + ENCRYPTED) || path.equals("[].approval_request_id");
    }

    private static final class LastMark implements JsonWalk.Visitor {

        private @Nullable AccountMark found;
        private @Nullable AccountMark keeper;
        private @Nullable String keptId;
        private boolean kept;
        private @Nullable AccountMark mark;
        private @Nullable String id;
        private String type = "";
        private boolean bare;

        @Override
        public void element(String path) {
            if (path.equals("[]")) {
                mark = null;
                id = null;
                type = "";
                bare = true;
            }
        }

        @Override
        public @Nullable String text(String path, String text) {
            if (isMarked(path)) {
                mark = mark == null ? AccountMark.in(text) : mark;
                id = path.equals("[].id") ? text : id;
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
            boolean reference = type.equals(REFERENCE) || type.isEmpty() && bare && id != null;
            if (path.equals("[]") && (reference || mark != null && type.equals(COMPACTION))) {
                kept = true;
                keeper = mark;
                // Who has a compacted conversation was given it; a reference is but a name.
                keptId = reference ? id : null;
            }
            if (path.equals("[]") && mark != null) {
                found = mark;
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
            if (response && path.equals(".id")) {
                streamed = response(text);
                return streamed;
            }
            if (response && path.equals("." + PREVIOUS)) {
                return response(text);
            }
            boolean id = path.isEmpty()
                    || path.equals(".id")
                    || path.equals("[].id")
                    || path.equals(".output[].id")
                    || path.equals(".conversation.id");
            return id && !text.isEmpty() ? item(text) : null;
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
            out.writeBytes(item(id).getBytes(StandardCharsets.UTF_8));
            out.write(bytes, end, to - end);
        }
    }
}
