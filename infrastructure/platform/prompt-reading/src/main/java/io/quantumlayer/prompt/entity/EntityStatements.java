package io.quantumlayer.prompt.entity;

import io.quantumlayer.contracts.project.Requirements.Attribute;
import io.quantumlayer.contracts.project.Requirements.Entity;
import io.quantumlayer.prompt.entity.AttributeLists.Item;
import io.quantumlayer.prompt.entity.NounPhrases.Noun;
import io.quantumlayer.prompt.text.Text;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One pass over a text, statement by statement; each is found by its verb, or by a parenthesis or colon. */
final class EntityStatements {

    static final Set<String> MODALS = Set.of("may", "can", "must", "should", "always", "optionally", "will");

    private static final Set<String> WEAK_MODALS = Set.of("may", "can", "optionally");
    private static final Set<String> OWN = Set.of("has", "have", "having");
    private static final Set<String> HAVE = Set.of("has", "have", "having", "with", "contains", "contain");
    private static final Set<String> MANY = Set.of("many", "several", "multiple");
    private static final Set<String> ANNOUNCE = Set.of(
            "for",
            "manage",
            "manages",
            "managing",
            "track",
            "tracks",
            "tracking",
            "store",
            "stores",
            "storing",
            "handle",
            "handles",
            "handling",
            "keep",
            "keeps",
            "of");
    private static final Set<String> COLLECTIONS =
            Set.of("management", "catalog", "catalogue", "collection", "inventory", "list", "lists", "crud");

    private final Text text;
    private final EntityVocabulary vocabulary;
    private final Nouns nouns;
    private final NounPhrases phrases;
    private final AttributeLists lists;
    private final EntityDrafts drafts;
    private final BitSet used;
    private final Set<String> inferred = new TreeSet<>();
    private @Nullable Noun subject;

    EntityStatements(Text text, EntityVocabulary vocabulary, Nouns nouns) {
        this.text = text;
        this.vocabulary = vocabulary;
        this.nouns = nouns;
        this.phrases = new NounPhrases(text, vocabulary, nouns);
        this.lists = new AttributeLists(text, vocabulary, phrases);
        this.drafts = new EntityDrafts(nouns);
        this.used = new BitSet(text.size());
    }

    NamedEntities read() {
        int index = 0;
        while (index < text.size()) {
            index = Math.max(index + 1, statement(index));
        }
        List<Entity> entities = drafts.finish();
        List<String> assumptions = new ArrayList<>();
        if (!inferred.isEmpty()) {
            assumptions.add("Types that the prompt does not state follow from the names: " + String.join(", ", inferred)
                    + "; everything else is text.");
        }
        assumptions.addAll(drafts.assumptions());
        return new NamedEntities(entities, used, Set.copyOf(drafts.undescribed()), List.copyOf(assumptions));
    }

    /** Reads the statement whose verb stands at the index; returns where to go on. */
    private int statement(int index) {
        String word = text.form(index);
        if (isBelongs(index)) {
            return belongs(index);
        }
        if (HAVE.contains(word)) {
            return has(index);
        }
        if (ANNOUNCE.contains(word)) {
            return announced(index);
        }
        String gap = text.gapAfter(index);
        return gap.contains("(") || gap.strip().equals(":") ? enclosed(index) : index + 1;
    }

    private boolean isBelongs(int index) {
        String next = follows(index) ? text.form(index + 1) : "";
        return switch (text.form(index)) {
            case "belongs", "belong", "refers", "refer", "linked", "assigned" -> next.equals("to");
            case "references", "reference" -> true;
            default -> false;
        };
    }

    /** "each product belongs to a category and may belong to a supplier". */
    private int belongs(int index) {
        Noun owned = subjectOf(index);
        if (owned == null) {
            return index + 1;
        }
        drafts.add(owned.name());
        boolean required = index == 0 || !WEAK_MODALS.contains(text.form(index - 1));
        int position = index + (text.form(index).startsWith("reference") ? 1 : 2);
        int end = position;
        while (true) {
            while (position < text.size() && Set.of("zero", "or", "optional").contains(text.form(position))) {
                required = false;
                position++;
            }
            Noun owner = phrases.beginning(position);
            if (owner == null || !text.sameSentence(index, owner.to() - 1)) {
                return end;
            }
            drafts.refer(owned.name(), owner.name(), required);
            used.set(owned.from(), owned.to());
            used.set(index, owner.to());
            end = owner.to();
            position = phrases.afterJoin(end);
            if (position >= text.size()
                    || !phrases.isSeparated(end - 1)
                    || !text.sameSentence(index, position)
                    || !NounPhrases.DETERMINERS.contains(text.form(position))) {
                return end;
            }
        }
    }

    private int has(int index) {
        boolean with = text.form(index).equals("with");
        if (with && index > 0 && vocabulary.notEntities().contains(text.form(index - 1))) {
            int end = announced(index);
            if (end > index + 1) {
                used.set(index - 1);
            }
            return end;
        }
        Noun owner = subjectOf(index);
        if (owner == null || !follows(index)) {
            return index + 1;
        }
        int next = index + 1;
        boolean counted = Set.of("zero", "one").contains(text.form(next))
                && follows(next)
                && text.form(next + 1).equals("or");
        if (!with && (counted || MANY.contains(text.form(next)))) {
            return hasMany(owner, index);
        }
        return attributes(owner, index);
    }

