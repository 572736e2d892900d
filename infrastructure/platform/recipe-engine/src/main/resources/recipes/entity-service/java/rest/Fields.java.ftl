package [=project.package].rest;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads the members of a JSON object as typed values and collects what is wrong with them.
 *
 * <p>A method returns null for an absent or wrong member; {@link #check} then refuses the request.
 */
public final class Fields {

    private static final BigDecimal SMALLEST_INTEGER = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal LARGEST_INTEGER = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final int MAX_WHOLE_DIGITS = 18;
    private static final int MAX_FRACTION_DIGITS = 10;
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern DATE_TIME = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})");

    private final JsonObject source;
    private final Lookup lookup;
    private final Set<String> known = new HashSet<>();
    private final List<FieldError> errors = new ArrayList<>();

    Fields(JsonObject source, Lookup lookup) {
        this.source = source;
        this.lookup = lookup;
    }

    /** Reads a text. */
    public String text(String name, Rule rule) {
        return read(name, rule, value -> {
            String text = string(value, "must be a string");
            if (text.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE)) {
                throw new Mistake("must not contain half of a surrogate pair");
            }
            if (rule.isRequired() && text.isBlank()) {
                throw new Mistake("must not be blank");
            }
            if (rule.maximumLength() != null && text.codePointCount(0, text.length()) > rule.maximumLength()) {
                throw new Mistake("must have at most " + rule.maximumLength() + " characters");
            }
            return text;
        });
    }

    /** Reads a whole number; 1.0 is one, too. */
    public Long integer(String name, Rule rule) {
        return read(name, rule, value -> {
            long number = whole(value);
            checkRange(BigDecimal.valueOf(number), rule);
            return number;
        });
    }

    /** Reads a decimal number with all its digits. */
    public BigDecimal decimal(String name, Rule rule) {
        return read(name, rule, value -> {
            if (!(value instanceof BigDecimal number)) {
                throw new Mistake("must be a number");
            }
            // Widened, because the scale of a number such as 1e-2147483647 is close to the limit of int.
            long wholeDigits = (long) number.precision() - number.scale();
            if (wholeDigits > MAX_WHOLE_DIGITS || number.scale() > MAX_FRACTION_DIGITS) {
                throw new Mistake("must have at most " + MAX_WHOLE_DIGITS + " digits before and "
                        + MAX_FRACTION_DIGITS + " after the point");
            }
            checkRange(number, rule);
            return number;
        });
    }

    /** Reads true or false. */
    public Boolean bool(String name, Rule rule) {
        return read(name, rule, value -> {
            if (value instanceof Boolean bool) {
                return bool;
            }
            throw new Mistake("must be true or false");
        });
    }

    /** Reads a date such as 2024-02-29. */
    public LocalDate date(String name, Rule rule) {
        return read(name, rule, value -> parse(value, DATE, LocalDate::parse, "must be a date such as 2024-02-29"));
    }

    /** Reads a date and time with offset such as 2024-02-29T12:30:00Z, at most to the microsecond. */
    public Instant dateTime(String name, Rule rule) {
        return read(name, rule, value -> parse(
                value,
                DATE_TIME,
                text -> OffsetDateTime.parse(text).toInstant(),
                "must be a date and time with offset such as 2024-02-29T12:30:00Z"));
    }

    /** Reads the id of an existing entity. */
    public Long reference(String name, Class<? extends Entity> target, Rule rule) {
        return read(name, rule, value -> {
            long id = whole(value);
            if (!lookup.exists(target, id)) {
                throw new Mistake("refers to " + id + ", which does not exist");
            }
            return id;
        });
    }

    /** Refuses the request if a member was wrong or is not one of those read. */
    public void check() {
        for (String name : source.members().keySet()) {
            if (!known.contains(name)) {
                errors.add(new FieldError(name, "is not a field of this entity"));
            }
        }
        if (!errors.isEmpty()) {
            throw new Problem(400, "The body is not valid.", errors);
        }
    }

    private <V> V read(String name, Rule rule, Function<Object, V> reader) {
        known.add(name);
        Object value = source.members().get(name);
        try {
            if (value != null) {
                return reader.apply(value);
            }
            if (rule.isRequired()) {
                throw new Mistake("is required");
            }
        } catch (Mistake mistake) {
            errors.add(new FieldError(name, mistake.getMessage()));
        }
        return null;
    }

    private static String string(Object value, String message) {
        if (value instanceof String text) {
            return text;
        }
        throw new Mistake(message);
    }

    private static <V> V parse(Object value, Pattern pattern, Function<String, V> parser, String message) {
        String text = string(value, message);
        if (!pattern.matcher(text).matches() || text.startsWith("0000")) {
            throw new Mistake(message);
        }
        try {
            return parser.apply(text);
        } catch (DateTimeException invalid) {
            throw new Mistake(message);
        }
    }

    private static long whole(Object value) {
        if (value instanceof BigDecimal number
                && number.compareTo(SMALLEST_INTEGER) >= 0
                && number.compareTo(LARGEST_INTEGER) <= 0
                && number.stripTrailingZeros().scale() <= 0) {
            return number.longValue();
        }
        throw new Mistake("must be a whole number of at most 64 bits");
    }

    private static void checkRange(BigDecimal number, Rule rule) {
        if (rule.minimum() != null && number.compareTo(rule.minimum()) < 0) {
            throw new Mistake("must be at least " + rule.minimum().toPlainString());
        }
        if (rule.maximum() != null && number.compareTo(rule.maximum()) > 0) {
            throw new Mistake("must be at most " + rule.maximum().toPlainString());
        }
    }

    /** Tells whether an entity exists. */
    @FunctionalInterface
    interface Lookup {
        boolean exists(Class<? extends Entity> type, long id);
    }

    private static final class Mistake extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Mistake(String message) {
            super(message);
        }
    }
}
