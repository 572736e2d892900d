package io.quantumlayer.prompt.entity;

import io.quantumlayer.prompt.entity.AttributeLists.Item;
import io.quantumlayer.prompt.text.Text;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/** What can only be settled when all statements are read: whether a word names several entities, or a relation. */
final class Doubts {

    /** Words that say whose something is. */
    static final Set<String> POSSESSIVES = Set.of("their", "its", "his", "her");

    /** So many words may stand between two entities that one clause relates. */
    private static final int NEAR = 5;

    private static final Set<String> LISTING = Set.of(
            "list", "lists", "listing", "filter", "filters", "filtering", "get", "retrieve", "view", "all", "the");

    /** Demands on an attribute that count only where they stand with it. */
    private static final Set<String> TRAITS = Set.of("unique", "optional", "nullable");

    private final Text text;
    private final NounPhrases phrases;
    private final EntityDrafts drafts;
    private final Set<String> containers;
    private final List<Several> several = new ArrayList<>();
    private final List<Span> undescribed = new ArrayList<>();

    Doubts(Text text, NounPhrases phrases, EntityDrafts drafts, Set<String> containers) {
        this.text = text;
        this.phrases = phrases;
        this.drafts = drafts;
        this.containers = containers;
    }

    private record Several(String owner, Item item, boolean with, boolean open) {}

    private record Span(String entity, int from, int to) {}

    /** An item in the plural: several of another entity, or, unless it is open, one value. */
    void addSeveral(String owner, Item item, boolean with, boolean open) {
        several.add(new Several(owner, item, with, open));
    }

    /** Words that name an entity, and are only understood when the text says which attributes it has. */
    void addUnlessDescribed(String entity, int from, int to) {
        undescribed.add(new Span(entity, from, to));
    }

    /** Words that remain unread. */
    BitSet settle(BitSet used) {
        BitSet unread = new BitSet(text.size());
        for (Several doubt : several) {
            if (!isContainer(doubt.owner())
                    && (doubt.open() || drafts.containsSeveral(doubt.item().name()))) {
                unread.set(doubt.item().from(), doubt.item().to());
                drafts.remove(doubt.owner(), doubt.item().name());
            }
        }
        several.stream()
                .map(Several::owner)
                .filter(this::isContainer)
                .distinct()
                .toList()
                .forEach(drafts::remove);
        for (Span span : undescribed) {
            if (!drafts.isDescribed(span.entity())) {
                unread.set(span.from(), span.to());
            }
        }
        relations(used, unread);
        for (int i = 0; i < text.size(); i++) {
            if (phrases.isPossessive(i) && drafts.containsSeveral(text.form(i))) {
                unread.set(i);
            }
            if (!used.get(i) && TRAITS.contains(text.form(i)) && !isOfTheService(i + 1)) {
                unread.set(i);
            }
        }
        return unread;
    }

    /** "A blog with posts and comments" is no entity when posts and comments are. */
    private boolean isContainer(String owner) {
        return containers.contains(owner)
                && drafts.isBare(owner)
                && several.stream()
                        .filter(doubt -> doubt.owner().equals(owner))
                        .allMatch(doubt -> doubt.with()
                                && doubt.open()
                                && drafts.containsSeveral(doubt.item().name()));
    }

    /** Two entities in one clause that no statement relates, as in "tasks for users" or "users create tasks". */
    private void relations(BitSet used, BitSet unread) {
        int last = -1;
        for (int i = 0; i < text.size(); i++) {
            if (last >= 0 && !phrases.isPlain(i - 1) || NounPhrases.JOINS.contains(text.form(i))) {
                last = -1;
            }
            if (!drafts.containsSeveral(text.form(i))
                    && (i == 0 || !drafts.containsSeveral(phrases.name(i - 1, i + 1)))) {
                continue;
            }
            if (last >= 0 && i - last > 1 && i - last <= NEAR && used.nextClearBit(last + 1) < i && !filters(last, i)) {
                unread.set(last, i + 1);
            }
            if (i > 0 && !used.get(i - 1) && POSSESSIVES.contains(text.form(i - 1))) {
                unread.set(i - 1, i + 1);
            }
            last = i;
        }
    }

    /** "list products of a category", which a service does where products have one. */
    private boolean filters(int listed, int by) {
        return listed > 0 && LISTING.contains(text.form(listed - 1)) && drafts.refers(text.form(listed), text.form(by));
    }

    private boolean isOfTheService(int index) {
        return index < text.size() && text.form(index).matches("constraints?|fields?|attributes?|values?");
    }
}
