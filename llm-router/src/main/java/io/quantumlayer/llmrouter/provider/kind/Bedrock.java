package io.quantumlayer.llmrouter.provider.kind;

import io.quantumlayer.protocols.Protocol;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Converse API of Amazon Bedrock, by an API key or signed with AWS credentials. */
public record Bedrock() implements ProviderKind {

    @Override
    public String type() {
        return "bedrock";
    }

    @Override
    public List<String> catalogues() {
        return List.of(type(), "anthropic");
    }

    @Override
    public Map<Setting, List<String>> variables() {
        return Map.of(
                Setting.KEY, List.of("AWS_BEARER_TOKEN_BEDROCK"),
                Setting.REGION, List.of("AWS_BEDROCK_REGION"),
                Setting.SHARED_REGION, List.of("AWS_REGION", "AWS_DEFAULT_REGION"),
                Setting.MODELS, List.of("AWS_BEDROCK_MODEL"));
    }

    @Override
    public String defaultAddress() {
        return "https://bedrock-runtime." + REGION + ".amazonaws.com";
    }

    @Override
    public Protocol protocol() {
        return Protocol.BEDROCK_CONVERSE;
    }

    /** No client speaks it: every call is translated. */
    @Override
    public Dialect dialect() {
        return Dialect.of().framed(StreamFraming.AWS_EVENT_STREAM);
    }

    @Override
    public String path(Operation operation, String model, boolean stream, @Nullable String apiVersion) {
        return "/model/" + PathSegment.of(model) + (stream ? "/converse-stream" : "/converse");
    }

    @Override
    public Optional<KeylessAccess> keyless() {
        return Optional.of(new AwsCredentialChain());
    }
}
