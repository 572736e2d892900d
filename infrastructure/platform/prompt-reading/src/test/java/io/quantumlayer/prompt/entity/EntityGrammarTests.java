package io.quantumlayer.prompt.entity;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.prompt.text.Text;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityGrammarTests {

    private static final EntityGrammar GRAMMAR = EntityGrammar.load();

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            products with name, price and stock; each product belongs to a category | product(name, price:decimal>=0, stock:integer>=0)->category category(name)
            REST API for books and authors | book(name) author(name)
            CRUD for people | person(name)
            A service to manage tasks | task(name)
            REST API with users and tasks. Tasks have a title. | user(name) task(title)
            each book has a title, an isbn (unique), pages (integer, optional) and a rating from 1 to 5 | book(title, isbn unique, pages?:integer>=0, rating:integer>=1<=5)
            books (title, author, published date, page count) | book(title, author, published_date:date, page_count:integer>=0)
            Product: name, price. Category: name. | product(name, price:decimal>=0) category(name)
            Every order has a customer. Orders have a total, status and created at. | order(total:decimal>=0, status, created_at:datetime)->customer customer(name)
            A category has many products. Products have a name (max 100 characters). | category(name) product(name#100)->category
            an item has a sku and belongs to a warehouse and may belong to a supplier | item(sku)->warehouse,supplier? warehouse(name) supplier(name)
            every enrollment belongs to a student and a course | enrollment()->student,course student(name) course(name)
            a member has a name, email and is_active flag | member(name, email, is_active:boolean)
            a post has a title, body and published flag; a comment belongs to a post and has text | post(title, body, published:boolean) comment(text)->post
            Blog with posts and comments: posts have a title; comments have text | post(title) comment(text)
            students have a first name, last name and date of birth | student(first_name, last_name, date_of_birth:date)
            movies with title, year of release and duration in minutes | movie(title, year_of_release:integer, duration:integer>=0)
            expenses with amount, currency and date | expense(amount:decimal>=0, currency, date:date)
            products with a price of at least 0.5 and a weight (decimal, optional) | product(price:decimal>=0.5, weight?:decimal>=0)
            cities with population (integer), area (max 1000) and name | city(population:integer, area:decimal>=0<=1000, name)
            products with optional description, integer code and unique required slug | product(description?, code:integer, slug unique)
            order items with quantity; each order item belongs to an order | order_item(quantity:integer>=0)->order order(name)
            boxes with height, addresses with street, statuses with label | box(height:decimal>=0) address(street) status(label)
            products with id, name and category_id; categories with name | product(name)->category category(name)
            a husband has a wife, a wife has a husband; each husband belongs to a wife; each wife belongs to a husband | husband(name)->wife? wife(name)->husband
            employees with name; each employee belongs to an employee | employee(name)->employee?
            """)
    void readsEntities(String prompt, String expected) {
        NamedEntities named = GRAMMAR.read(Text.of(prompt));

        assertThat(named.entities().stream().map(Written::of).collect(Collectors.joining(" ")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Create a Python function
            A REST API with tests and documentation
            a service with validation, paging and persistence
            an API for production use
            Create a web app with authentication
            a function with a docstring and type hints
            """)
    void findsNoEntityWhereNoneIsNamed(String prompt) {
        assertThat(GRAMMAR.read(Text.of(prompt)).entities()).isEmpty();
    }

    @Test
    void leavesWordsThatAreNoEntityUnmarked() {
        Text text = Text.of("products with name and price, with JWT authentication");

        NamedEntities named = GRAMMAR.read(text);

        assertThat(named.words().get(0, 5).cardinality()).isEqualTo(5);
        assertThat(named.words().get(5, 8).cardinality()).isZero();
    }

    /** Whatever the words, the grammar ends and gives names that a schema accepts. */
    @Test
    void readsAnyOrderOfWords() {
        String[] words =
                ("products product category name price with has have many belongs to and , ( ) : a an the each may "
                                + "optional integer unique of at least 5 between 1 created at is_active for manage books . ; references")
                        .split(" ");
        Random random = new Random(7);
        for (int round = 0; round < 3000; round++) {
            String prompt = random.ints(1 + random.nextInt(14), 0, words.length)
                    .mapToObj(index -> words[index])
                    .collect(Collectors.joining(" "));

            assertThat(GRAMMAR.read(Text.of(prompt)).entities())
                    .as(prompt)
                    .allSatisfy(entity -> assertThat(entity.name()).matches("[a-z][a-z0-9_]*"))
                    .allSatisfy(entity -> assertThat(entity.attributes())
                            .allSatisfy(
                                    attribute -> assertThat(attribute.name()).matches("[a-z][a-z0-9_]*")));
        }
    }

    @Test
    void saysWhatItTookForGranted() {
        NamedEntities named = GRAMMAR.read(Text.of("products with name, price; each product belongs to a category"));

        assertThat(named.assumptions())
                .containsExactly(
                        "Types that the prompt does not state follow from the names: price is a decimal not below 0; "
                                + "everything else is text.",
                        "No attributes are given for category; it has a name.");
    }
}
