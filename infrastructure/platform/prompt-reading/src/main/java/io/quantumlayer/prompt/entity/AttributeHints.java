package io.quantumlayer.prompt.entity;

import io.quantumlayer.contracts.project.Requirements.Attribute;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a prompt says about an attribute besides its name, such as "(integer, optional)" or "between 1 and 5". */
final class AttributeHints {

    private static final String NUMBER = "(-?\\d+(?:\\.\\d+)?)";
    private static final Pattern RANGE = Pattern.compile(
            "(?:from|between|in the range|range)?\\s*" + NUMBER + "\\s*(?:to|and|-|–|\\.\\.+)\\s*" + NUMBER);
    private static final Pattern MINIMUM = Pattern.compile(
            "(?:at least|minimum(?: of)?|min\\.?|not less than|no less than|>=|≥|from)\\s*:?\\s*" + NUMBER);
    private static final Pattern LENGTH = Pattern.compile(
            "(?:up to|at most|maximum(?: length)?(?: of)?|max\\.?(?: length)?(?: of)?|no more than|not more than|<=|≤)?\\s*:?\\s*(\\d+)\\s*(?:characters?|chars?|letters?)(?:\\s*(?:max|maximum|long|at most))?");
    private static final Pattern MAXIMUM = Pattern.compile(
            "(?:at most|maximum(?: of)?|max\\.?|no more than|not more than|up to|<=|≤)\\s*:?\\s*" + NUMBER);
    private static final Pattern NOT_NEGATIVE =
            Pattern.compile("non-?negative|not negative|not be negative|zero or more|positive or zero");
    private static final Pattern OPTIONAL =
            Pattern.compile("\\b(?:optional|nullable|not required|if known|may be empty)\\b");
    private static final Pattern REQUIRED = Pattern.compile("\\b(?:required|mandatory|not null|non-null)\\b");
    private static final Pattern UNIQUE = Pattern.compile("\\bunique\\b");
    private static final Pattern FILLER = Pattern.compile(
            "\\b(?:a|an|the|of|type|as|is|are|be|must|should|which|that|and|value|values|in|with|number|always)\\b|[,:;()\\s]");

    private static final Pattern UNIT = Pattern.compile(
            "\\bin (?:minutes|seconds|hours|days|cents|euros?|dollars?|usd|eur|kg|kilograms|grams|cm|meters|metres|km|pixels|percent)\\b");

    private final EntityVocabulary vocabulary;
    private final StringBuilder said = new StringBuilder();

    AttributeHints(EntityVocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    void add(String words) {
        said.append(' ').append(words.toLowerCase(Locale.ROOT).strip());
    }

    /** Whether the word says nothing by itself. */
    static boolean isFiller(String word) {
        return FILLER.matcher(word).matches();
    }

    /** Whether everything in the words is understood as a hint. */
    static boolean understands(EntityVocabulary vocabulary, String words) {
        String rest = words.toLowerCase(Locale.ROOT);
        for (Pattern pattern :
                List.of(LENGTH, RANGE, MINIMUM, MAXIMUM, NOT_NEGATIVE, OPTIONAL, REQUIRED, UNIQUE, UNIT)) {
            rest = pattern.matcher(rest).replaceAll(" ");
        }
        for (List<String> types : vocabulary.types().values()) {
            for (String type : types) {
                rest = rest.replaceAll("\\b" + Pattern.quote(type) + "\\b", " ");
            }
        }
        return FILLER.matcher(rest).replaceAll("").isEmpty();
    }

    /** The attribute of that name, with the type that is stated, or else follows from the name. */
    Attribute attribute(String name) {
        String hints = said.toString();
        String stated = statedType(hints);
        Optional<EntityVocabulary.TypeRule> rule = vocabulary.rules().stream()
                .filter(candidate -> candidate.matches(name))
                .findFirst();
        String type = stated != null
                ? stated
                : rule.map(EntityVocabulary.TypeRule::type).orElse("string");
        boolean numeric = type.equals("integer") || type.equals("decimal");
        Double min = numeric ? minimum(hints, rule) : null;
        Double max = numeric ? maximum(hints) : null;
        Integer maxLength = type.equals("string") ? length(hints) : null;
        return new Attribute(
                name,
                type,
                !OPTIONAL.matcher(hints).find(),
                min,
                max,
                maxLength,
                UNIQUE.matcher(hints).find() ? Boolean.TRUE : null);
    }

    /** Whether the type is stated and need not be assumed. */
    boolean statesType() {
        return statedType(said.toString()) != null;
    }

    private @Nullable String statedType(String hints) {
        String best = null;
        int length = 0;
        for (Map.Entry<String, List<String>> type : vocabulary.types().entrySet()) {
            for (String word : type.getValue()) {
                if (word.length() > length
                        && Pattern.compile("(?<![\\w-])" + Pattern.quote(word) + "(?![\\w-])")
                                .matcher(hints)
                                .find()) {
                    best = type.getKey();
                    length = word.length();
                }
            }
        }
        return best;
    }

    private static @Nullable Double minimum(String hints, Optional<EntityVocabulary.TypeRule> rule) {
        Matcher range = RANGE.matcher(hints);
        if (range.find()) {
            return Double.valueOf(range.group(1));
        }
        Matcher minimum = MINIMUM.matcher(hints);
        if (minimum.find()) {
            return Double.valueOf(minimum.group(1));
        }
        if (NOT_NEGATIVE.matcher(hints).find()) {
            return 0.0;
        }
        return rule.map(EntityVocabulary.TypeRule::min).orElse(null);
    }

    private static @Nullable Double maximum(String hints) {
        Matcher range = RANGE.matcher(hints);
        if (range.find()) {
            return Double.valueOf(range.group(2));
        }
        Matcher maximum = MAXIMUM.matcher(hints);
        return maximum.find() ? Double.valueOf(maximum.group(1)) : null;
    }

    private static @Nullable Integer length(String hints) {
        Matcher length = LENGTH.matcher(hints);
        if (length.find()) {
            return Integer.valueOf(length.group(1));
        }
        Matcher maximum = MAXIMUM.matcher(hints);
        return maximum.find() && maximum.group(1).matches("\\d{1,9}") ? Integer.valueOf(maximum.group(1)) : null;
    }
}
