package io.quantumlayer.protocols.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.quantumlayer.protocols.Json;
import io.quantumlayer.protocols.ModelErrorException;
import io.quantumlayer.protocols.Protocol;
import io.quantumlayer.protocols.ProtocolErrors;
import io.quantumlayer.protocols.StreamTranslator;
import io.quantumlayer.protocols.Translator;
import io.quantumlayer.protocols.Wire;
import io.quantumlayer.protocols.watch.StreamWatcher;
import io.quantumlayer.protocols.watch.UsageReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class MutationTests {

    private static final String CHAT = """
            {"model":"m","stream":true,"stream_options":{"include_usage":true},"user":"u","max_tokens":10,"temperature":0.7,"top_p":1,
             "n":1,"stop":["a"],"logit_bias":{},"modalities":["text"],"reasoning_effort":"low","parallel_tool_calls":false,
             "response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object"}}},
             "tools":[{"type":"function","function":{"name":"f","description":"d","strict":true,"parameters":{"type":"object"}},"cache_control":{"type":"ephemeral"}}],
             "tool_choice":{"type":"function","function":{"name":"f"}},
             "messages":[{"role":"system","content":"s"},
              {"role":"user","content":[{"type":"text","text":"t","cache_control":{"type":"ephemeral","ttl":"1h"}},
               {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}},
               {"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,AAAA"}}]},
              {"role":"assistant","content":"x","refusal":"r","thinking_blocks":[{"type":"thinking","thinking":"t","signature":"s"},{"type":"redacted_thinking","data":"d"}],
               "tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]},
              {"role":"tool","tool_call_id":"c","content":[{"type":"text","text":"r"}],"is_error":true}]}""";

    private static final String MESSAGES = """
            {"model":"m","max_tokens":10,"stream":true,"temperature":0.7,"top_p":1,"top_k":3,"stop_sequences":["a"],
             "system":[{"type":"text","text":"s","cache_control":{"type":"ephemeral"}}],"metadata":{"user_id":"u"},
             "thinking":{"type":"enabled","budget_tokens":2000},
             "output_config":{"effort":"low","format":{"type":"json_schema","schema":{"type":"object"}}},
             "tools":[{"name":"f","description":"d","input_schema":{"type":"object"},"cache_control":{"type":"ephemeral","ttl":"1h"}}],
             "tool_choice":{"type":"tool","name":"f","disable_parallel_tool_use":true},
             "messages":[{"role":"user","content":[{"type":"text","text":"t"},
               {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}},
               {"type":"document","title":"a","source":{"type":"base64","media_type":"application/pdf","data":"AAAA"}}]},
              {"role":"assistant","content":[{"type":"thinking","thinking":"t","signature":"s"},{"type":"redacted_thinking","data":"d"},
               {"type":"text","text":"x"},{"type":"tool_use","id":"c","name":"f","input":{}}]},
              {"role":"user","content":[{"type":"tool_result","tool_use_id":"c","is_error":true,"content":[{"type":"text","text":"r"}]}]}]}""";

    private static final String RESPONSES = """
            {"model":"m","stream":true,"store":false,"instructions":"i","max_output_tokens":10,"temperature":0.7,"top_p":1,"user":"u",
             "reasoning":{"effort":"low"},"parallel_tool_calls":true,"truncation":"disabled","tool_choice":{"type":"function","name":"f"},
             "text":{"format":{"type":"json_schema","name":"n","schema":{"type":"object"}}},
             "tools":[{"type":"function","name":"f","description":"d","strict":true,"parameters":{"type":"object"}}],
             "input":[{"role":"user","content":[{"type":"input_text","text":"t"},{"type":"input_image","image_url":"data:image/png;base64,AAAA","detail":"low"}]},
              {"type":"reasoning","summary":[],"content":[{"type":"reasoning_text","text":"t"}],"encrypted_content":"thinking_blocks:W10="},
              {"type":"message","role":"assistant","content":[{"type":"output_text","text":"x"}]},
              {"type":"function_call","call_id":"c","name":"f","arguments":"{}"},
              {"type":"function_call_output","call_id":"c","output":[{"type":"input_text","text":"r"}]}]}""";

    private static final String ANSWER = """
            {"id":"i","model":"m","type":"message","content":[{"type":"thinking","thinking":"t","signature":"s"},{"type":"text","text":"x"},
             {"type":"tool_use","id":"c","name":"f","input":{}}],"stop_reason":"end_turn","stop_details":{"explanation":"e"},
             "choices":[{"index":0,"finish_reason":"stop","message":{"content":"x","refusal":"r","reasoning_content":"t",
              "thinking_blocks":[{"type":"thinking","thinking":"t","signature":"s"}],
              "tool_calls":[{"id":"c","function":{"name":"f","arguments":"{}"}}]},
              "delta":{"content":"x","tool_calls":[{"index":0,"id":"c","function":{"name":"f","arguments":"{}"}}]}}],
             "output":{"message":{"content":[{"text":"x"},{"toolUse":{"toolUseId":"c","name":"f","input":{}}},
              {"reasoningContent":{"reasoningText":{"text":"t","signature":"s"}}}]}},"stopReason":"end_turn",
             "usage":{"input_tokens":1,"output_tokens":2,"prompt_tokens":1,"completion_tokens":2,"inputTokens":1,
              "prompt_tokens_details":{"cached_tokens":1},"output_tokens_details":{"thinking_tokens":1}}}""";

    private static final String[] EVENTS = {
        "{\"type\":\"message_start\",\"message\":{\"id\":\"i\",\"model\":\"m\",\"usage\":{\"input_tokens\":1}}}",
        "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"redacted_thinking\",\"data\":\"d\"}}",
        "{\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"tool_use\",\"id\":\"c\",\"name\":\"f\",\"input\":{}}}",
        "{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{}\"}}",
        "{\"type\":\"content_block_stop\",\"index\":0}",
        "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":2}}",
        "{\"error\":{\"message\":\"m\",\"type\":\"t\",\"code\":\"c\",\"param\":\"p\"},\"type\":\"error\"}",
        "{\"contentBlockStart\":{\"contentBlockIndex\":0,\"start\":{\"toolUse\":{\"toolUseId\":\"c\",\"name\":\"f\"}}}}",
        "{\"contentBlockDelta\":{\"contentBlockIndex\":0,\"delta\":{\"reasoningContent\":{\"text\":\"t\"}}}}",
        "{\"messageStop\":{\"stopReason\":\"end_turn\"}}",
        "{\"metadata\":{\"usage\":{\"inputTokens\":1}}}"
    };

    private static final String[] VALUES = {
        "null",
        "true",
        "0",
        "-1",
        "1.5",
        "1e999999",
        "123456789012345678901234567890",
        "\"\"",
        "\"x\"",
        "\" \"",
        "\"\\ud800\"",
        "[]",
        "[null]",
        "[7]",
        "{}",
        "{\"type\":7}",
        "[[]]",
        "\"data:image/png;base64,\"",
        "\"tool\""
    };

    @ParameterizedTest
    @CsvSource({
        "OPENAI_CHAT, ANTHROPIC_MESSAGES",
        "OPENAI_CHAT, BEDROCK_CONVERSE",
        "ANTHROPIC_MESSAGES, OPENAI_CHAT",
        "ANTHROPIC_MESSAGES, BEDROCK_CONVERSE",
        "OPENAI_RESPONSES, OPENAI_CHAT",
        "OPENAI_RESPONSES, ANTHROPIC_MESSAGES",
        "OPENAI_RESPONSES, BEDROCK_CONVERSE"
    })
    void givesATranslationOrARefusalForWhateverIsSent(Protocol client, Protocol provider) {
        String valid = switch (client) {
            case OPENAI_CHAT -> CHAT;
            case ANTHROPIC_MESSAGES -> MESSAGES;
            default -> RESPONSES;
        };
        Translator translator = Wire.between(client, provider);
        Random random = new Random(42);
        int translated = 0;
        assertThatCode(() -> translator.request(Wire.bytes(valid), "claude-x")).doesNotThrowAnyException();
        for (int round = 0; round < 5000; round++) {
            byte[] body = round % 10 == 0 ? broken(valid, random) : Json.bytes(mutated(valid, random));
            try {
                JsonNode request =
                        Wire.json(translator.request(body, round % 2 == 0 ? "claude-x" : "claude-sonnet-4-5"));
                assertThat(request.isObject()).isTrue();
                translated++;
            } catch (ModelErrorException refused) {
                assertThat(refused.status()).isEqualTo(400);
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
        assertThat(translated).isBetween(500, 4500);
    }

    @ParameterizedTest
    @CsvSource({
        "OPENAI_CHAT, ANTHROPIC_MESSAGES", "OPENAI_CHAT, BEDROCK_CONVERSE", "ANTHROPIC_MESSAGES, OPENAI_CHAT",
        "ANTHROPIC_MESSAGES, BEDROCK_CONVERSE", "OPENAI_RESPONSES, OPENAI_CHAT", "OPENAI_RESPONSES, ANTHROPIC_MESSAGES"
    })
    void survivesWhateverAProviderAnswers(Protocol client, Protocol provider) {
        Translator translator = Wire.between(client, provider);
        String request = client == Protocol.OPENAI_RESPONSES ? RESPONSES : CHAT;
        Random random = new Random(43);
        for (int round = 0; round < 2000; round++) {
            byte[] answer = round % 10 == 0 ? broken(ANSWER, random) : Json.bytes(mutated(ANSWER, random));
            try {
                assertThat(Wire.json(translator.answer(answer, "m")).isObject()).isTrue();
            } catch (ModelErrorException unreadable) {
                assertThat(unreadable.status()).isEqualTo(502);
            }
            StreamTranslator stream = translator.stream(Wire.bytes(request), "m");
            StreamWatcher watcher = StreamWatcher.of(provider);
            for (int i = 0; i < 4; i++) {
                String source = random.nextInt(4) == 0 ? ANSWER : EVENTS[random.nextInt(EVENTS.length)];
                byte[] event = Json.bytes(mutated(source, random));
                byte[] sent = provider == Protocol.BEDROCK_CONVERSE
                        ? event
                        : Wire.bytes("data: " + Wire.text(event) + "\n\n");
                String out = Wire.text(stream.feed(sent, 0, sent.length));
                watcher.feed(sent, 0, sent.length);
                assertThat(Wire.data(out))
                        .allSatisfy(each -> assertThat(each.isObject()).isTrue());
            }
            assertThat(Wire.data(Wire.text(stream.end())))
                    .allSatisfy(each -> assertThat(each.isObject()).isTrue());
            ProtocolErrors.read(provider, 400 + random.nextInt(130), answer);
            UsageReader.ofAnswer(provider, answer);
        }
    }

    private static byte[] broken(String valid, Random random) {
        byte[] body = Wire.bytes(valid);
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
        return body;
    }

    private static JsonNode mutated(String valid, Random random) {
        JsonNode body = Json.read(valid);
        int changes = 1 + random.nextInt(2);
        for (int i = 0; i < changes; i++) {
            List<JsonNode> containers = new ArrayList<>();
            collect(body, containers);
            if (containers.isEmpty()) {
                return body;
            }
            change(containers.get(random.nextInt(containers.size())), random);
        }
        return body;
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainer() && !node.isEmpty()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }

    private static void change(JsonNode container, Random random) {
        JsonNode value = Json.read(VALUES[random.nextInt(VALUES.length)]);
        boolean remove = random.nextInt(5) == 0;
        if (container instanceof ObjectNode object) {
            List<String> names = new ArrayList<>(object.propertyNames());
            String name = names.get(random.nextInt(names.size()));
            if (remove) {
                object.remove(name);
            } else {
                object.set(name, value);
            }
        } else if (container instanceof ArrayNode array) {
            int index = random.nextInt(array.size());
            if (remove) {
                array.remove(index);
            } else {
                array.set(index, value);
            }
        }
    }
}
