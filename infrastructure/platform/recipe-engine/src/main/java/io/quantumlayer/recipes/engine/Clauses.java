package io.quantumlayer.recipes.engine;

import io.quantumlayer.prompt.text.Text;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Clauses of a prompt that hold words which nothing covers. */
final class Clauses {

    private static final Set<String> LEADING = Set.of(
            "and", "but", "that", "which", "who", "also", "then", "plus", "while", "it", "should", "must", "can");
    private static final Set<String> CONNECTIVES = Set.of("and", "but", "that", "which", "then", "plus", "while");
    private static final int SHORT = 3;

    private Clauses() {}

    /**
     * A clause with open words.
     *
     * @param text the clause as it stands
     * @param from first word
     * @param to word after its last
     * @param open words that nothing covers, as they stand
     */
    record Clause(String text, int from, int to, List<String> open) {}

    /** Adjacent fragments with open words, put together to one clause each. */
    static List<Clause> together(Text text, BitSet covered) {
        return collect(text, covered, fragment -> false);
    }

    /** Fragments with open words; a short one, and one that begins without a word such as "and", stays with the one before. */
    static List<Clause> apart(Text text, BitSet covered) {
        return collect(
                text,
                covered,
                fragment ->
                        fragment.to() - fragment.from() >= SHORT && CONNECTIVES.contains(text.form(fragment.from())));
    }

    private record Fragment(int from, int to, int sentence) {}

    private interface Cut {
        boolean before(Fragment fragment);
    }

    private static List<Clause> collect(Text text, BitSet covered, Cut cut) {
        List<Clause> clauses = new ArrayList<>();
        int from = -1;
        int to = -1;
        int sentence = -1;
        for (Fragment fragment : fragments(text)) {
            boolean open = covered.nextClearBit(fragment.from()) < fragment.to();
            boolean goesOn =
                    from >= 0 && to == fragment.from() && sentence == fragment.sentence() && !cut.before(fragment);
            if (from >= 0 && (!open || !goesOn)) {
                clauses.add(clause(text, covered, from, to));
                from = -1;
            }
            if (open) {
                from = from < 0 ? fragment.from() : from;
                to = fragment.to();
                sentence = fragment.sentence();
            }
        }
        if (from >= 0) {
            clauses.add(clause(text, covered, from, to));
        }
        return clauses;
    }

    private static Clause clause(Text text, BitSet covered, int from, int to) {
        List<String> open = IntStream.range(from, to)
                .filter(index -> !covered.get(index))
                .mapToObj(index -> text.excerpt(index, index + 1))
                .distinct()
                .toList();
        int begin = from;
        while (begin < to - 1 && LEADING.contains(text.form(begin))) {
            begin++;
        }
        return new Clause(text.clause(begin, to), from, to, open);
    }

    private static List<Fragment> fragments(Text text) {
        return IntStream.range(0, text.size())
                .boxed()
                .collect(Collectors.groupingBy(
                        index -> text.words().get(index).fragment(), TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(indexes -> new Fragment(
                        indexes.getFirst(),
                        indexes.getLast() + 1,
                        text.words().get(indexes.getFirst()).sentence()))
                .toList();
    }
}
