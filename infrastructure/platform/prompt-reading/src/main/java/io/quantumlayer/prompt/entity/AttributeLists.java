package io.quantumlayer.prompt.entity;

import io.quantumlayer.prompt.text.Text;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads lists such as "a title, an isbn (unique), pages (integer, optional) and a rating from 1 to 5". */
final class AttributeLists {

    private static final Set<String> MODIFIERS = Set.of("optional", "required", "mandatory", "unique");
    private static final Set<String> TYPES =
            Set.of("string", "integer", "int", "decimal", "float", "boolean", "bool", "numeric", "datetime");
    private static final Set<String> PARTICLES = Set.of("at", "on", "by");
    private static final Set<String> OBJECTS = Set.of(
            "a", "an", "the", "each", "every", "all", "any", "them", "it", "its", "their", "this", "these", "those");
    private static final Set<String> ENDS = Set.of("that", "which", "who", "whose", "where", "when", "if", "or");
    private static final int MAX_WORDS = 2;
    private static final int LONGEST_NAME = 6;
    private static final int LONGEST_HINT = 8;

    private final Text text;
    private final EntityVocabulary vocabulary;
    private final NounPhrases phrases;
    private final Quantities quantities;

    AttributeLists(Text text, EntityVocabulary vocabulary, NounPhrases phrases) {
        this.text = text;
        this.vocabulary = vocabulary;
        this.phrases = phrases;
        this.quantities = new Quantities(text, vocabulary, phrases);
    }

    /**
     * An item of a list.
     *
     * @param name in snake case
     * @param determined whether a word such as "a" stands before it
     * @param many whether a word such as "many" stands before it
     * @param from first word
     * @param to word after its last, hints included
     * @param unclear first word of what is said about it and not understood, or {@code to}
     */
    record Item(String name, AttributeHints hints, boolean determined, boolean many, int from, int to, int unclear) {}

    /**
     * A list.
     *
     * @param to word after its last, whether that is read or not
     * @param unread words of items, or about items, that are in no form that the grammar has
     */
    record Items(List<Item> read, int to, BitSet unread) {}

    /** The items from one word to before the limit, as far as they are about attributes. */
    Items items(int from, int limit) {
        List<Item> items = new ArrayList<>();
        BitSet unread = new BitSet();
        int position = from;
        int end = from;
        while (position < limit && text.sameSentence(from, position)) {
            Item item = item(position, limit);
            int next = item == null ? unreadableItem(position, limit) : item.to();
            if (next == position) {
                break;
            }
            if (item == null) {
                unread.set(position, next);
            } else {
                items.add(item);
                unread.set(item.unclear(), next);
            }
            end = next;
            if (next < limit && phrases.isPlain(next - 1) && text.form(next).equals("or")) {
                end = itemEnd(next + 1, limit);
                unread.set(next, end);
            }
            if (end >= limit || !phrases.isSeparated(end - 1)) {
                break;
            }
            position = phrases.afterJoin(end);
        }
        return new Items(items, end, unread);
    }

