package io.quantumlayer.recipes.engine;

import io.quantumlayer.prompt.text.Phrase;
import io.quantumlayer.prompt.text.Text;
import io.quantumlayer.recipes.recipe.Recipe;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the recipes that a prompt means. */
final class RecipeMatcher {

    private final Map<Recipe, Phrases> recipes = new LinkedHashMap<>();

    RecipeMatcher(List<Recipe> recipes) {
        for (Recipe recipe : recipes) {
            Recipe.Match match = recipe.match();
            if (match != null) {
                List<Covering> covering = new ArrayList<>();
                for (Recipe.Requirement requirement : recipe.requirements()) {
                    covering.add(new Covering(
                            requirement.phrases().stream()
                                    .filter(phrase -> !phrase.contains("[="))
                                    .map(Phrase::of)
                                    .toList(),
                            phrases(requirement.beside())));
                }
                covering.add(new Covering(
                        Stream.of(
                                        match.all().stream().flatMap(List::stream),
                                        recipe.called().stream(),
                                        recipe.exchanges().stream().flatMap(exchange -> exchange.takes().stream()),
                                        recipe.exchanges().stream().flatMap(exchange -> exchange.gives().stream()))
                                .flatMap(all -> all)
                                .distinct()
                                .map(Phrase::of)
                                .toList(),
                        List.of()));
                this.recipes.put(
                        recipe,
                        new Phrases(
                                match.all().stream().map(RecipeMatcher::phrases).toList(),
                                phrases(match.none()),
                                covering));
            }
        }
    }

    private record Phrases(List<List<Phrase>> all, List<Phrase> none, List<Covering> covering) {}

    /** Phrases that count everywhere, or together with others in one sentence. */
    private record Covering(List<Phrase> phrases, List<Phrase> beside) {

        void mark(Text text, BitSet covered) {
            BitSet words = marked(phrases, text);
            if (beside.isEmpty()) {
                covered.or(words);
                return;
            }
            BitSet others = marked(beside, text);
            Set<Integer> sentences = sentences(text, words);
            sentences.retainAll(sentences(text, others));
            words.or(others);
            words.stream()
                    .filter(index -> sentences.contains(text.words().get(index).sentence()))
                    .forEach(covered::set);
        }

        private static BitSet marked(List<Phrase> phrases, Text text) {
            BitSet marked = new BitSet(text.size());
            phrases.forEach(phrase -> phrase.mark(text, marked));
            return marked;
        }

        private static Set<Integer> sentences(Text text, BitSet words) {
            return words.stream()
                    .mapToObj(index -> text.words().get(index).sentence())
                    .collect(Collectors.toCollection(HashSet::new));
        }
    }

    /**
     * A recipe that is meant.
     *
     * @param fragments fragments of the text that mean it
     * @param covered words that it covers
     * @param refused phrases for what it does not have, with the words where they stand
     */
    record Match(Recipe recipe, Set<Integer> fragments, BitSet covered, Map<Phrase, BitSet> refused) {

        private int weight() {
            return covered.cardinality();
        }

        private int first() {
            return fragments.stream().min(Comparator.naturalOrder()).orElse(0);
        }
    }

    /**
     * The recipes that the text means, the best one first: the one that covers most words, or else is named first.
     *
     * @param type words that count as part of the text without standing in it
     * @param entities words that name entities, which count for recipes that need them
     */
    List<Match> matches(Text text, Text type, BitSet entities) {
        return recipes.entrySet().stream()
                .map(recipe -> match(recipe.getKey(), recipe.getValue(), text, type, entities))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(Match::weight)
                        .reversed()
                        .thenComparing(Match::first)
                        .thenComparing(match -> match.recipe().id()))
                .toList();
    }

    private static Optional<Match> match(Recipe recipe, Phrases phrases, Text text, Text type, BitSet entities) {
        List<Set<Integer>> groups = new ArrayList<>();
        for (List<Phrase> group : phrases.all()) {
            Set<Integer> fragments = fragments(group, text);
            if (!fragments.isEmpty()) {
                groups.add(fragments);
            } else if (group.stream().allMatch(phrase -> phrase.hits(type).isEmpty())) {
                return Optional.empty();
            }
        }
        Set<Integer> main = main(groups);
        Map<Phrase, BitSet> refused = new LinkedHashMap<>();
        for (Phrase none : phrases.none()) {
            for (Phrase.Hit hit : none.hits(text)) {
                for (int i = hit.from(); i < hit.to(); i++) {
                    if (main.contains(text.words().get(i).fragment())) {
                        return Optional.empty();
                    }
                }
                refused.computeIfAbsent(none, phrase -> new BitSet()).set(hit.from(), hit.to());
            }
        }
        BitSet covered = new BitSet(text.size());
        phrases.covering().forEach(covering -> covering.mark(text, covered));
        if (recipe.needs().contains(Recipe.ENTITIES)) {
            covered.or(entities);
        }
        refused.values().forEach(covered::andNot);
        return Optional.of(new Match(recipe, main, covered, refused));
    }

    /** The first fragment that hits every group, or else the first of each group. */
    private static Set<Integer> main(List<Set<Integer>> groups) {
        if (groups.isEmpty()) {
            return Set.of();
        }
        Set<Integer> common = new HashSet<>(groups.getFirst());
        groups.forEach(common::retainAll);
        if (!common.isEmpty()) {
            return common.stream().min(Comparator.naturalOrder()).map(Set::of).orElse(Set.of());
        }
        return groups.stream()
                .map(fragments ->
                        fragments.stream().min(Comparator.naturalOrder()).orElse(0))
                .collect(Collectors.toSet());
    }

    private static Set<Integer> fragments(List<Phrase> group, Text text) {
        Set<Integer> fragments = new HashSet<>();
        for (Phrase phrase : group) {
            for (Phrase.Hit hit : phrase.hits(text)) {
                fragments.add(text.words().get(hit.from()).fragment());
            }
        }
        return fragments;
    }

    private static List<Phrase> phrases(List<String> written) {
        return written.stream().map(Phrase::of).toList();
    }
}
