package io.quantumlayer.prompt.entity;

import io.quantumlayer.prompt.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads lists such as "a title, an isbn (unique), pages (integer, optional) and a rating from 1 to 5". */
final class AttributeLists {

    private static final Set<String> MODIFIERS = Set.of("optional", "required", "mandatory", "unique");
    private static final Set<String> MANY = Set.of("many", "several", "multiple");
    private static final Set<String> PARTICLES = Set.of("at", "on", "by");
    private static final int MAX_NAME = 4;
    private static final int MAX_HINT = 8;

    private final Text text;
    private final EntityVocabulary vocabulary;
    private final NounPhrases phrases;

    AttributeLists(Text text, EntityVocabulary vocabulary, NounPhrases phrases) {
        this.text = text;
        this.vocabulary = vocabulary;
        this.phrases = phrases;
    }

    /**
     * An item of a list.
     *
     * @param name in snake case
     * @param determined whether a word such as "a" stands before it
     * @param many whether a word such as "many" stands before it
     * @param from first word
     * @param to word after its last, hints included
     */
    record Item(
            String name, AttributeHints hints, boolean determined, boolean many, boolean optional, int from, int to) {}

    /** The items from one word to before the limit, as far as they are attributes. */
    List<Item> items(int from, int limit) {
        List<Item> items = new ArrayList<>();
        int position = from;
        while (position < limit && text.sameSentence(from, position)) {
            Item item = item(position, limit);
            if (item == null) {
                break;
            }
            items.add(item);
            position = item.to();
            if (position >= limit || !phrases.isSeparated(position - 1)) {
                break;
            }
            position = phrases.afterJoin(position);
        }
        return items;
    }

    private @Nullable Item item(int start, int limit) {
        AttributeHints hints = new AttributeHints(vocabulary);
        int begin = start;
        boolean determined = false;
        boolean many = false;
        boolean optional = false;
        for (; begin < limit; begin++) {
            String word = text.form(begin);
            boolean goesOn = begin + 1 < limit && phrases.isPlain(begin);
            if (NounPhrases.DETERMINERS.contains(word)) {
                determined = true;
            } else if (MANY.contains(word)) {
                many = true;
            } else if (goesOn && MODIFIERS.contains(word)) {
                hints.add(word);
                optional |= word.equals("optional");
            } else if (goesOn && phrases.isType(word) && phrases.isNamePart(begin + 1)) {
                hints.add(word);
            } else {
                break;
            }
        }
        int end = nameEnd(begin, limit);
        if (end == begin) {
            return null;
        }
        int named = end;
        if (end - begin > 1 && text.form(end - 1).equals("flag")) {
            hints.add("flag");
            named = end - 1;
        } else if (endsInParticle(end, limit)) {
            end++;
            named = end;
        }
        String name = phrases.name(begin, named);
        if (!isAttribute(name, begin) || startsStatement(end, limit)) {
            return null;
        }
        return new Item(name, hints, determined, many, optional, start, hintsEnd(end, limit, hints));
    }

    private int nameEnd(int begin, int limit) {
        int position = begin;
        while (position < limit && phrases.isNamePart(position) && position - begin < MAX_NAME) {
            position++;
            if (position >= limit || !phrases.isPlain(position - 1)) {
                break;
            }
            if (text.form(position).equals("of")
                    && position + 1 < limit
                    && phrases.isNamePart(position + 1)
                    && !text.form(position + 1).equals("type")) {
                position++;
            }
        }
        return position;
    }

    private boolean isAttribute(String name, int begin) {
        return name.matches("[a-z][a-z0-9_]*")
                && !vocabulary.notAttributes().contains(name.replace('_', ' '))
                && (!vocabulary.verbs().contains(text.form(begin)) || phrases.isJoined(begin));
    }

    /** "created at", "due on": the particle belongs to the name when nothing follows that it could go with. */
    private boolean endsInParticle(int position, int limit) {
        return position < limit
                && phrases.isPlain(position - 1)
                && PARTICLES.contains(text.form(position))
                && text.form(position - 1).matches(".+ed|starts?|ends?|begins?|due")
                && (position + 1 >= limit || !phrases.isPlain(position) || !phrases.isNamePart(position + 1));
    }

    private boolean startsStatement(int position, int limit) {
        return position < limit
                && phrases.isPlain(position - 1)
                && (Set.of("has", "have", "having", "with", "belongs", "belong", "references")
                                .contains(text.form(position))
                        || EntityStatements.MODALS.contains(text.form(position)));
    }

    private int hintsEnd(int position, int limit, AttributeHints hints) {
        String gap = text.gapAfter(position - 1);
        if (position >= limit) {
            return position;
        }
        int end = gap.contains("(")
                ? enclosedHints(position, limit, gap.substring(gap.indexOf('(') + 1))
                : gap.contains(",") ? position : followingHints(position, limit, gap);
        if (end > position) {
            hints.add(gap.substring(gap.indexOf('(') + 1) + text.excerpt(position, end));
        }
        return end;
    }

    private int enclosedHints(int position, int limit, String gap) {
        int close = phrases.afterParenthesis(position, limit);
        return AttributeHints.understands(vocabulary, gap + text.excerpt(position, close)) ? close : position;
    }

    /** The longest run of words that says nothing but type and bounds. */
    private int followingHints(int position, int limit, String gap) {
        int best = position;
        for (int stop = position;
                stop < limit && stop - position < MAX_HINT && text.sameSentence(position - 1, stop);
                stop++) {
            boolean joins = NounPhrases.JOINS.contains(text.form(stop));
            if (joins && (stop == position || !text.form(stop - 1).matches("\\d+"))) {
                break;
            }
            if (!AttributeHints.isFiller(text.form(stop))
                    && AttributeHints.understands(vocabulary, gap + text.excerpt(position, stop + 1))) {
                best = stop + 1;
            }
            if (text.gapAfter(stop).contains(",")) {
                break;
            }
        }
        return best;
    }
}
