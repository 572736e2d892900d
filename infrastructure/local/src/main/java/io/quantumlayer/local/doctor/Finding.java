package io.quantumlayer.local.doctor;

/**
 * What the doctor says about one thing.
 *
 * @param name of the thing
 * @param grade whether it is there
 * @param text what was found, or how to get it
 */
public record Finding(String name, Grade grade, String text) {

    /** How much a finding matters. */
    public enum Grade {
        /** It is there. */
        FOUND,
        /** It is not there; something is possible only with it. */
        OPTIONAL,
        /** It is not there, and without it the main job does not run. */
        MISSING
    }

    static Finding found(String name, String text) {
        return new Finding(name, Grade.FOUND, text);
    }

    static Finding optional(String name, String text) {
        return new Finding(name, Grade.OPTIONAL, text);
    }

    static Finding missing(String name, String text) {
        return new Finding(name, Grade.MISSING, text);
    }
}
