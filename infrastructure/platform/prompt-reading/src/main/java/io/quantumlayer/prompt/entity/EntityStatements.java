package io.quantumlayer.prompt.entity;

import io.quantumlayer.contracts.project.Requirements.Attribute;
import io.quantumlayer.contracts.project.Requirements.Entity;
import io.quantumlayer.prompt.entity.AttributeLists.Item;
import io.quantumlayer.prompt.entity.AttributeLists.Items;
import io.quantumlayer.prompt.entity.NounPhrases.Noun;
import io.quantumlayer.prompt.text.Text;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One pass over a text, statement by statement; each is found by its verb, or by a parenthesis or colon. A statement in
 * a form that docs/reference/recipes.md does not list is left unread.
 */
final class EntityStatements {

    private static final Set<String> HAVE = Set.of("has", "have", "having", "with", "contains", "contain");
    private static final Set<String> KEEP = Set.of(
            "manage",
            "manages",
            "managing",
            "track",
            "tracks",
            "tracking",
            "store",
            "stores",
            "storing",
            "keep",
            "keeps",
            "keeping");
    /** Before a subject they say no more than the statement does. */
    private static final Set<String> EACH = Set.of("each", "every", "all");

    private static final Set<String> COLLECTIONS =
            Set.of("management", "catalog", "catalogue", "collection", "inventory");

    private final Text text;
    private final EntityVocabulary vocabulary;
    private final Nouns nouns;
    private final NounPhrases phrases;
    private final AttributeLists lists;
    private final Quantities quantities;
    private final Subjects subjects;
    private final ReferenceStatements references;
    private final EntityDrafts drafts;
    private final Doubts doubts;
    private final BitSet used;
    private final BitSet unread;
    private final Set<String> inferred = new TreeSet<>();

    EntityStatements(Text text, EntityVocabulary vocabulary, Nouns nouns) {
        this.text = text;
        this.vocabulary = vocabulary;
        this.nouns = nouns;
        this.phrases = new NounPhrases(text, vocabulary, nouns);
        this.lists = new AttributeLists(text, vocabulary, phrases);
        this.quantities = new Quantities(text, vocabulary, phrases);
        this.drafts = new EntityDrafts(nouns);
        this.doubts = new Doubts(text, phrases, drafts, vocabulary.containers());
        this.used = new BitSet(text.size());
        this.unread = new BitSet(text.size());
        this.subjects = new Subjects(text, phrases);
        this.references = new ReferenceStatements(text, vocabulary, phrases, subjects, drafts, used, unread);
    }

    NamedEntities read() {
        int index = 0;
        while (index < text.size()) {
            index = Math.max(index + 1, statement(index));
        }
        for (int i = 0; i + 1 < text.size(); i++) {
            if (EACH.contains(text.form(i)) && used.get(i + 1) && phrases.isPlain(i)) {
                used.set(i);
            }
        }
        unread.or(doubts.settle(used));
        used.andNot(unread);
        List<Entity> entities = drafts.finish();
        List<String> assumptions = new ArrayList<>();
        if (!inferred.isEmpty()) {
            assumptions.add("Types that the prompt does not state follow from the names: " + String.join(", ", inferred)
                    + "; everything else is text.");
        }
        assumptions.addAll(drafts.assumptions());
        return new NamedEntities(entities, used, unread, Set.copyOf(drafts.undescribed()), List.copyOf(assumptions));
    }

    /** Reads the statement whose verb stands at the index; returns where to go on. */
    private int statement(int index) {
        String word = text.form(index);
        if (references.standsAt(index)) {
            return references.read(index);
        }
        if (HAVE.contains(word)) {
            return has(index);
        }
        if (KEEP.contains(word) || word.equals("for") || word.equals("of")) {
            return announced(index);
        }
        String gap = text.gapAfter(index);
        return gap.contains("(") || gap.strip().equals(":") ? enclosed(index) : index + 1;
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
        Noun owner = subjects.before(index);
        if (owner == null || !text.goesOnAfter(index)) {
            return index + 1;
        }
        int next = index + 1;
        boolean any = text.form(next).equals("zero")
                && text.goesOnAfter(next)
                && text.form(next + 1).equals("or");
        if (!with && (any || NounPhrases.MANY.contains(text.form(next)))) {
            return hasMany(owner, index);
        }
        return attributes(owner, index, next);
    }

    /** "a category has many products" says that a product belongs to a category. */
    private int hasMany(Noun owner, int index) {
        int position = index + 1;
        while (position < text.size()
                && (NounPhrases.MANY.contains(text.form(position))
                        || Set.of("zero", "or", "more").contains(text.form(position)))) {
            position++;
        }
        Noun owned = quantities.beginsAt(position) ? null : phrases.beginning(position);
        if (owned == null || !text.sameSentence(index, owned.to() - 1)) {
            return index + 1;
        }
        drafts.add(owner.name());
        drafts.refer(owned.name(), owner.name(), true);
        used.set(owner.from(), owner.to());
        used.set(subjects.withModals(index), owned.to());
        doubts.addUnlessDescribed(owned.name(), index + 1, owned.to());
        boolean goesOn = owned.to() < text.size() && phrases.isSeparated(owned.to() - 1);
        return goesOn ? attributes(owner, owned.to() - 1, phrases.afterJoin(owned.to())) : owned.to();
    }

