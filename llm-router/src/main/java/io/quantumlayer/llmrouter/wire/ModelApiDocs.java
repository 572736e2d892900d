package io.quantumlayer.llmrouter.wire;

import io.quantumlayer.llmrouter.provider.kind.Operation;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import org.springdoc.core.customizers.OpenApiCustomizer;

/** Adds the model APIs to the service's OpenAPI document, as no controller of the web framework answers them. */
final class ModelApiDocs implements OpenApiCustomizer {

    @Override
    public void customise(OpenAPI document) {
        ModelApi.paths()
                .forEach((path, operation) -> document.path(path, new PathItem().post(described(path, operation))));
    }

    private static io.swagger.v3.oas.models.Operation described(String path, Operation operation) {
        return new io.swagger.v3.oas.models.Operation()
                .operationId(path.substring(1).replace('/', '_'))
                .addTagsItem("model-api")
                .description("As the %s API describes it; streamed where the body says so."
                        .formatted(
                                switch (operation.protocol()) {
                                    case ANTHROPIC_MESSAGES -> "Anthropic";
                                    case OPENAI_CHAT, OPENAI_RESPONSES, BEDROCK_CONVERSE -> "OpenAI";
                                }))
                .requestBody(new RequestBody().content(json()))
                .responses(new ApiResponses().addApiResponse("200", new ApiResponse().description("OK")));
    }

    private static Content json() {
        return new Content().addMediaType("application/json", new MediaType().schema(new ObjectSchema()));
    }
}
