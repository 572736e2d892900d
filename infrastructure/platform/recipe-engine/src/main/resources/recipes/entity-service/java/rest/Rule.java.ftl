package [=project.package].rest;

import java.math.BigDecimal;

/** What a field demands besides its type; null means no limit. */
public record Rule(boolean isRequired, BigDecimal minimum, BigDecimal maximum, Integer maximumLength) {

    /** The field must be present, and not blank if it is a text. */
    public static Rule required() {
        return new Rule(true, null, null, null);
    }

    /** The field may be absent or null. */
    public static Rule optional() {
        return new Rule(false, null, null, null);
    }

    /** The smallest number allowed, in decimal notation. */
    public Rule min(String value) {
        return new Rule(isRequired, new BigDecimal(value), maximum, maximumLength);
    }

    /** The largest number allowed, in decimal notation. */
    public Rule max(String value) {
        return new Rule(isRequired, minimum, new BigDecimal(value), maximumLength);
    }

    /** The length of the longest text allowed, in Unicode code points. */
    public Rule maxLength(int value) {
        return new Rule(isRequired, minimum, maximum, value);
    }
}
