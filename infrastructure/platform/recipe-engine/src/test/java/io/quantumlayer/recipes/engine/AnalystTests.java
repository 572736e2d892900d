package io.quantumlayer.recipes.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.contracts.project.Requirements;
import io.quantumlayer.contracts.project.Requirements.Uncovered;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnalystTests {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            Create a Python function that checks whether an IBAN is valid | iban-check
            Write a function isValidIban(text) that returns true or false. | iban-check
            Please write a Python class that validates IBANs, including the country code and length, with unit tests. | iban-check
            I need a robust, well-documented Python 3.11 module to verify international bank account numbers | iban-check
            Could you implement an IBAN validator in Python using only the standard library? | iban-check
            Create a Python function that converts a title into a URL-friendly slug | slug
            Write a Python function that returns the prime factors of a number | prime-factors
            Factorise integers in Python | prime-factors
            Convert integers to Roman numerals and back | roman-numerals
            Implement an LRU cache with a fixed capacity, get and put in O(1) | lru-cache
            Thread-safe LRU cache in Python, please | lru-cache
            Convert CSV to JSON | csv-to-json
            Write a Python utility that parses CSV with a header row into JSON | csv-to-json
            Merge overlapping intervals | merge-intervals
            Given a list of closed intervals, merge all overlapping ones | merge-intervals
            Token bucket rate limiter | token-bucket
            """)
    void findsTheRecipeAndCoversEveryWord(String prompt, String recipe) {
        Asked asked = Asked.of(prompt, "python");

        assertThat(asked.recipe()).isEqualTo(recipe);
        assertThat(asked.requirements().uncovered()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            IBAN check that also looks up the bank name online | iban-check | looks up the bank name online
            Check whether an IBAN is valid for Germany | iban-check | Check whether an IBAN is valid for Germany
            Check that an IBAN belongs to an existing account | iban-check | an IBAN belongs to an existing account
            Check IBANs without using regular expressions | iban-check | without using regular expressions
            Check IBANs and send an e-mail for each invalid one | iban-check | send an e-mail for each invalid one
            Write a REST service that checks IBANs | iban-check | Write a REST service
            Create a Python function using FastAPI that validates an IBAN | iban-check | Create a Python function using FastAPI
            Write a Java function that checks an IBAN | iban-check | Write a Java function
            Implement an LRU cache with TTL expiry | lru-cache | with TTL expiry
            Convert CSV to JSON and back | csv-to-json | back
            Convert CSV to JSON and slugify the headers | csv-to-json | slugify the headers
            A rate limiter that stores its state in Redis | token-bucket | stores its state in Redis
            Merge overlapping intervals, then draw them as a chart | merge-intervals | draw them as a chart
            """)
    void namesTheClauseThatTheRecipeDoesNotCover(String prompt, String recipe, String clause) {
        Asked asked = Asked.of(prompt, "python");

        assertThat(asked.recipe()).isEqualTo(recipe);
        assertThat(asked.requirements().uncovered())
                .extracting(Uncovered::clause)
                .containsExactly(clause);
        assertThat(asked.requirements().questions()).anyMatch(question -> question.contains(clause));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            Python function that computes the Mandelbrot set | Computes the Mandelbrot set.
            Generate a valid IBAN for testing | Generate a valid IBAN for testing.
            Extract the bank code from an IBAN | Extract the bank code from an IBAN.
            Turn a slug back into a title | Turn a slug back into a title.
            Find the largest prime factor of an integer | Find the largest prime factor of an integer.
            Is a number prime? | Is a number prime.
            Convert JSON to CSV | Convert JSON to CSV.
            Merge overlapping date ranges | Merge overlapping date ranges.
            Merge two sorted lists | Merge two sorted lists.
            Roman numeral calculator | Roman numeral calculator.
            Thread-safe LRU cache persisted on disk | Thread-safe LRU cache persisted on disk.
            LFU cache | LFU cache.
            Hello world | Hello world.
            Sort a list of numbers | Sort a list of numbers.
            Add two numbers | Add two numbers.
            function that sorts products with name and price | Sorts products with name and price.
            """)
    void givesAnUnknownBehaviourBackAsUncoveredAndNeverAsARecipe(String prompt, String requirement) {
        Asked asked = Asked.of(prompt, "python");
        Requirements requirements = asked.requirements();

        assertThat(asked.recipe()).isEqualTo("none");
        assertThat(requirements.requirements())
                .extracting(Requirements.Requirement::text)
                .containsExactly(requirement);
        assertThat(requirements.uncovered()).hasSize(1);
        assertThat(requirements.uncovered().getFirst().reason()).isEqualTo("No recipe has this behaviour.");
        assertThat(requirements.questions()).isNotEmpty();
    }

    @Test
    void givesEachClauseOfAnUnknownBehaviourANumber() {
        Requirements requirements = Asked.of(
                        "Create a tool that downloads weather data and draws a chart. It should mail the chart every morning.",
                        "go")
                .requirements();

        assertThat(requirements.requirements())
                .extracting(requirement -> requirement.id() + " " + requirement.text())
                .containsExactly(
                        "RC1 Downloads weather data.", "RC2 Draws a chart.", "RC3 Mail the chart every morning.");
        assertThat(requirements.uncovered()).hasSize(3);
        assertThat(requirements.name()).isEqualTo("downloads-weather-data-draws");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Create a Python function
            Please write a small, well-tested Python function with type hints and documentation.
            Write a function that takes a string and returns a string
            ???
            """)
    void standsInWithAMinimalFunctionWhereNoBehaviourIsNamed(String prompt) {
        Requirements requirements = Asked.of(prompt, "python").requirements();

        assertThat(requirements.origin())
                .containsEntry("recipe", "minimal-function")
                .containsEntry("covers", true);
        assertThat(requirements.uncovered()).hasSize(1);
        assertThat(requirements.uncovered().getFirst().reason()).startsWith("The prompt names no behaviour");
        assertThat(requirements.assumptions()).isNotEmpty();
        assertThat(requirements.questions()).hasSizeGreaterThan(1);
    }

    @Test
    void namesTheProjectAsTheRequestDoes() {
        Requirements requirements = Asked.of("Create a Python function", "python")
                .wishing(Map.of("project_name", "TestProject"))
                .requirements();

        assertThat(requirements.name()).isEqualTo("test-project");
        assertThat(requirements.title()).isEqualTo("Test Project");
        assertThat(requirements.uncovered()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "HTTPServer2, http-server2",
        "my_tool, my-tool",
        "Überweisung prüfen, uberweisung-prufen",
        "2048 game, project-2048-game",
        "random, random-project",
        "class, class-project",
        "漢字, iban-check",
        "../../etc/passwd, etc-passwd",
    })
    void makesAUsableNameOfAnyName(String given, String name) {
        assertThat(Asked.of("Check IBANs", "python")
                        .wishing(Map.of("project_name", given))
                        .requirements()
                        .name())
                .isEqualTo(name);
    }

    @Test
    void coversAServiceOfNamedEntities() {
        Requirements requirements = Asked.of(
                        "Create a REST API for products with name, price and stock; each product belongs to a category."
                                + " With validation, paging and tests.",
                        "java",
                        "api")
                .requirements();

        assertThat(requirements.uncovered()).isEmpty();
        assertThat(requirements.name()).isEqualTo("product-service");
        assertThat(requirements.requirements())
                .extracting(Requirements.Requirement::id)
                .startsWith("R1-product", "R1-category", "R2");
        assertThat(requirements.entities())
                .extracting(Requirements.Entity::plural)
                .containsExactly("products", "categories");
    }

    @Test
    void takesTheTypeOfTheRequestForTheWordService() {
        Asked asked = Asked.of("products with name and price", "python", "api");

        assertThat(asked.recipe()).isEqualTo("entity-service");
        assertThat(asked.requirements().uncovered()).isEmpty();
    }

    @Test
    void namesWhatAServiceDoesNotHave() {
        Requirements requirements = Asked.of(
                        "REST API for products with name and price, with JWT authentication", "python", "api")
                .requirements();

        assertThat(requirements.uncovered())
                .containsExactly(new Uncovered(
                        "with JWT authentication", "Recipe entity-service has nothing for: JWT, authentication."));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            REST API for courses with a title and up to 30 students | up to 30 students
            REST API: a person has many addresses | a person has many addresses
            REST API for tasks with title, priority (low, medium, high) and description | low, medium, high
            REST API for posts with a title and tags | tags
            REST API for products with name and price. The name must be unique. | The name must be unique
            REST API for products with name and full text search | full text search
            REST API for products with name, import and export | import and export
            REST API for products with name. Features: login, logout, export. | Features: login, logout, export
            REST API for users with name and hashed password | hashed password
            REST API: authors have a name and books; books have a title | books
            Service: manage tasks for users. Users have a name. Tasks have a title. | manage tasks for users
            REST API: users can create tasks. Users have a name. Tasks have a title. | users can create tasks
            REST API: each product belongs to many categories. Products have a name. Categories have a name. | each product belongs to many categories
            REST API: a book has a title or an isbn | a book has a title or an isbn
            REST API for members with a name (at least 3 characters) | at least 3 characters
            REST API for products with name, listed by price | listed by price
            """)
    void neverGuessesWhatAStatementOfNoKnownFormMeans(String prompt, String clause) {
        Requirements requirements = Asked.of(prompt, "python", "api").requirements();

        assertThat(requirements.uncovered()).extracting(Uncovered::clause).containsExactly(clause);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            CRUD for movies with title and year
            Create a REST API for books (title, author) and members (name, email). Each loan belongs to a book and a member. Loans have a date.
            REST API where a category has several products. Products have a name and a price.
            REST API for tasks with title; each task is assigned to a user. Users have a name.
            Manage books and authors; a book has a title and an author has a name
            A service that keeps children: children have a name and an age and belong to a family
            REST API for order items with quantity; each order item belongs to an order; with validation and paging
            Build a web service that stores statuses with a code (unique) and a label (max 40 characters)
            REST API for comments with text; each comment refers to a post; posts have a title and a body
            """)
    void coversEveryFormOfTheTable(String prompt) {
        Asked asked = Asked.of(prompt, "python", "api");

        assertThat(asked.recipe()).isEqualTo("entity-service");
        assertThat(asked.requirements().uncovered()).isEmpty();
    }

    @Test
    void takesNoNumberForAnEntity() {
        Asked asked = Asked.of("computes the median of a list of numbers", "python", "api");

        assertThat(asked.recipe()).isEqualTo("none");
    }

    @Test
    void listsWhatStatedEntitiesSayAndNoTypeHas() {
        Requirements requirements = Asked.of("REST API for tasks", "python", "api")
                .wishing(Map.of(
                        "entities",
                        List.of(Map.of(
                                "name",
                                "task",
                                "attributes",
                                List.of(
                                        "priority (low, medium, high)",
                                        "title (max 50)",
                                        Map.of("name", "tag", "type", "list"))))))
                .requirements();

        assertThat(requirements.uncovered())
                .extracting(Uncovered::clause)
                .containsExactly(
                        "requirements.entities: priority (low, medium, high)", "requirements.entities: tag: list");
        assertThat(requirements.entities().getFirst().attributes())
                .extracting(Requirements.Attribute::type)
                .containsOnly("string");
    }

    @Test
    void asksForTheEntitiesOfAServiceThatNamesNone() {
        Requirements requirements =
                Asked.of("Create a REST API in Python", "python", "api").requirements();

        assertThat(requirements.origin()).containsEntry("covers", false);
        assertThat(requirements.uncovered().getFirst().reason()).contains("the prompt names none");
        assertThat(requirements.questions()).anyMatch(question -> question.startsWith("Which entities"));
    }

    @Test
    void prefersEntitiesThatTheRequestStates() {
        Requirements requirements = Asked.of("REST API for products with name", "python", "api")
                .wishing(Map.of(
                        "entities",
                        List.of(
                                Map.of(
                                        "name", "Invoice",
                                        "attributes",
                                                List.of(
                                                        "number (unique)",
                                                        Map.of(
                                                                "name",
                                                                "total",
                                                                "type",
                                                                "decimal",
                                                                "min",
                                                                1,
                                                                "required",
                                                                false)),
                                        "belongs_to", List.of("customer")),
                                Map.of("name", "customers", "fields", Map.of("email", "string")))))
                .requirements();

        assertThat(requirements.entities())
                .extracting(Requirements.Entity::name)
                .containsExactly("invoice", "customer");
        assertThat(requirements.entities().getFirst().attributes())
                .containsExactly(
                        new Requirements.Attribute("number", "string", true, null, null, null, true),
                        new Requirements.Attribute("total", "decimal", false, 1.0, null, null, null));
        assertThat(requirements.entities().getFirst().belongsTo())
                .containsExactly(new Requirements.Reference("customer", true));
    }

    @Test
    void makesAServiceOfStatedEntitiesAlone() {
        Asked asked = Asked.of("Create a Python project", "python")
                .wishing(Map.of("entities", Map.of("note", List.of("title", "body"))));

        assertThat(asked.recipe()).isEqualTo("entity-service");
        assertThat(asked.requirements().uncovered()).isEmpty();
    }

    @Test
    void saysSoWhenStatedEntitiesAreOfNoUse() {
        Asked asked =
                Asked.of("Check whether an IBAN is valid", "python").wishing(Map.of("entities", List.of("account")));

        assertThat(asked.recipe()).isEqualTo("iban-check");
        assertThat(asked.requirements().uncovered())
                .extracting(Uncovered::clause)
                .containsExactly("requirements.entities");
    }

    @Test
    void listsALanguageThatTheRecipeIsNotWrittenFor() {
        Requirements requirements =
                Asked.of("REST API for products with name", "go", "api").requirements();

        assertThat(requirements.origin())
                .containsEntry("recipe", "minimal-function")
                .containsEntry("covers", false);
        assertThat(requirements.uncovered())
                .containsExactly(new Uncovered("language: go", "Recipe entity-service is written for python, java."));
    }

    @Test
    void listsALanguageThatNoRecipeIsWrittenFor() {
        Requirements requirements =
                Asked.of("Create a function that checks an IBAN", "Rust").requirements();

        assertThat(requirements.origin()).doesNotContainKey("recipe").containsEntry("covers", false);
        assertThat(requirements.uncovered()).extracting(Uncovered::clause).containsExactly("language: Rust");
    }

    @Test
    void listsATypeAFrameworkAndWishesThatNothingFulfils() {
        Requirements requirements = Asked.of("Check IBANs", "python", "frontend")
                .using("django")
                .wishing(Map.of("database", "postgres"))
                .requirements();

        assertThat(requirements.uncovered())
                .extracting(Uncovered::clause)
                .containsExactly("type: frontend", "framework: django", "requirements.database: postgres");
    }

    @Test
    void acceptsWishesThatEveryProjectFulfils() {
        Requirements requirements = Asked.of("Check IBANs", "python", "library")
                .using("none")
                .wishing(Map.of("include_tests", true, "documentation", "docstrings", "country_code", true))
                .requirements();

        assertThat(requirements.uncovered()).isEmpty();
    }

    @Test
    void looksAtTheCallersPromptAndNotAtTheEnhancedOne() {
        assertThat(Asked.of("Check IBANs", "python").requirements().toString()).doesNotContain("Kubernetes");
    }
}
