package io.quantumlayer.metaprompt.enhancement;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A regular expression that ignores case and matches whole words. */
record WordPattern(Pattern pattern) {

    @JsonCreator
    static WordPattern of(String expression) {
        return new WordPattern(Pattern.compile(
                "(?<![\\w])(?:" + expression + ")(?![\\w])", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
    }

    boolean in(String text) {
        return pattern.matcher(text).find();
    }

    /** What the text holds of it first. */
    Optional<String> find(String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }
}
