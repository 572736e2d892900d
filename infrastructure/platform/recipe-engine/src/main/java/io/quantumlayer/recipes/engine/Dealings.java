package io.quantumlayer.recipes.engine;

import io.quantumlayer.prompt.exchange.Exchange;
import io.quantumlayer.prompt.exchange.Exchange.Certainty;
import io.quantumlayer.prompt.exchange.Exchange.Thing;
import io.quantumlayer.prompt.text.Phrase;
import io.quantumlayer.prompt.text.Text;
import io.quantumlayer.recipes.recipe.Recipe;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares what a prompt wants taken, given and made with what a recipe deals in. */
final class Dealings {

    private final List<Phrase> called;
    private final List<List<Phrase>> takes;
    private final List<List<Phrase>> gives;

    Dealings(Recipe recipe) {
        this.called = phrases(recipe.called());
        this.takes = recipe.exchanges().stream()
                .map(exchange -> phrases(exchange.takes()))
                .toList();
        this.gives = recipe.exchanges().stream()
                .map(exchange -> phrases(exchange.gives()))
                .toList();
    }

    private static List<Phrase> phrases(List<String> written) {
        return written.stream().map(Phrase::of).toList();
    }

    /**
     * Words that name something else, where the recipe says what it deals in.
     *
     * @param unspecific words such as "input" or "error"
     * @param artefacts words such as "function"; what is called one by its name may be called as it likes
     */
    BitSet foreign(Text text, List<Exchange> exchanges, BitSet unspecific, BitSet artefacts) {
        BitSet foreign = new BitSet(text.size());
        if (takes.isEmpty()) {
            return foreign;
        }
        Set<Integer> before = Set.of();
        int sentence = -1;
        for (Exchange exchange : exchanges) {
            if (exchange.certainty() == Certainty.MADE && names(exchange.gives(), artefacts)) {
                continue;
            }
            Thing in = specific(text, exchange.takes(), unspecific);
            Thing out = specific(text, exchange.gives(), unspecific);
            Set<Integer> taken = in == null ? Set.of() : among(takes, text, in);
            Set<Integer> given = out == null ? Set.of() : among(gives, text, out);
            boolean possessed = exchange.certainty() == Certainty.POSSESSED;
            if (out != null && !possessed && given.isEmpty() && isForeign(text, out, exchange.certainty())) {
                foreign.set(out.from(), out.to());
            }
            if (in != null
                    && taken.isEmpty()
                    && (possessed
                            ? !given.isEmpty() && isKnown(text, in)
                            : isForeign(text, in, exchange.certainty()))) {
                foreign.set(in.from(), in.to());
            }
            // "Takes a title and returns a slug" says it in two statements.
            Set<Integer> with = in == null && out != null && sentence == sentence(text, out) ? before : taken;
            if (out != null
                    && !with.isEmpty()
                    && !given.isEmpty()
                    && with.stream().noneMatch(given::contains)) {
                foreign.set(out.from(), out.to());
            }
            if (in != null && exchange.certainty() == Certainty.STATED) {
                before = out == null ? taken : Set.of();
                sentence = sentence(text, in);
            }
        }
        return foreign;
    }

    private static int sentence(Text text, Thing thing) {
        return text.words().get(thing.from()).sentence();
    }

    private static boolean names(@Nullable Thing thing, BitSet artefacts) {
        int first = thing == null ? -1 : artefacts.nextSetBit(thing.from());
        return first >= 0 && thing != null && first < thing.to();
    }

    private boolean isForeign(Text text, Thing thing, Certainty certainty) {
        return switch (certainty) {
            case STATED -> true;
            case MADE -> longest(called, text, thing) == 0;
            case IMPLIED, POSSESSED -> isKnown(text, thing) && longest(called, text, thing) == 0;
        };
    }

    /** Whether the noun is one that the recipe deals in, in any place. */
    private boolean isKnown(Text text, Thing thing) {
        return Stream.concat(takes.stream(), gives.stream()).anyMatch(phrases -> longest(phrases, text, thing) > 0);
    }

    /** The thing without the unspecific words behind its noun; {@code null} where nothing is left but a number. */
    private static @Nullable Thing specific(Text text, @Nullable Thing thing, BitSet unspecific) {
        if (thing == null) {
            return null;
        }
        int to = thing.to();
        while (to > thing.from() && unspecific.get(to - 1)) {
            to--;
        }
        return to == thing.from() || text.form(to - 1).matches("\\d+|[a-z]") ? null : new Thing(thing.from(), to);
    }

    /** Numbers of the exchanges whose phrase for the noun is the most precise. */
    private Set<Integer> among(List<List<Phrase>> places, Text text, Thing thing) {
        int best = Stream.of(takes.stream(), gives.stream())
                .flatMap(all -> all)
                .mapToInt(phrases -> longest(phrases, text, thing))
                .max()
                .orElse(0);
        Set<Integer> among = new HashSet<>();
        for (int i = 0; i < places.size(); i++) {
            if (best > 0 && longest(places.get(i), text, thing) == best) {
                among.add(i);
            }
        }
        return among;
    }

    /** Most words of a phrase that ends where the thing ends. */
    private static int longest(List<Phrase> phrases, Text text, Thing thing) {
        return phrases.stream()
                .mapToInt(phrase -> phrase.lengthBetween(text, thing.from(), thing.to()))
                .max()
                .orElse(0);
    }
}