    private @Nullable Item item(int start, int limit) {
        AttributeHints hints = new AttributeHints(vocabulary);
        int begin = start;
        boolean determined = false;
        boolean many = false;
        for (; begin < limit && !quantities.beginsAt(begin); begin++) {
            String word = text.form(begin);
            boolean goesOn = begin + 1 < limit && phrases.isPlain(begin);
            if (NounPhrases.DETERMINERS.contains(word)) {
                determined = true;
            } else if (NounPhrases.MANY.contains(word)) {
                many = true;
            } else if (goesOn && MODIFIERS.contains(word)
                    || goesOn && TYPES.contains(word) && phrases.isNamePart(begin + 1)) {
                hints.add(word);
            } else {
                break;
            }
        }
        if (quantities.beginsAt(begin)) {
            return null;
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
        if (!isAttribute(begin, named) || isUnreadable(begin, named, limit) || startsStatement(end, limit)) {
            return null;
        }
        String name = phrases.name(begin, named);
        int to = hintsEnd(end, limit, hints);
        int unclear = to;
        if (to == end) {
            to = afterParenthesis(end, limit);
            unclear = end;
        } else if (!hints.fit(name)) {
            unclear = end;
        }
        if (unclear < to) {
            hints = hints.ofTypeAlone(text.excerpt(unclear, to));
        }
        return new Item(name, hints, determined, many, start, to, unclear);
    }

    private int nameEnd(int begin, int limit) {
        int position = begin;
        while (position < limit && phrases.isNamePart(position) && position - begin < LONGEST_NAME) {
            position++;
            if (position >= limit || !phrases.isPlain(position - 1) || quantities.bounds(position)) {
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

    private boolean isAttribute(int begin, int end) {
        String name = phrases.name(begin, end);
        return name.matches("[a-z][a-z0-9_]*")
                && !vocabulary.notAttributes().contains(name.replace('_', ' '))
                && !vocabulary.features().contains(text.form(end - 1))
                && (!vocabulary.verbs().contains(text.form(begin)) || phrases.isJoined(begin))
                && !(phrases.isPlain(end - 1) && OBJECTS.contains(text.form(end)));
    }

    /** Names that promise a behaviour, that are too long to be understood, or whose noun stands with the next item. */
    private boolean isUnreadable(int begin, int end, int limit) {
        int words = 0;
        for (int i = begin; i < end; i++) {
            words += text.form(i).equals("of") || i > begin && phrases.isJoined(i - 1) ? 0 : 1;
        }
        boolean measured = end - begin > 1
                && vocabulary.measures().contains(text.form(end - 1))
                && !text.form(begin).endsWith("ed");
        boolean shares = end - begin == 1
                && vocabulary.shared().contains(text.form(begin))
                && end + 1 < limit
                && phrases.isPlain(end - 1)
                && NounPhrases.JOINS.contains(text.form(end))
                && nameEnd(end + 1, limit) - end > 2;
        return words > MAX_WORDS || shares || !measured && phrases.namesBehaviour(begin, end);
    }

    /** Index after an item that is about an attribute and not understood; the index itself where there is none. */
    private int unreadableItem(int start, int limit) {
        int begin = start;
        while (begin < limit
                && !quantities.beginsAt(begin)
                && (NounPhrases.DETERMINERS.contains(text.form(begin)) || MODIFIERS.contains(text.form(begin)))) {
            begin++;
        }
        if (quantities.beginsAt(begin)) {
            return itemEnd(begin, limit);
        }
        int end = nameEnd(begin, limit);
        return end > begin && isAttribute(begin, end) && !startsStatement(end, limit) && isUnreadable(begin, end, limit)
                ? itemEnd(end, limit)
                : start;
    }

    /** Index before the next comma, "and" or clause. */
    private int itemEnd(int position, int limit) {
        int end = position;
        while (end < limit
                && (end == position || phrases.isPlain(end - 1))
                && !NounPhrases.JOINS.contains(text.form(end))
                && !ENDS.contains(text.form(end))
                && !startsStatement(end, limit)) {
            end++;
        }
        return end == position ? position : afterParenthesis(end, limit);
    }

    private int afterParenthesis(int position, int limit) {
        return position < limit && text.gapAfter(position - 1).contains("(")
                ? phrases.afterParenthesis(position, limit)
                : position;
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
                && position > 0
                && phrases.isPlain(position - 1)
                && (Set.of("has", "have", "having", "with", "belongs", "belong", "references")
                                .contains(text.form(position))
                        || NounPhrases.MODALS.contains(text.form(position)));
    }

    /** Index after the words that say nothing but type and bounds. */
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

    private int followingHints(int position, int limit, String gap) {
        int best = position;
        for (int stop = position;
                stop < limit && stop - position < LONGEST_HINT && text.sameSentence(position - 1, stop);
                stop++) {
            boolean joins = NounPhrases.JOINS.contains(text.form(stop));
            boolean betweenNumbers =
                    stop > position && phrases.isNumber(stop - 1) && stop + 1 < limit && phrases.isNumber(stop + 1);
            if (joins && !betweenNumbers) {
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
