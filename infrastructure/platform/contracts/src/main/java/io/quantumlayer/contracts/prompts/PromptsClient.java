package io.quantumlayer.contracts.prompts;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/** The meta prompt engine, as the other services call it. */
@HttpExchange
public interface PromptsClient {

    /** Enhances a prompt and lists the steps that changed it. */
    @PostExchange("/enhance")
    EnhancedPrompt enhance(@RequestBody EnhanceRequest request);

    /** Renders a template; 404 for an unknown one, 400 naming each missing variable. */
    @PostExchange("/api/v1/templates/{name}/render")
    RenderedPrompt render(@PathVariable String name, @RequestBody RenderRequest request);
}
