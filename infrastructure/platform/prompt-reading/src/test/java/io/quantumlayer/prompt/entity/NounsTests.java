package io.quantumlayer.prompt.entity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NounsTests {

    private static final EntityGrammar GRAMMAR = EntityGrammar.load();

    @ParameterizedTest
    @CsvSource({
        "movie, movies",
        "category, categories",
        "status, statuses",
        "address, addresses",
        "child, children",
        "person, people",
        "analysis, analyses",
        "criterion, criteria",
        "leaf, leaves",
        "quiz, quizzes",
        "box, boxes",
        "hero, heroes",
        "course, courses",
        "house, houses",
        "cause, causes",
        "invoice, invoices",
        "bus, buses",
        "virus, viruses",
        "key, keys",
        "employee, employees",
        "order_item, order_items",
        "family_tree, family_trees",
        "series, series",
        "equipment, equipment",
        "mouse, mice",
        "shelf, shelves",
        "city, cities",
        "branch, branches",
        "dish, dishes",
        "class, classes",
    })
    void knowsSingularAndPluralOfEachOther(String singular, String plural) {
        assertThat(GRAMMAR.singular(plural)).isEqualTo(singular);
        assertThat(GRAMMAR.singular(singular)).isEqualTo(singular);
        assertThat(GRAMMAR.plural(singular)).isEqualTo(plural);
    }
}
