package io.quantumlayer.agents.task;

import io.quantumlayer.contracts.llm.ChatCompletion;
import io.quantumlayer.contracts.llm.ChatMessage;
import io.quantumlayer.contracts.llm.ChatRequest;
import io.quantumlayer.contracts.llm.RouterClient;
import io.quantumlayer.contracts.prompts.EnhanceRequest;
import io.quantumlayer.contracts.prompts.EnhancedPrompt;
import io.quantumlayer.contracts.prompts.PromptsClient;
import io.quantumlayer.contracts.prompts.RenderRequest;
import io.quantumlayer.contracts.prompts.RenderedPrompt;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/** Router and prompt engine of tests: answers by a function of the request and keeps what it was asked. */
final class FakeModel implements RouterClient, PromptsClient {

    static final String VALID = "{\"path\":\"a.py\",\"content\":\"x\"}";

    final List<ChatRequest> asked = new CopyOnWriteArrayList<>();
    final List<Map<String, String>> headers = new CopyOnWriteArrayList<>();
    private Function<ChatRequest, ResponseEntity<ChatCompletion>> answer = request -> says(VALID);

    void answers(Function<ChatRequest, ResponseEntity<ChatCompletion>> newAnswer) {
        answer = newAnswer;
    }

    /** Answers with the texts one after the other, the last one again and again. */
    void answers(String... texts) {
        answer = request -> says(texts[Math.min(asked.size(), texts.length) - 1]);
    }

    static ResponseEntity<ChatCompletion> says(String text) {
        return completion(new ChatCompletion.Message("assistant", text, null), "stop");
    }

    static ResponseEntity<ChatCompletion> completion(ChatCompletion.Message message, String finishReason) {
        return ResponseEntity.ok()
                .header(RouterClient.PROVIDER_HEADER, "fake")
                .header(RouterClient.COST_HEADER, "0.25")
                .body(new ChatCompletion(
                        "c1",
                        "fake-model-1",
                        List.of(new ChatCompletion.Choice(0, message, finishReason)),
                        new ChatCompletion.TokenUsage(100, 20, 120)));
    }

    @Override
    public ResponseEntity<ChatCompletion> complete(ChatRequest request) {
        asked.add(request);
        return answer.apply(request);
    }

    @Override
    public ResponseEntity<ChatCompletion> complete(ChatRequest request, Map<String, String> sent) {
        headers.add(sent);
        return complete(request);
    }

    @Override
    public RenderedPrompt render(String name, RenderRequest request) {
        String input =
                JsonMapper.shared().writeValueAsString(request.variables().get("input"));
        return new RenderedPrompt(
                name,
                7,
                "0".repeat(64),
                List.of(
                        new ChatMessage("system", "You are the " + name + "."),
                        new ChatMessage("user", "Do your work.\n\nInput:\n```json\n" + input + "\n```")));
    }

    @Override
    public EnhancedPrompt enhance(EnhanceRequest request) {
        throw new UnsupportedOperationException("roles do not enhance");
    }
}
