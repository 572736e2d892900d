package [=project.package];

/** Input text without surrounding white space. */
public final class RequiredText {

    private RequiredText() {}

    /**
     * Returns a text without surrounding white space, as {@link String#strip()} defines it.
     *
     * @param text the text, not null
     * @return the stripped text, never empty
     * @throws IllegalArgumentException if nothing but white space is given
     */
    public static String of(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty()) {
            throw new IllegalArgumentException("text must not be blank");
        }
        return stripped;
    }
}
