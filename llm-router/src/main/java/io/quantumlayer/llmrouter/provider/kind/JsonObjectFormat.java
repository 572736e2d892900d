package io.quantumlayer.llmrouter.provider.kind;

import io.quantumlayer.protocols.json.JsonBytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Asks for a JSON schema in the way of servers that know {@code json_object} alone, such as llama.cpp's:
 * {@code {"type":"json_object","schema":…}}. Every other byte of the request stays.
 */
public record JsonObjectFormat() implements DialectStep {

    private static final byte[] BEFORE = "{\"type\":\"json_object\",\"schema\":".getBytes(StandardCharsets.US_ASCII);

    @Override
    public byte[] request(byte[] body, ProviderCall call) {
        return call.operation() == Operation.CHAT ? of(body) : body;
    }

    /** The chat completion request with such a format, if it has a schema; else as it is. */
    private static byte[] of(byte[] request) {
        try (JsonParser parser = JsonBytes.parser(request)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String member = parser.currentName();
                JsonToken value = parser.nextToken();
                if (member.equals("response_format") && value == JsonToken.START_OBJECT) {
                    return format(request, parser);
                }
                parser.skipChildren();
            }
        }
        return request;
    }

    private static byte[] format(byte[] request, JsonParser parser) {
        int from = JsonBytes.start(parser);
        int schemaFrom = -1;
        int schemaTo = -1;
        int depth = 1;
        String within = "";
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.PROPERTY_NAME && depth == 1) {
                within = parser.currentName();
            } else if (token == JsonToken.PROPERTY_NAME
                    && depth == 2
                    && within.equals("json_schema")
                    && parser.currentName().equals("schema")) {
                parser.nextToken();
                schemaFrom = JsonBytes.start(parser);
                parser.skipChildren();
                schemaTo = JsonBytes.end(parser);
            } else if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            }
        }
        if (schemaFrom < 0) {
            return request;
        }
        int to = JsonBytes.end(parser);
        ByteArrayOutputStream out = new ByteArrayOutputStream(request.length);
        out.write(request, 0, from);
        out.writeBytes(BEFORE);
        out.write(request, schemaFrom, schemaTo - schemaFrom);
        out.write('}');
        out.write(request, to, request.length - to);
        return out.toByteArray();
    }
}