    /** "a product has a name and a price", "products with name and price". */
    private int attributes(Noun owner, int verb, int from) {
        Items items = lists.items(from, text.size());
        unread.or(items.unread());
        if (items.read().isEmpty()) {
            return Math.max(from, items.to());
        }
        drafts.add(owner.name());
        used.set(subjects.withModals(verb), items.to());
        List<Item> plain = new ArrayList<>();
        boolean perhaps = verb > 0 && NounPhrases.WEAK_MODALS.contains(text.form(verb - 1));
        for (Item item : items.read()) {
            if (perhaps) {
                item.hints().add("optional");
            }
            String other = nouns.singular(item.name());
            if (item.many()) {
                drafts.refer(other, owner.name(), true);
                doubts.addUnlessDescribed(other, item.from(), item.to());
            } else if (!text.form(verb).equals("with")
                    && item.determined()
                    && !nouns.isPlural(item.name())
                    && vocabulary.things().contains(other)) {
                drafts.refer(owner.name(), other, !item.hints().isOptional());
            } else {
                plain.add(item);
            }
        }
        keep(owner, plain, text.form(verb).equals("with"));
        return items.to();
    }

    /** "books (title, isbn)" or "Book: title, isbn". */
    private int enclosed(int index) {
        Noun owner = phrases.ending(index + 1);
        boolean parenthesis = text.gapAfter(index).contains("(");
        if (owner == null || index + 1 >= text.size() || parenthesis && !heads(owner)) {
            return index + 1;
        }
        int limit = parenthesis ? phrases.afterParenthesis(index + 1, text.size()) : text.size();
        Items items = lists.items(index + 1, limit);
        long values = items.read().stream().filter(item -> !isOpen(item)).count();
        boolean oneOfSeveral = !parenthesis && !drafts.isEmpty() && beginsSentence(owner.from());
        if (values == 0 || values < 2 && !drafts.contains(owner.name()) && !oneOfSeveral) {
            return index + 1;
        }
        used.set(index + 1, items.to());
        unread.or(items.unread());
        keep(owner, items.read(), false);
        return items.to();
    }

    /** Whether the noun may have its attributes in parentheses: "books (…)", "Book (…)"; "a priority (low, high)" has values there. */
    private boolean heads(Noun owner) {
        int before = owner.from() - 1;
        return !vocabulary.enumerated().contains(owner.name())
                && (owner.plural()
                        || before < 0
                        || !phrases.isPlain(before)
                        || NounPhrases.JOINS.contains(text.form(before))
                        || Set.of("each", "every", "entity", "model", "resource")
                                .contains(text.form(before)));
    }

    /** "for books and authors", "manages tasks": nouns in the plural. */
    private int announced(int index) {
        String word = text.form(index);
        List<Noun> found = new ArrayList<>();
        int position = index + 1;
        while (position < text.size() && text.sameSentence(index, position)) {
            Noun noun = phrases.beginning(position);
            if (noun == null
                    || !noun.plural()
                    || !text.sameSentence(index, noun.to() - 1)
                    || Doubts.POSSESSIVES.contains(text.form(position))) {
                break;
            }
            found.add(noun);
            if (noun.to() >= text.size() || !phrases.isSeparated(noun.to() - 1)) {
                break;
            }
            position = phrases.afterJoin(noun.to());
        }
        if (found.isEmpty() || !announces(index, found.getLast().to())) {
            return index + 1;
        }
        // "users manage tasks" relates two entities; "manage tasks" does not.
        used.set(index, KEEP.contains(word) && subjects.before(index) != null ? index : index + 1);
        for (Noun noun : found) {
            drafts.add(noun.name());
            used.set(noun.from(), noun.to());
            if (word.equals("with")) {
                doubts.addUnlessDescribed(noun.name(), noun.from(), noun.to());
            }
        }
        // The last one may go on with its attributes.
        return Math.max(index + 1, found.getLast().to() - 1);
    }

    /** Whether a word such as "for" says what a service keeps, and not for whom it is. */
    private boolean announces(int index, int end) {
        boolean first = index == 0 || !text.sameSentence(index - 1, index);
        return switch (text.form(index)) {
            case "of" -> !first && COLLECTIONS.contains(text.form(index - 1));
            case "for" ->
                (first || vocabulary.notEntities().contains(text.form(index - 1)) || phrases.isNumber(index - 1))
                        && !(end < text.size()
                                && phrases.isPlain(end - 1)
                                && Set.of("to", "who", "whose").contains(text.form(end)));
            default -> true;
        };
    }

    private void keep(Noun owner, List<Item> items, boolean with) {
        drafts.add(owner.name());
        used.set(owner.from(), owner.to());
        for (Item item : items) {
            if (item.name().equals("id")) {
                continue;
            }
            boolean open = isOpen(item);
            if (nouns.isPlural(item.name()) && !item.hints().statesType()) {
                doubts.addSeveral(owner.name(), item, with, open);
            }
            if (open) {
                continue;
            }
            Attribute attribute = item.hints().attribute(item.name());
            if (!item.hints().statesType() && !attribute.type().equals("string")) {
                inferred.add(item.name().replace('_', ' ') + " is " + described(attribute));
            }
            drafts.add(owner.name(), attribute);
        }
    }

    /** Whether the item may be several things, which no attribute can hold. */
    private boolean isOpen(Item item) {
        return nouns.isPlural(item.name())
                && !item.hints().statesType()
                && !vocabulary
                        .pluralTexts()
                        .contains(item.name().substring(item.name().lastIndexOf('_') + 1))
                && vocabulary.rule(item.name()).isEmpty();
    }

    private static String described(Attribute attribute) {
        String article = attribute.type().equals("integer") ? "an " : "a ";
        return article + attribute.type() + (attribute.min() != null && attribute.min() == 0 ? " not below 0" : "");
    }

    private boolean beginsSentence(int index) {
        return index == 0 || !text.sameSentence(index - 1, index);
    }
}
