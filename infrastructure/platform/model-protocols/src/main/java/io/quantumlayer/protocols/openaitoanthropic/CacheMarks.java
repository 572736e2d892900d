package io.quantumlayer.protocols.openaitoanthropic;

import io.quantumlayer.protocols.Member;
import tools.jackson.databind.node.ObjectNode;

/** Marks up to which a prompt is to be cached. */
final class CacheMarks {

    private CacheMarks() {}

    /**
     * Keeps the mark of an OpenAI part: {@code cache_control} as gateways write it, or OpenAI's own
     * {@code prompt_cache_breakpoint}.
     */
    static ObjectNode keep(Member part, ObjectNode block) {
        Member mark = part.get("cache_control");
        if (mark.isGiven()) {
            block.set("cache_control", mark.object());
        } else if (part.get("prompt_cache_breakpoint").isGiven()) {
            block.putObject("cache_control").put("type", "ephemeral");
        }
        return block;
    }
}
