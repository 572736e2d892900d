package io.quantumlayer.prompt.entity;

import io.quantumlayer.contracts.project.Requirements.Attribute;
import io.quantumlayer.platform.yaml.Yaml;
import io.quantumlayer.prompt.text.Text;

/**
 * Reads statements about entities out of a prompt: "products with name, price and stock", "an author has a name",
 * "each product belongs to a category", "a category has many products", "books (title, isbn)", "manage tasks".
 */
public final class EntityGrammar {

    private final EntityVocabulary vocabulary;
    private final Nouns nouns;

    private EntityGrammar(EntityVocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.nouns = new Nouns(vocabulary.irregularPlurals(), vocabulary.nouns(), vocabulary.uncountable());
    }

    /** Reads the grammar's words, which the engine brings along. */
    public static EntityGrammar load() {
        return new EntityGrammar(Yaml.classpath("prompt/entities.yaml", EntityVocabulary.class));
    }

    /** Finds every entity that the text names. */
    public NamedEntities read(Text text) {
        return new EntityStatements(text, vocabulary, nouns).read();
    }

    /** The singular of a noun in snake case; only its last word changes. */
    public String singular(String noun) {
        return nouns.singular(noun);
    }

    /** The plural of a noun in snake case; only its last word changes. */
    public String plural(String noun) {
        return nouns.plural(noun);
    }

    /** Whether everything is understood that is said about the attribute of that name besides it. */
    public boolean understands(String name, String stated) {
        AttributeHints hints = new AttributeHints(vocabulary);
        hints.add(stated);
        return AttributeHints.understands(vocabulary, stated) && hints.fit(name);
    }

    /** The attribute of that name; {@code stated} may name its type and bounds. */
    public Attribute attribute(String name, String stated) {
        AttributeHints hints = new AttributeHints(vocabulary);
        hints.add(stated);
        return hints.attribute(name);
    }
}
