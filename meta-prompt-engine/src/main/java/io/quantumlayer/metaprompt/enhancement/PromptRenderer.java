package io.quantumlayer.metaprompt.enhancement;

import io.quantumlayer.contracts.prompts.RenderedPrompt;
import java.util.Map;

/** Renders the version of a template that is in production. */
interface PromptRenderer {

    RenderedPrompt render(String template, Map<String, ?> variables);
}
