package io.quantumlayer.parser.syntax;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A condition on the text of captured nodes: {@code eq?}, {@code any-of?}, {@code match?} and their {@code not-} forms,
 * as tree-sitter defines them. It holds when it holds for each node of the capture; a capture without nodes satisfies
 * it.
 */
record TextPredicate(String capture, Predicate<CharSequence> test) {

    static TextPredicate of(String owner, String name, List<String> arguments) {
        if (arguments.size() < 2
                || !arguments.getFirst().startsWith("@")
                || arguments.subList(1, arguments.size()).stream().anyMatch(argument -> argument.startsWith("@"))) {
            throw new IllegalArgumentException(
                    "Rule '%s': #%s takes a capture and then strings".formatted(owner, name));
        }
        Set<String> values = Set.copyOf(arguments.subList(1, arguments.size()));
        String positive = name.startsWith("not-") ? name.substring("not-".length()) : name;
        Predicate<CharSequence> test = switch (positive) {
            case "eq?", "any-of?" -> equal(values);
            case "match?" -> matching(Pattern.compile(arguments.get(1)));
            default ->
                throw new IllegalArgumentException(
                        "Rule '%s': the predicate #%s is unknown; known are eq?, any-of?, match? and their not- forms"
                                .formatted(owner, name));
        };
        return new TextPredicate(arguments.getFirst().substring(1), positive.equals(name) ? test : test.negate());
    }

    boolean holds(Map<String, List<SyntaxNode>> captures, Deadline deadline) {
        return captures.getOrDefault(capture, List.of()).stream()
                .allMatch(node -> test.test(new GuardedText(node.tree().text(), node.start(), node.end(), deadline)));
    }

    private static Predicate<CharSequence> equal(Set<String> values) {
        int longest = values.stream().mapToInt(String::length).max().orElse(0);
        return text -> text.length() <= longest && values.contains(text.toString());
    }

    private static Predicate<CharSequence> matching(Pattern pattern) {
        return text -> pattern.matcher(text).find();
    }
}
