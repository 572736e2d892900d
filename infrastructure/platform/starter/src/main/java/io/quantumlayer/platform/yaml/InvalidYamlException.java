package io.quantumlayer.platform.yaml;

import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/** A YAML file that does not hold what it should; the message names the file, the member and the line. */
public final class InvalidYamlException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidYamlException(String file, JacksonException cause) {
        super("%s%s: %s".formatted(file, place(cause), reason(cause)), cause);
    }

    /** A document that can be read, but makes no sense. */
    public InvalidYamlException(String file, String fault) {
        super(file + ": " + fault);
    }

    private static String place(JacksonException cause) {
        String member = cause.getPath().stream()
                .map(step ->
                        step.getPropertyName() == null ? "[" + step.getIndex() + "]" : "." + step.getPropertyName())
                .collect(Collectors.joining());
        String line = cause.getLocation() == null
                ? ""
                : ", line " + cause.getLocation().getLineNr();
        return member.isEmpty() ? line : ": " + member.replaceFirst("^\\.", "") + line;
    }

    private static String reason(JacksonException cause) {
        return cause.getOriginalMessage().lines().findFirst().orElse("is not readable");
    }
}