    /** "a category has many products" says that a product belongs to a category. */
    private int hasMany(Noun owner, int index) {
        int position = index + 1;
        while (position < text.size()
                && (MANY.contains(text.form(position))
                        || Set.of("zero", "one", "or", "more").contains(text.form(position)))) {
            position++;
        }
        Noun owned = phrases.beginning(position);
        if (owned == null || !text.sameSentence(index, owned.to() - 1)) {
            return index + 1;
        }
        drafts.add(owner.name());
        drafts.refer(owned.name(), owner.name(), true);
        used.set(owner.from(), owner.to());
        used.set(index, owned.to());
        return owned.to();
    }

    /** "a product has a name and a price", "products with name and price". */
    private int attributes(Noun owner, int verb) {
        List<Item> items = lists.items(verb + 1, text.size());
        if (items.isEmpty()) {
            return verb + 1;
        }
        drafts.add(owner.name());
        List<Item> plain = new ArrayList<>();
        for (Item item : items) {
            String other = nouns.singular(item.name());
            if (item.many()) {
                drafts.refer(other, owner.name(), true);
            } else if (OWN.contains(text.form(verb))
                    && item.determined()
                    && vocabulary.things().contains(other)) {
                drafts.refer(owner.name(), other, !item.optional());
            } else {
                plain.add(item);
            }
        }
        used.set(verb, items.getLast().to());
        keep(owner, plain);
        return items.getLast().to();
    }

    /** "books (title, isbn)" or "Book: title, isbn". */
    private int enclosed(int index) {
        Noun owner = phrases.ending(index + 1);
        if (owner == null || index + 1 >= text.size()) {
            return index + 1;
        }
        boolean parenthesis = text.gapAfter(index).contains("(");
        int limit = parenthesis ? phrases.afterParenthesis(index + 1, text.size()) : text.size();
        List<Item> items = lists.items(index + 1, limit);
        boolean oneOfSeveral = !parenthesis && !drafts.isEmpty() && beginsSentence(owner.from());
        if (items.isEmpty() || items.size() < 2 && !drafts.contains(owner.name()) && !oneOfSeveral) {
            return index + 1;
        }
        used.set(index + 1, items.getLast().to());
        keep(owner, items);
        return items.getLast().to();
    }

    /** "for books and authors", "manages tasks": nouns in the plural. */
    private int announced(int index) {
        List<Noun> found = new ArrayList<>();
        int position = index + 1;
        while (position < text.size() && text.sameSentence(index, position)) {
            Noun noun = phrases.beginning(position);
            if (noun == null || !noun.plural() || !text.sameSentence(index, noun.to() - 1)) {
                break;
            }
            found.add(noun);
            if (noun.to() >= text.size() || !phrases.isSeparated(noun.to() - 1)) {
                break;
            }
            position = phrases.afterJoin(noun.to());
        }
        boolean of = text.form(index).equals("of");
        if (found.isEmpty() || of && (index == 0 || !COLLECTIONS.contains(text.form(index - 1)))) {
            return index + 1;
        }
        used.set(index);
        for (Noun noun : found) {
            drafts.add(noun.name());
            used.set(noun.from(), noun.to());
        }
        // The last one may go on with its attributes.
        return Math.max(index + 1, found.getLast().to() - 1);
    }

    private void keep(Noun owner, List<Item> items) {
        drafts.add(owner.name());
        used.set(owner.from(), owner.to());
        for (Item item : items) {
            if (item.name().equals("id")) {
                continue;
            }
            Attribute attribute = item.hints().attribute(item.name());
            if (!item.hints().statesType() && !attribute.type().equals("string")) {
                inferred.add(item.name().replace('_', ' ') + " is " + described(attribute));
            }
            drafts.add(owner.name(), attribute);
        }
    }

    private static String described(Attribute attribute) {
        String article = attribute.type().equals("integer") ? "an " : "a ";
        return article + attribute.type() + (attribute.min() != null && attribute.min() == 0 ? " not below 0" : "");
    }

    /** The noun before a verb and its modal verbs; after "and" or a comma, the subject of the statement before. */
    private @Nullable Noun subjectOf(int verb) {
        int to = verb;
        while (to > 0 && phrases.isPlain(to - 1) && MODALS.contains(text.form(to - 1))) {
            to--;
        }
        if (to > 0 && phrases.isPlain(to - 1) && text.sameSentence(to - 1, verb)) {
            Noun noun = phrases.ending(to);
            if (noun != null) {
                subject = noun;
                return noun;
            }
        }
        boolean goesOn = to > 0
                && (text.form(to - 1).equals("and") || text.gapAfter(to - 1).contains(","));
        return goesOn && !text.form(verb).equals("with") && subject != null && text.sameSentence(subject.from(), verb)
                ? subject
                : null;
    }

    private boolean beginsSentence(int index) {
        return index == 0 || !text.sameSentence(index - 1, index);
    }

    private boolean follows(int index) {
        return index + 1 < text.size() && text.sameSentence(index, index + 1);
    }
}
