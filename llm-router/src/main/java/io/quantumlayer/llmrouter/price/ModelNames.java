package io.quantumlayer.llmrouter.price;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names that a model has: the id it is asked by, and its vendor's where a cloud puts its own marks around it. */
public final class ModelNames {

    /** As in {@code us.anthropic.claude-sonnet-4-5-20250929-v1:0}, and in ARNs of inference profiles. */
    private static final Pattern CLOUD = Pattern.compile("(?:.*[./])?anthropic\\.(.+?)(?:-v\\d+(?::\\d+)?)?");

    private static final Pattern DATE = Pattern.compile("(?:-\\d{4}-\\d{2}-\\d{2}|[-@]20\\d{6}|-latest)$");

    private ModelNames() {}

    /** The names, the most exact one first: as given, the vendor's, the vendor's without a date. */
    public static List<String> of(String model) {
        Matcher cloud = CLOUD.matcher(model);
        String vendors = cloud.matches() ? cloud.group(1) : model;
        return List.of(model, vendors, DATE.matcher(vendors).replaceFirst("")).stream()
                .distinct()
                .toList();
    }
}
