package io.quantumlayer.llmrouter.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonObjectFormatTests {

    @Test
    void asksForTheSchemaAsAJsonObjectAndKeepsEveryOtherByte() {
        assertThat(
                        of(
                                "{ \"n\":1.50,\"response_format\": {\"type\":\"json_schema\",\"json_schema\":{\"name\":\"x\",\"strict\":true,\"schema\":{\"type\" : \"object\"}}} ,\"messages\":[]}"))
                .isEqualTo(
                        "{ \"n\":1.50,\"response_format\": {\"type\":\"json_object\",\"schema\":{\"type\" : \"object\"}} ,\"messages\":[]}");
    }

    @Test
    void leavesOtherRequestsAlone() {
        for (String request : new String[] {
            "{\"response_format\":{\"type\":\"json_object\"},\"messages\":[]}",
            "{\"response_format\":{\"type\":\"text\"},\"messages\":[]}",
            "{\"messages\":[{\"response_format\":{\"json_schema\":{\"schema\":{}}}}]}"
        }) {
            assertThat(of(request)).isEqualTo(request);
        }
    }

    private static String of(String request) {
        return new String(JsonObjectFormat.of(request.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }
}
