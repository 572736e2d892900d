package io.quantumlayer.prompt.entity;

import io.quantumlayer.contracts.project.Requirements.Attribute;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a prompt says about an attribute besides its name, such as "(integer, optional)" or "between 1 and 5". */
final class AttributeHints {

    private static final String NUMBER = "(-?\\d+(?:\\.\\d+)?)";
    private static final Pattern RANGE = Pattern.compile(
            "(?:from|between|in the range|range)?\\s*" + NUMBER + "\\s*(?:to|and|-|–|\\.\\.+)\\s*" + NUMBER);
    private static final Pattern MINIMUM = Pattern.compile(
            "(?:at least|minimum(?: of)?|min\\.?|not less than|no less than|>=|≥|from)\\s*:?\\s*" + NUMBER);
    private static final String CHARACTER = "(?:characters?|chars?|letters?)\\b";
    private static final Pattern LENGTH = Pattern.compile(
            "(?:up to|at most|maximum(?: length)?(?: of)?|max\\.?(?: length)?(?: of)?|no more than|not more than|<=|≤)\\s*:?\\s*(\\d{1,9})\\s*"
                    + CHARACTER + "|(\\d{1,9})\\s*" + CHARACTER
                    + "\\s*(?:max\\b|maximum|at most)|max(?:imum|\\.)? length(?: of)?\\s*:?\\s*(\\d{1,9})\\b");
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

    private static final List<Pattern> UNDERSTOOD =
            List.of(LENGTH, RANGE, MINIMUM, MAXIMUM, NOT_NEGATIVE, OPTIONAL, REQUIRED, UNIQUE, UNIT);

    private static final Pattern VALUES = Pattern.compile("[,/|]|\\bor\\b");

    private final EntityVocabulary vocabulary;
    private final StringBuilder said = new StringBuilder();
    private boolean listsValues;

    AttributeHints(EntityVocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    void add(String words) {
        said.append(' ').append(words.toLowerCase(Locale.ROOT).strip());
    }

    /** What remains where something else is said that is not understood; if that lists values, a type that is not stated is text. */
    AttributeHints ofTypeAlone(String notUnderstood) {
        AttributeHints rest = new AttributeHints(vocabulary);
        rest.add(Objects.requireNonNullElse(vocabulary.types().stated(said.toString()), ""));
        rest.add(isOptional() ? "optional" : "");
        rest.listsValues = VALUES.matcher(notUnderstood).find();
        return rest;
    }

    boolean isOptional() {
        return OPTIONAL.matcher(said).find();
    }

    /** Whether the word says nothing by itself. */
    static boolean isFiller(String word) {
        return FILLER.matcher(word).matches();
    }

    /** Whether everything in the words is understood as a hint. */
    static boolean understands(EntityVocabulary vocabulary, String words) {
        String rest = words.toLowerCase(Locale.ROOT);
        for (Pattern pattern : UNDERSTOOD) {
            rest = pattern.matcher(rest).replaceAll(" ");
        }
        return FILLER.matcher(vocabulary.types().takenOutOf(rest))
                .replaceAll("")
                .isEmpty();
    }

    /** Whether the type of the attribute of that name has all the bounds that are stated. */
    boolean fit(String name) {
        String hints = said.toString();
        Matcher range = RANGE.matcher(hints);
        boolean between = range.find();
        boolean atLeast =
                MINIMUM.matcher(hints).find() || NOT_NEGATIVE.matcher(hints).find();
        boolean atMost = MAXIMUM.matcher(hints).find();
        boolean characters = LENGTH.matcher(hints).find();
        Attribute attribute = attribute(name);
        return switch (attribute.type()) {
            case "string" ->
                !UNIT.matcher(hints).find()
                        && !between
                        && !atLeast
                        && (!atMost && !characters || attribute.maxLength() != null);
            case "integer" ->
                !characters && isWhole(attribute.min()) && isWhole(attribute.max()) && isOrdered(attribute);
            case "decimal" -> !characters && isOrdered(attribute);
            default -> !between && !atLeast && !atMost && !characters;
        };
    }

    private static boolean isWhole(@Nullable Double bound) {
        return bound == null || bound == Math.rint(bound);
    }

    private static boolean isOrdered(Attribute attribute) {
        return attribute.min() == null || attribute.max() == null || attribute.min() <= attribute.max();
    }

    /** The attribute of that name, with the type that is stated, or else follows from the name. */
    Attribute attribute(String name) {
        String hints = said.toString();
        String stated = vocabulary.types().stated(hints);
        Optional<EntityVocabulary.TypeRule> rule = listsValues ? Optional.empty() : vocabulary.rule(name);
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
                !isOptional(),
                min,
                max,
                maxLength,
                UNIQUE.matcher(hints).find() ? Boolean.TRUE : null);
    }

    /** Whether the type is stated and need not be assumed. */
    boolean statesType() {
        return vocabulary.types().stated(said.toString()) != null;
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
            return Stream.of(length.group(1), length.group(2), length.group(3))
                    .filter(Objects::nonNull)
                    .map(Integer::valueOf)
                    .findFirst()
                    .orElse(null);
        }
        Matcher maximum = MAXIMUM.matcher(hints);
        return maximum.find() && maximum.group(1).matches("\\d{1,9}") ? Integer.valueOf(maximum.group(1)) : null;
    }
}
