package io.quantumlayer.llmrouter.provider.kind;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The OpenAI API of Azure: deployments in the path, an {@code api-version} and the key in {@code api-key}. */
public record AzureOpenAi() implements ProviderKind {

    private static final String VERSION = "2024-10-21";

    @Override
    public String type() {
        return "azure-openai";
    }

    @Override
    public List<String> catalogues() {
        return List.of(type(), "openai");
    }

    @Override
    public Map<Setting, List<String>> variables() {
        return Map.of(
                Setting.KEY, List.of("AZURE_OPENAI_API_KEY", "AZURE_OPENAI_KEY"),
                Setting.BASE_URL, List.of("AZURE_OPENAI_ENDPOINT"),
                Setting.API_VERSION, List.of("AZURE_OPENAI_API_VERSION"));
    }

    /** Every customer has an address of its own. */
    @Override
    public @Nullable String defaultAddress() {
        return null;
    }

    @Override
    public Dialect dialect() {
        return Dialect.openAi().speaking(Operation.RESPONSES);
    }

    @Override
    public String path(Operation operation, String model, boolean stream, @Nullable String apiVersion) {
        String place = operation.api() == Operation.RESPONSES ? "" : "/deployments/" + PathSegment.of(model);
        return "/openai" + place + operation.path() + "?api-version=" + (apiVersion == null ? VERSION : apiVersion);
    }

    @Override
    public void authorise(HttpHeaders headers, String key) {
        headers.set("api-key", key);
    }
}
