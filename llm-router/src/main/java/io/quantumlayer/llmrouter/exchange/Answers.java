package io.quantumlayer.llmrouter.exchange;

import io.quantumlayer.protocols.json.JsonBytes;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** What a provider's whole answer has to be: a truncated one is no answer. */
final class Answers {

    private Answers() {}

    static boolean isObject(byte[] body) {
        try (JsonParser parser = JsonBytes.parser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (JacksonException malformed) {
            return false;
        }
    }
}
