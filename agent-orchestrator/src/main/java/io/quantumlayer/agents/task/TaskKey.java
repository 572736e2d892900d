package io.quantumlayer.agents.task;

import io.quantumlayer.platform.identity.Identity;
import org.jspecify.annotations.Nullable;

/**
 * By what a task is stored. Ids of a caller are the caller's own: one chosen by another, or guessed from a run's, never
 * meets them.
 *
 * @param text the id alone for a task of the platform, with its caller and a slash before it for any other
 */
record TaskKey(String text) {

    private static final char SLASH = '/';

    /** Key of a task. @param caller who came in at the edge, or {@code null} for a service of the platform */
    static TaskKey of(String id, @Nullable Identity caller) {
        return new TaskKey(caller == null ? id : caller.subject() + SLASH + id);
    }

    /** The id that whoever asks for the task knows it by; ids have no slash. */
    String id() {
        return text.substring(text.lastIndexOf(SLASH) + 1);
    }
}
