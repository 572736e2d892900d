package io.quantumlayer.llmrouter.provider.kind;

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

    @Test
    void leavesTheBytesAloneWhereTheRequestIsNoChatCompletion() {
        byte[] request = "{\"response_format\":{\"json_schema\":{\"schema\":{}}}}".getBytes(StandardCharsets.UTF_8);

        assertThat(new JsonObjectFormat().request(request, call(Operation.RESPONSES)))
                .isSameAs(request);
    }

    private static String of(String request) {
        return new String(
                new JsonObjectFormat().request(request.getBytes(StandardCharsets.UTF_8), call(Operation.CHAT)),
                StandardCharsets.UTF_8);
    }

    private static ProviderCall call(Operation operation) {
        return new ProviderCall(new OpenAiCompatible(), "m", operation, false, false, false);
    }
}
