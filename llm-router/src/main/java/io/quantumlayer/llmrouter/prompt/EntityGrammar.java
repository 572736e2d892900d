package io.quantumlayer.llmrouter.prompt;

import io.quantumlayer.contracts.project.Requirements.Attribute;
import io.quantumlayer.llmrouter.yaml.Yaml;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads statements about entities out of a prompt: "products with name, price and stock", "an author has a name",
 * "each product belongs to a category", "a category has many products", "books (title, isbn)", "manage tasks".
 */
public final class EntityGrammar {

    private static final Pattern PLAIN_GAP = Pattern.compile("[ \\t\\n_-]*[\"'`*]*[ \\t\\n_-]*");
    private static final Set<String> HAVE = Set.of("has", "have", "having");
    private static final Set<String> MANY = Set.of("many", "several", "multiple", "zero or more", "one or more");
    private static final Set<String> ANNOUNCES = Set.of(
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
    private static final Set<String> MODALS = Set.of("may", "can", "must", "should", "always", "optionally", "will");
    private static final Set<String> WEAK_MODALS = Set.of("may", "can", "optionally", "might");
    private static final Set<String> DETERMINERS = Set.of(
            "a", "an", "the", "its", "their", "one", "exactly", "single", "some", "his", "her", "own", "another");

    private final EntityVocabulary vocabulary;
    private final Nouns nouns;

    private EntityGrammar(EntityVocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.nouns = new Nouns(vocabulary.irregularPlurals());
    }

    /** Reads the grammar's words, which the engine brings along. */
    public static EntityGrammar load() {
        return new EntityGrammar(Yaml.classpath("engine/attributes.yaml", EntityVocabulary.class));
    }

    /** Finds every entity that the text names. */
    public NamedEntities read(Text text) {
        return new Reading(text).read();
    }

    /** The singular of a noun, as entities are named. */
    public String singular(String noun) {
        return nouns.singular(noun);
    }

    /** The plural of a noun in snake case; only its last word changes. */
    public String plural(String noun) {
        int last = noun.lastIndexOf('_') + 1;
        return noun.substring(0, last) + nouns.plural(noun.substring(last));
    }

    /** The attribute of that name; {@code stated} may name its type and bounds. */
    public Attribute attribute(String name, String stated) {
        AttributeHints hints = new AttributeHints(vocabulary);
        hints.add(stated);
        return hints.attribute(name);
    }

    /** A noun phrase: words from {@code from} to before {@code to}. */
    private record Noun(String name, boolean plural, int from, int to) {}

    /** One pass over one text. */
    private final class Reading {

        private final Text text;
        private final EntityDrafts drafts = new EntityDrafts(nouns);
        private final BitSet used;
        private final Set<String> inferred = new TreeSet<>();
        private @Nullable Noun subject;

        Reading(Text text) {
            this.text = text;
            this.used = new BitSet(text.size());
        }

        NamedEntities read() {
            int index = 0;
            while (index < text.size()) {
                index = Math.max(index + 1, statement(index));
            }
            List<String> assumptions = new ArrayList<>();
            var entities = drafts.finish();
            if (!inferred.isEmpty()) {
                assumptions.add("Types that the prompt does not state follow from the names: "
                        + String.join(", ", inferred) + "; everything else is text.");
            }
            assumptions.addAll(drafts.assumptions());
            return new NamedEntities(entities, used, List.copyOf(assumptions));
        }

        /** Reads the statement whose verb stands at the index; returns where to go on. */
        private int statement(int index) {
            String word = text.form(index);
            if (isBelongs(index)) {
                return belongs(index);
            }
            if (HAVE.contains(word) || word.equals("with") || word.equals("contains") || word.equals("contain")) {
                return has(index);
            }
            if (ANNOUNCES.contains(word)) {
                return announced(index);
            }
            String gap = text.gapAfter(index);
            if (gap.contains("(") || gap.strip().equals(":")) {
                return enclosed(index);
            }
            return index + 1;
        }

        private boolean isBelongs(int index) {
            String word = text.form(index);
            String next = follows(index) ? text.form(index + 1) : "";
            return switch (word) {
                case "belongs", "belong", "refers", "refer" -> next.equals("to");
                case "references", "reference" -> true;
                case "linked", "assigned" -> next.equals("to");
                default -> false;
            };
        }

        private int belongs(int index) {
            Noun subject = nounBefore(index);
            if (subject == null) {
                return index + 1;
            }
            boolean required = !optionalBefore(index);
            int position = index + (text.form(index).startsWith("reference") ? 1 : 2);
            int end = position;
            while (true) {
                boolean many = false;
                while (position < text.size()
                        && List.of("zero", "or", "optional").contains(text.form(position))) {
                    required = false;
                    position++;
                }
                while (position < text.size() && MANY.contains(text.form(position))) {
                    many = true;
                    position++;
                }
                Noun target = nounAfter(position);
                if (target == null || many || !sameSentence(index, target.to() - 1)) {
                    return end;
                }
                drafts.refer(subject.name(), target.name(), required);
                mark(subject.from(), subject.to());
                mark(index, target.to());
                markDeterminers(subject.from());
                end = target.to();
                if (end + 1 >= text.size()
                        || !separated(end - 1)
                        || !sameSentence(index, end)
                        || !DETERMINERS.contains(text.form(text.form(end).equals("and") ? end + 1 : end))) {
                    return end;
                }
                position = text.form(end).equals("and") ? end + 1 : end;
            }
        }

        private boolean optionalBefore(int index) {
            return index > 0 && WEAK_MODALS.contains(text.form(index - 1));
        }

        private int has(int index) {
            if (text.form(index).equals("with")
                    && index > 0
                    && vocabulary.notEntities().contains(text.form(index - 1))) {
                int end = announced(index);
                if (end > index + 1) {
                    used.set(index - 1);
                }
                return end;
            }
            Noun subject = nounBefore(index);
            if (subject == null || !follows(index)) {
                return index + 1;
            }
            int next = index + 1;
            boolean several = MANY.contains(text.form(next))
                    || List.of("zero", "one").contains(text.form(next))
                            && follows(next)
                            && text.form(next + 1).equals("or");
            if (several && !text.form(index).equals("with")) {
                return hasMany(subject, index);
            }
            return attributes(subject, index, next, text.size());
        }

        private int hasMany(Noun subject, int index) {
            int position = index + 1;
            while (position < text.size()
                    && Set.of("many", "several", "multiple", "zero", "one", "or", "more")
                            .contains(text.form(position))) {
                position++;
            }
            Noun target = nounAfter(position);
            if (target == null || !sameSentence(index, target.to() - 1)) {
                return index + 1;
            }
            drafts.add(subject.name());
            drafts.refer(target.name(), subject.name(), true);
            mark(subject.from(), target.to());
            markDeterminers(subject.from());
            return target.to();
        }

        private int enclosed(int index) {
            Noun subject = nounEnding(index + 1);
            boolean parenthesis = text.gapAfter(index).contains("(");
            if (subject == null || index + 1 >= text.size()) {
                return index + 1;
            }
            int limit = text.size();
            if (parenthesis) {
                limit = index + 1;
                while (limit < text.size() && !text.gapAfter(limit).contains(")")) {
                    limit++;
                }
                limit = Math.min(limit + 1, text.size());
            }
            List<Item> items = items(index + 1, limit);
            boolean oneOfSeveral = !parenthesis && !drafts.isEmpty() && beginsSentence(subject.from());
            if (items.isEmpty() || items.size() < 2 && !drafts.contains(subject.name()) && !oneOfSeveral) {
                return index + 1;
            }
            return keep(subject, items, index + 1);
        }

        private int announced(int index) {
            int position = index + 1;
            int end = index + 1;
            List<Noun> found = new ArrayList<>();
            while (position < text.size() && sameSentence(index, position)) {
                Noun noun = nounAfter(position);
                if (noun == null || !noun.plural() || !sameSentence(index, noun.to() - 1)) {
                    break;
                }
                found.add(noun);
                end = noun.to();
                if (end >= text.size() || !separated(end - 1)) {
                    break;
                }
                position = text.form(end).equals("and") ? end + 1 : end;
            }
            boolean manages = !Set.of("for", "of").contains(text.form(index));
            if (found.isEmpty() || text.form(index).equals("of") && !afterManagement(index)) {
                return index + 1;
            }
            found.forEach(noun -> {
                drafts.add(noun.name());
                mark(noun.from(), noun.to());
            });
            if (manages) {
                used.set(index);
            }
            // The last one may go on with its attributes.
            return Math.max(index + 1, found.getLast().to() - 1);
        }

        private boolean afterManagement(int index) {
            return index > 0
                    && Set.of("management", "catalog", "catalogue", "collection", "inventory", "list", "lists", "crud")
                            .contains(text.form(index - 1));
        }

        private int attributes(Noun subject, int verb, int from, int limit) {
            List<Item> items = items(from, limit);
            boolean owns = HAVE.contains(text.form(verb));
            if (items.isEmpty()) {
                return verb + 1;
            }
            drafts.add(subject.name());
            List<Item> plain = new ArrayList<>();
            for (Item item : items) {
                String target = nouns.singular(item.name());
                if (item.many()) {
                    drafts.refer(target, subject.name(), true);
                } else if (owns && item.determined() && vocabulary.things().contains(target)) {
                    drafts.refer(subject.name(), target, !item.optional());
                } else {
                    plain.add(item);
                }
                mark(item.from(), item.to());
            }
            return Math.max(keep(subject, plain, from), items.getLast().to());
        }

        private int keep(Noun subject, List<Item> items, int otherwise) {
            drafts.add(subject.name());
            markDeterminers(subject.from());
            mark(subject.from(), subject.to());
            mark(Math.max(subject.to(), otherwise - 1), otherwise);
            int end = otherwise;
            for (Item item : items) {
                if (item.name().equals("id")) {
                    mark(item.from(), item.to());
                    end = item.to();
                    continue;
                }
                Attribute attribute = item.hints().attribute(item.name());
                if (!item.hints().statesType() && !attribute.type().equals("string")) {
                    inferred.add(item.name().replace('_', ' ') + " is " + described(attribute));
                }
                drafts.add(subject.name(), attribute);
                mark(item.from(), item.to());
                end = item.to();
            }
            return end;
        }

        private String described(Attribute attribute) {
            String article = attribute.type().equals("integer") ? "an " : "a ";
            return article + attribute.type() + (attribute.min() != null && attribute.min() == 0 ? " not below 0" : "");
        }

        /** An attribute in a list. */
        private record Item(
                String name,
                AttributeHints hints,
                boolean determined,
                boolean many,
                boolean optional,
                int from,
                int to) {}

        private List<Item> items(int from, int limit) {
            List<Item> items = new ArrayList<>();
            int position = from;
            while (position < limit && sameSentence(from, position)) {
                Item item = item(position, limit);
                if (item == null) {
                    break;
                }
                items.add(item);
                position = item.to();
                if (position >= limit || !separated(position - 1)) {
                    break;
                }
                if (Set.of("and", "plus").contains(text.form(position))) {
                    position++;
                }
            }
            return items;
        }

        private @Nullable Item item(int start, int limit) {
            AttributeHints hints = new AttributeHints(vocabulary);
            int position = start;
            boolean determined = false;
            boolean many = false;
            boolean optional = false;
            while (position < limit) {
                String word = text.form(position);
                if (DETERMINERS.contains(word)) {
                    determined = true;
                } else if (MANY.contains(word)) {
                    many = true;
                } else if (Set.of("optional", "required", "mandatory", "unique").contains(word) && plainGap(position)) {
                    hints.add(word);
                    optional |= word.equals("optional");
                } else if (isType(word) && position + 1 < limit && plainGap(position) && isNamePart(position + 1)) {
                    hints.add(word);
                } else {
                    break;
                }
                position++;
            }
            int begin = position;
            while (position < limit && isNamePart(position) && position - begin < 4) {
                position++;
                if (position >= limit || !plainGap(position - 1)) {
                    break;
                }
                if (text.form(position).equals("of")
                        && position + 1 < limit
                        && isNamePart(position + 1)
                        && !isHint(position)) {
                    position++;
                }
            }
            if (position == begin) {
                return null;
            }
            int named = position;
            if (position - begin > 1 && text.form(position - 1).equals("flag")) {
                hints.add("flag");
                named = position - 1;
            } else if (endsInAt(position, limit)) {
                position++;
                named = position;
            }
            String name = name(begin, named);
            if (!name.matches("[a-z][a-z0-9_]*")
                    || vocabulary.notAttributes().contains(name.replace('_', ' '))
                    || vocabulary.verbs().contains(text.form(begin)) && !isJoined(begin)
                    || startsStatement(position, limit)) {
                return null;
            }
            int end = hintsAfter(position, limit, hints);
            return new Item(name, hints, determined, many, optional, start, end);
        }

        private int hintsAfter(int position, int limit, AttributeHints hints) {
            int end = position;
            String gap = text.gapAfter(position - 1);
            if (gap.contains("(") && position < limit) {
                int close = position;
                while (close < limit && !text.gapAfter(close).contains(")")) {
                    close++;
                }
                close = Math.min(close + 1, limit);
                String inside = gap.substring(gap.indexOf('(') + 1) + text.excerpt(position, close);
                if (AttributeHints.understands(vocabulary, inside)) {
                    hints.add(inside);
                    end = close;
                }
            } else if (position < limit && sameSentence(position - 1, position) && !gap.contains(",")) {
                int best = position;
                for (int stop = position;
                        stop < limit && stop - position < 8 && sameSentence(position - 1, stop);
                        stop++) {
                    boolean joins = Set.of("and", "plus").contains(text.form(stop));
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
                if (best > position) {
                    hints.add(gap + text.excerpt(position, best));
                    end = best;
                }
            }
            return end;
        }

        private boolean startsStatement(int position, int limit) {
            return position < limit
                    && plainGap(position - 1)
                    && (HAVE.contains(text.form(position))
                            || text.form(position).equals("with")
                            || MODALS.contains(text.form(position))
                            || isBelongs(position));
        }

        private boolean isType(String word) {
            return vocabulary.types().values().stream().anyMatch(words -> words.contains(word));
        }

        private boolean isHint(int position) {
            return text.form(position).equals("of")
                    && (text.form(position + 1).equals("type")
                            || text.form(position + 1).equals("at"));
        }

        private boolean isNamePart(int position) {
            return !vocabulary.boundaries().contains(text.form(position)) || isJoined(position);
        }

        /** Whether an underscore makes the word one with the next, as in {@code is_active}. */
        private boolean isJoined(int position) {
            return text.gapAfter(position).equals("_");
        }

        private boolean endsInAt(int position, int limit) {
            return position < limit
                    && plainGap(position - 1)
                    && Set.of("at", "on", "by").contains(text.form(position))
                    && text.form(position - 1).matches(".+ed|starts?|ends?|begins?|due")
                    && (position + 1 >= limit || !plainGap(position) || !isNamePart(position + 1));
        }

        /** The noun phrase that ends before the verb, over modal verbs such as "may". */
        private @Nullable Noun nounBefore(int verb) {
            int to = verb;
            while (to > 0 && plainGap(to - 1) && MODALS.contains(text.form(to - 1))) {
                to--;
            }
            if (to > 0 && plainGap(to - 1) && sameSentence(to - 1, verb)) {
                Noun noun = nounEnding(to);
                if (noun != null) {
                    subject = noun;
                    return noun;
                }
            }
            boolean goesOn = to > 0
                    && (text.form(to - 1).equals("and") || text.gapAfter(to - 1).contains(","));
            return goesOn && !text.form(verb).equals("with") && subject != null && sameSentence(subject.from(), verb)
                    ? subject
                    : null;
        }

        private @Nullable Noun nounEnding(int to) {
            int from = to;
            while (from > 0 && to - from < 3 && (from == to || plainGap(from - 1)) && isNounPart(from - 1)) {
                from--;
            }
            return noun(from, to);
        }

        private @Nullable Noun nounAfter(int index) {
            int from = index;
            while (from < text.size() && DETERMINERS.contains(text.form(from))) {
                from++;
            }
            int to = from;
            while (to < text.size() && to - from < 3 && isNounPart(to) && (to == from || plainGap(to - 1))) {
                to++;
            }
            return noun(from, to);
        }

        private boolean isNounPart(int index) {
            String word = text.form(index);
            return !vocabulary.boundaries().contains(word)
                    && !vocabulary.notEntities().contains(word);
        }

        private @Nullable Noun noun(int from, int to) {
            if (from >= to) {
                return null;
            }
            String last = text.form(to - 1);
            String singular = nouns.singular(last);
            String name = (to - from > 1 ? name(from, to - 1) + "_" : "") + singular;
            return name.matches("[a-z][a-z0-9_]*") ? new Noun(name, nouns.isPlural(last), from, to) : null;
        }

        private String name(int from, int to) {
            StringBuilder name = new StringBuilder();
            for (int i = from; i < to; i++) {
                name.append(i == from ? "" : "_").append(text.form(i));
            }
            return name.toString();
        }

        private boolean follows(int index) {
            return index + 1 < text.size() && sameSentence(index, index + 1);
        }

        private boolean beginsSentence(int index) {
            return index == 0 || !sameSentence(index - 1, index);
        }

        private boolean sameSentence(int first, int second) {
            return text.sameSentence(first, second);
        }

        private boolean plainGap(int index) {
            return index + 1 < text.size()
                    && PLAIN_GAP.matcher(text.gapAfter(index)).matches();
        }

        /** Whether a comma or "and" separates the word from the next one. */
        private boolean separated(int index) {
            return text.gapAfter(index).contains(",")
                    || index + 1 < text.size()
                            && (plainGap(index) || text.gapAfter(index).contains(")"))
                            && Set.of("and", "plus").contains(text.form(index + 1));
        }

        private void mark(int from, int to) {
            used.set(from, Math.max(from, to));
        }

        private void markDeterminers(int from) {
            for (int i = from - 1;
                    i >= 0
                            && (DETERMINERS.contains(text.form(i))
                                    || text.form(i).equals("each"));
                    i--) {
                used.set(i);
            }
        }
    }
}
