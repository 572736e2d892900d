package io.quantumlayer.prompt.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.prompt.text.Text;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VocabularyTests {

    private final Vocabulary vocabulary = Vocabulary.load(Targets.load());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Please write me a small, fast Java class.",
                "I want a simple REST API in Go",
                "Build a well tested TypeScript library using Express",
                "Make something useful",
                "Generate a C# command-line tool",
                "???"
            })
    void seesThatPhrasingAndTargetNameNoBehaviour(String prompt) {
        assertThat(vocabulary.namesBehaviour(Text.of(prompt))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Reverse a string",
                "Add two numbers",
                "Check IBANs",
                "REST API for books",
                "Accept anything twice"
            })
    void seesThatAPromptNamesABehaviour(String prompt) {
        assertThat(vocabulary.namesBehaviour(Text.of(prompt))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"anything", "something", "everything", "import", "every feature"})
    void takesNoWordForOrdinaryThatMayRestrictOrWiden(String words) {
        Text text = Text.of(words);

        assertThat(vocabulary.ordinary(text, "python").cardinality()).isLessThan(text.size());
    }
}
