package io.quantumlayer.prompt.entity;

import io.quantumlayer.prompt.entity.NounPhrases.Noun;
import io.quantumlayer.prompt.text.Text;
import java.util.BitSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads statements such as "each product belongs to a category and may belong to a supplier". */
final class ReferenceStatements {

    private static final int NEAR = 5;

    private final Text text;
    private final EntityVocabulary vocabulary;
    private final NounPhrases phrases;
    private final Subjects subjects;
    private final Quantities quantities;
    private final EntityDrafts drafts;
    private final BitSet used;
    private final BitSet unread;

    ReferenceStatements(
            Text text,
            EntityVocabulary vocabulary,
            NounPhrases phrases,
            Subjects subjects,
            EntityDrafts drafts,
            BitSet used,
            BitSet unread) {
        this.text = text;
        this.vocabulary = vocabulary;
        this.phrases = phrases;
        this.subjects = subjects;
        this.quantities = new Quantities(text, vocabulary, phrases);
        this.drafts = drafts;
        this.used = used;
        this.unread = unread;
    }

    /** Whether the verb of such a statement stands at the index. */
    boolean standsAt(int index) {
        String next = text.goesOnAfter(index) ? text.form(index + 1) : "";
        return switch (text.form(index)) {
            case "belongs", "belong", "refers", "refer" -> next.equals("to");
            case "linked", "assigned" ->
                next.equals("to") && index > 0 && Set.of("is", "are", "be").contains(text.form(index - 1));
            case "references", "reference" -> NounPhrases.DETERMINERS.contains(next);
            default -> false;
        };
    }

    /** Reads the statement whose verb stands at the index; returns where to go on. */
    int read(int index) {
        int verb = text.form(index).endsWith("ed") ? index - 1 : index;
        Noun owned = subjects.before(verb);
        if (owned == null) {
            return index + 1;
        }
        boolean required = verb == 0 || !NounPhrases.WEAK_MODALS.contains(text.form(verb - 1));
        int position = index + (text.form(index).startsWith("reference") ? 1 : 2);
        int end = index;
        while (true) {
            while (position < text.size()
                    && Set.of("a", "an", "zero", "or", "optional").contains(text.form(position))) {
                required &= text.form(position).startsWith("a");
                position++;
            }
            Noun owner = quantities.beginsAt(position) ? null : phrases.beginning(position);
            boolean severalOwners = owner != null && owner.plural() && !owned.plural();
            if (owner == null || severalOwners || !text.sameSentence(index, owner.to() - 1)) {
                return end == index ? unreadRelation(index, position, owner) : end;
            }
            drafts.add(owned.name());
            drafts.refer(owned.name(), owner.name(), required);
            used.set(owned.from(), owned.to());
            used.set(subjects.withModals(verb), owner.to());
            end = owner.to();
            if (end < text.size() && phrases.isPlain(end - 1) && text.form(end).equals("or")) {
                return unreadRelation(end, end + 1, phrases.beginning(end + 1));
            }
            position = phrases.afterJoin(end);
            if (position >= text.size()
                    || !phrases.isSeparated(end - 1)
                    || !text.sameSentence(index, position)
                    || !isOwner(position)) {
                return end;
            }
        }
    }

    /** Whether a list of owners goes on: with "a supplier", or with a bare noun that no verb follows. */
    private boolean isOwner(int position) {
        if (NounPhrases.DETERMINERS.contains(text.form(position))) {
            return true;
        }
        Noun noun = phrases.beginning(position);
        return noun != null
                && !noun.plural()
                && (drafts.contains(noun.name()) || vocabulary.things().contains(noun.name()))
                && (noun.to() >= text.size() || !phrases.isPlain(noun.to() - 1));
    }

    private int unreadRelation(int from, int position, @Nullable Noun owner) {
        int to = owner != null ? owner.to() : position;
        while (owner == null && to < text.size() && to - position < NEAR && text.sameSentence(from, to)) {
            Noun noun = phrases.beginning(to);
            if (noun != null) {
                to = noun.to();
                break;
            }
            to++;
        }
        if (to > from && to <= text.size() && text.sameSentence(from, to - 1)) {
            unread.set(from, to);
        }
        return Math.max(from + 1, to);
    }
}
