package io.quantumlayer.llmrouter.completion;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.llmrouter.provider.ModelErrorException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** An error in the OpenAI wire format; {@code param} and {@code code} stand there as null when there is none. */
record OpenAiError(@JsonProperty("error") Detail error) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Detail(
            @JsonProperty("message") String message,
            @JsonProperty("type") String type,
            @JsonProperty("param") @Nullable String param,
            @JsonProperty("code") @Nullable String code) {}

    static OpenAiError of(ModelErrorException error) {
        return new OpenAiError(
                new Detail(String.valueOf(error.getMessage()), error.type(), error.param(), error.code()));
    }

    static OpenAiError of(String message, String type, @Nullable String code) {
        return new OpenAiError(new Detail(message, type, null, code));
    }

    String json() {
        return JSON.writeValueAsString(this);
    }
}
