package io.quantumlayer.protocols.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.protocols.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class CallIndexFilterTests {

    private static String filtered(String stream) {
        return Wire.filtered(CallIndexFilter::new, stream, text -> text.replaceAll("call_[0-9a-f]{24}", "call_made"));
    }

    /** @param calls pieces as they stand in an event */
    private static String event(String calls) {
        return "data: {\"id\":\"c\",  \"choices\":[{\"delta\":{\"tool_calls\":[%s]},\"index\":0}]}\n\n"
                .formatted(calls);
    }

    private static String piece(String members, String name, String arguments) {
        String function = (name.isEmpty() ? "" : "\"name\":\"%s\",".formatted(name))
                + "\"arguments\":\"%s\"".formatted(arguments.replace("\"", "\\\""));
        return "{%s\"function\":{%s}}".formatted(members, function);
    }

    @Test
    void givesCallsThatAllHaveIndexZeroAndNoIdIndexesAndIdsOfTheirOwn() {
        String given = event(piece("\"index\":0,", "read", "{\"a\":"))
                + event(piece("\"index\":0,", "", "1}"))
                + event(piece("\"index\":0,", "read", "{}"))
                + event(piece("\"index\": 0, \"id\":\"\",", "write", "{\"b\""))
                + event(piece("\"index\":0,", "", ":2}"))
                + "data: [DONE]\n\n";

        assertThat(filtered(given))
                .isEqualTo(event(piece("\"id\":\"call_made\",\"index\":0,", "read", "{\"a\":"))
                        + event(piece("\"index\":0,", "", "1}"))
                        + event(piece("\"id\":\"call_made\",\"index\":1,", "read", "{}"))
                        + event(piece("\"index\": 2, \"id\":\"call_made\",", "write", "{\"b\""))
                        + event(piece("\"index\":2,", "", ":2}"))
                        + "data: [DONE]\n\n");
    }

    @Test
    void tellsCallsOfOneIndexApartByTheirIds() {
        assertThat(filtered(event(piece("\"index\":0,\"id\":\"a\",", "f", "{}") + ","
                                + piece("\"index\":0,\"id\":\"b\",", "f", "{"))
                        + event(piece("\"index\":0,\"id\":\"b\",", "f", "}"))
                        + event(piece("\"index\":1,\"id\":\"c\",", "g", "{}"))))
                .isEqualTo(event(piece("\"index\":0,\"id\":\"a\",", "f", "{}") + ","
                                + piece("\"index\":1,\"id\":\"b\",", "f", "{"))
                        + event(piece("\"index\":1,\"id\":\"b\",", "f", "}"))
                        + event(piece("\"index\":2,\"id\":\"c\",", "g", "{}")));
    }

    @Test
    void givesPiecesWithoutAnIndexOne() {
        assertThat(filtered(event(piece("\"id\":\"a\",", "f", "{}") + "," + piece("\"id\":\"b\",", "f", "{}"))))
                .isEqualTo(event(piece("\"index\":0,\"id\":\"a\",", "f", "{}") + ","
                        + piece("\"index\":1,\"id\":\"b\",", "f", "{}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]}}]}\r\n\r\n",
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":1,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}},"
                        + "{\"index\":1,\"delta\":{\"tool_calls\":[{\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}}]}\n\n",
                "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{}]}}]}\n\n",
                "data: {\"choices\":[{\"delta\":{\"content\":\"\\\"tool_calls\\\"\"}}]}\n\n",
                "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"ind",
                "data: {\"tool_calls\":null}\n\n"
            })
    void leavesEverythingElseAsItIs(String stream) {
        assertThat(filtered(stream)).isEqualTo(stream);
    }

    @Test
    void givesTheCallsOfAWholeAnswerIds() {
        String answer =
                "{\"id\":1.10,\"choices\":[{\"message\":{\"tool_calls\":[{%s\"function\":{\"name\":\"f\"}},{\"id\":\"b\"}]}}]}";

        JsonNode told = Wire.json(CallIndexFilter.ofAnswer(Wire.bytes(answer.formatted(""))));
        byte[] complete = Wire.bytes(answer.formatted("\"id\":\"a\","));

        assertThat(told.at("/choices/0/message/tool_calls/0/id").asString()).matches("call_[0-9a-f]{24}");
        assertThat(told.at("/choices/0/message/tool_calls/1/id").asString()).isEqualTo("b");
        assertThat(CallIndexFilter.ofAnswer(complete)).isSameAs(complete);
    }
}
