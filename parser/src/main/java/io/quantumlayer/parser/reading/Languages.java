package io.quantumlayer.parser.reading;

import io.quantumlayer.parser.syntax.Language;
import io.quantumlayer.platform.problem.FieldError;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out which language a request means. */
public final class Languages {

    private Languages() {}

    /**
     * The language by its name, or else by the name of the file.
     *
     * @throws ProblemException 400 when neither is given, 422 with the supported languages when there is no parser
     */
    public static Language of(@Nullable String name, @Nullable String filename) {
        Optional<String> named = Optional.ofNullable(name).filter(text -> !text.isBlank());
        if (named.isPresent()) {
            return Language.named(named.get()).orElseThrow(() -> unsupported("the language", named.get()));
        }
        String path = Optional.ofNullable(filename)
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> new ProblemException(ProblemType.INVALID_REQUEST, "The language is not known.")
                        .withErrors(List.of(new FieldError(
                                "language", "must not be blank unless filename tells it; one of " + Language.ids()))));
        return Language.ofPath(path).orElseThrow(() -> unsupported("the file", path));
    }

    private static ProblemException unsupported(String what, String value) {
        return new ProblemException(
                        ProblemType.UNPROCESSABLE,
                        "There is no parser for %s '%s'; supported are %s."
                                .formatted(what, value, String.join(", ", Language.ids())))
                .with("supported", Language.ids());
    }
}
