package io.quantumlayer.metaprompt.enhancement;

import io.quantumlayer.contracts.prompts.RenderedPrompt;
import java.util.HashMap;
import java.util.Map;

/** Writes the enhanced prompt: the user's words set apart as data, and everything that the steps noted. */
final class AssemblePrompt implements Step {

    private static final String TEMPLATE = "enhancement";

    private final PromptRenderer renderer;

    AssemblePrompt(PromptRenderer renderer) {
        this.renderer = renderer;
    }

    @Override
    public String name() {
        return "assemble_prompt";
    }

    @Override
    public Outcome apply(Draft draft) {
        Map<String, Object> variables = new HashMap<>();
        for (Section section : Section.values()) {
            variables.put(section.variable(), Bullets.of(draft.notes(section)));
        }
        String rewrite = draft.rewrite() == null ? "" : draft.rewrite();
        variables.put("fence", Fence.around(draft.prompt(), draft.reading(), rewrite));
        variables.put("prompt", draft.prompt());
        variables.put("reading", draft.reading().equals(draft.prompt()) ? "" : draft.reading());
        variables.put("rewrite", rewrite);
        if (!draft.context().isEmpty()) {
            variables.put("context", draft.context());
        }
        RenderedPrompt rendered = renderer.render(TEMPLATE, variables);
        return new Outcome(draft.assemble(rendered), "Set the request apart as data and put the notes below it.");
    }
}
