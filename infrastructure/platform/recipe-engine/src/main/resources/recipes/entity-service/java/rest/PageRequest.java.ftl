package [=project.package].rest;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Which entities a client wants to see; {@code references} holds ids by field name. */
record PageRequest(long limit, long offset, Map<String, Long> references) {

    private static final long DEFAULT_LIMIT = 20;
    private static final long MAX_LIMIT = 100;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    /** Reads the query of a URI, which may be null. */
    static PageRequest parse(EntityType<?> type, String query) {
        Map<String, Long> minimums = new LinkedHashMap<>();
        minimums.put("limit", 1L);
        minimums.put("offset", 0L);
        type.references().forEach(reference -> minimums.put(reference.field(), 1L));
        Map<String, Long> parameters = new LinkedHashMap<>();
        List<FieldError> errors = new ArrayList<>();
        for (String parameter : query == null || query.isEmpty() ? new String[0] : query.split("&")) {
            String[] parts = parameter.split("=", 2);
            String name = decode(parts[0]);
            long number = parts.length == 2 ? number(decode(parts[1])) : -1;
            Long minimum = minimums.get(name);
            if (minimum == null) {
                errors.add(new FieldError(name, "is not one of " + String.join(", ", minimums.keySet())));
            } else if (parameters.putIfAbsent(name, number) != null) {
                errors.add(new FieldError(name, "is given more than once"));
            } else if (number < minimum) {
                errors.add(new FieldError(name, "must be a whole number, at least " + minimum));
            } else if (name.equals("limit") && number > MAX_LIMIT) {
                errors.add(new FieldError(name, "must be at most " + MAX_LIMIT));
            }
        }
        if (!errors.isEmpty()) {
            throw new Problem(400, "The query parameters are not valid.", errors);
        }
        Long limit = parameters.remove("limit");
        Long offset = parameters.remove("offset");
        return new PageRequest(limit == null ? DEFAULT_LIMIT : limit, offset == null ? 0 : offset, parameters);
    }

    private static long number(String text) {
        return NUMBER.matcher(text).matches() ? Long.parseLong(text) : -1;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new Problem(400, "The query is malformed.");
        }
    }
}
