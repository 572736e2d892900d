package io.quantumlayer.protocols.watch;

import io.quantumlayer.protocols.CallPieces;
import io.quantumlayer.protocols.Json;
import io.quantumlayer.protocols.LineFilter;
import io.quantumlayer.protocols.json.JsonBytes;
import io.quantumlayer.protocols.json.JsonEdits;
import io.quantumlayer.protocols.json.JsonOutline;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gives every call of an OpenAI chat stream an index of its own and an id, where a server gives several the same or none:
 * clients put the pieces of a call together by its index, and name the call by its id. Every other byte stays.
 */
public final class CallIndexFilter extends LineFilter {

    private static final byte[] CALLS = Line.ascii("\"tool_calls\"");

    private final Map<Long, Calls> choices = new HashMap<>();

    /** The calls of one choice. */
    private static final class Calls {

        private final CallPieces pieces = new CallPieces();
        private final Map<Long, Long> indexes = new HashMap<>();
        private final Set<Long> used = new HashSet<>();

        /** The index of a call that begins: the provider's, if no other call has it. */
        long next(long given) {
            long index = given;
            while (!used.add(index)) {
                index++;
            }
            indexes.put(given, index);
            return index;
        }
    }

    /** A piece of a call, with the places of what may have to be changed. */
    private static final class Piece {

        private final int begin;
        private boolean empty = true;
        private @Nullable Span index;
        private @Nullable Span idPlace;
        private long given;
        private String id = "";
        private String name = "";
        private String arguments = "";

        Piece(int begin) {
            this.begin = begin;
        }
    }

    private record Span(int from, int to) {}

    /** A whole answer, in which every call has an id. */
    public static byte[] ofAnswer(byte[] body) {
        if (!JsonBytes.contains(body, 0, body.length, CALLS)) {
            return body;
        }
        JsonNode answer;
        try {
            answer = Json.read(body);
        } catch (JacksonException malformed) {
            // Whoever reads the answer says so.
            return body;
        }
        boolean changed = false;
        for (JsonNode choice : answer.path("choices")) {
            for (JsonNode call : choice.path("message").path("tool_calls")) {
                if (call instanceof ObjectNode object && Json.text(call, "id").isEmpty()) {
                    object.put("id", id());
                    changed = true;
                }
            }
        }
        return changed ? Json.bytes(answer) : body;
    }

    @Override
    protected void line(byte[] bytes, int from, int to, boolean whole, ByteArrayOutputStream out) {
        Line data = whole ? new Line(bytes, from, to).data() : null;
        if (data == null || !JsonBytes.contains(bytes, data.from(), data.to(), CALLS)) {
            out.write(bytes, from, to - from);
            return;
        }
        byte[] event = Arrays.copyOfRange(bytes, data.from(), data.to());
        out.write(bytes, from, data.from() - from);
        out.writeBytes(changed(event));
        out.write(bytes, data.to(), to - data.to());
    }

    private byte[] changed(byte[] event) {
        try (JsonParser parser = JsonBytes.parser(event)) {
            // Its places are the event's own: no outline of the members has to be read.
            JsonEdits edits = JsonEdits.of(new JsonOutline(event));
            chunk(parser, edits);
            return edits.bytes();
        } catch (JacksonException noChunk) {
            return event;
        }
    }

    private void chunk(JsonParser parser, JsonEdits edits) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return;
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean list = parser.currentName().equals("choices");
            if (parser.nextToken() == JsonToken.START_ARRAY && list) {
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    choice(parser, edits);
                }
            } else {
                parser.skipChildren();
            }
        }
    }

    private void choice(JsonParser parser, JsonEdits edits) {
        long choice = 0;
        List<Piece> pieces = new ArrayList<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("index") && value == JsonToken.VALUE_NUMBER_INT) {
                choice = parser.getLongValue();
            } else if (name.equals("delta") && value == JsonToken.START_OBJECT) {
                delta(parser, pieces);
            } else {
                parser.skipChildren();
            }
        }
        Calls calls = choices.computeIfAbsent(choice, first -> new Calls());
        pieces.forEach(piece -> edit(piece, calls, edits));
    }

    private static void delta(JsonParser parser, List<Piece> pieces) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean calls = parser.currentName().equals("tool_calls");
            if (parser.nextToken() == JsonToken.START_ARRAY && calls) {
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    pieces.add(piece(parser));
                }
            } else {
                parser.skipChildren();
            }
        }
    }

    private static Piece piece(JsonParser parser) {
        Piece piece = new Piece(JsonBytes.start(parser) + 1);
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            piece.empty = false;
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("index") && value == JsonToken.VALUE_NUMBER_INT) {
                piece.given = parser.getLongValue();
                piece.index = span(parser);
            } else if (name.equals("id") && (value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NULL)) {
                piece.id = value == JsonToken.VALUE_STRING ? parser.getString() : "";
                piece.idPlace = span(parser);
            } else if (name.equals("function") && value == JsonToken.START_OBJECT) {
                function(parser, piece);
            } else {
                parser.skipChildren();
            }
        }
        return piece;
    }

    private static Span span(JsonParser parser) {
        int from = JsonBytes.start(parser);
        parser.finishToken();
        return new Span(from, JsonBytes.end(parser));
    }

    private static void function(JsonParser parser, Piece piece) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            if (parser.nextToken() != JsonToken.VALUE_STRING) {
                parser.skipChildren();
            } else if (name.equals("name")) {
                piece.name = parser.getString();
            } else if (name.equals("arguments")) {
                piece.arguments = parser.getString();
            }
        }
    }

    private static void edit(Piece piece, Calls calls, JsonEdits edits) {
        if (piece.empty) {
            return;
        }
        boolean begins = calls.pieces.begins(piece.given, piece.id, piece.name, piece.arguments);
        long index = begins ? calls.next(piece.given) : calls.indexes.getOrDefault(piece.given, piece.given);
        StringBuilder first = new StringBuilder();
        if (piece.index == null) {
            first.append("\"index\":").append(index).append(',');
        } else if (index != piece.given) {
            edits.splice(piece.index.from(), piece.index.to(), Line.ascii(Long.toString(index)));
        }
        if (begins && piece.id.isEmpty() && !piece.name.isEmpty()) {
            if (piece.idPlace == null) {
                first.append("\"id\":\"").append(id()).append("\",");
            } else {
                edits.splice(piece.idPlace.from(), piece.idPlace.to(), Line.ascii('"' + id() + '"'));
            }
        }
        if (!first.isEmpty()) {
            edits.splice(piece.begin, piece.begin, first.toString().getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static String id() {
        byte[] random = new byte[12];
        ThreadLocalRandom.current().nextBytes(random);
        return "call_" + HexFormat.of().formatHex(random);
    }
}
