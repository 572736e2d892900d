package io.quantumlayer.local.terminal;

/** The few colours that {@code ql} uses, as the terminal's theme defines them. */
public enum Color {
    GREEN("32"),
    YELLOW("33"),
    RED("31"),
    CYAN("36"),
    FAINT("2");

    private final String code;

    Color(String code) {
        this.code = code;
    }

    String start() {
        return "\033[" + code + "m";
    }
}
