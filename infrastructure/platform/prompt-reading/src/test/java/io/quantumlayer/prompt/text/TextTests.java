package io.quantumlayer.prompt.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTests {

    @Test
    void comparesWordsWithoutCaseAccentsAndApostrophes() {
        assertThat(forms("Don't SLUGIFY Crème-brûlée")).containsExactly("dont", "slugify", "creme", "brulee");
    }

    @Test
    void takesCamelCaseApartButLeavesProperNamesWhole() {
        assertThat(forms("isValidIban toJSON2 JavaScript"))
                .containsExactly("is", "valid", "iban", "to", "json2", "javascript");
    }

    @Test
    void cutsSentencesAtFullStopsButNotInsideVersionsAndAbbreviations() {
        Text text = Text.of("Use Python 3.11, e.g. slots. Node.js is out; so is Go");

        assertThat(sentenceOf(text, "python")).isEqualTo(sentenceOf(text, "slots"));
        assertThat(sentenceOf(text, "node")).isEqualTo(sentenceOf(text, "slots") + 1);
        assertThat(sentenceOf(text, "js")).isEqualTo(sentenceOf(text, "out"));
        assertThat(sentenceOf(text, "go")).isEqualTo(sentenceOf(text, "out") + 1);
    }

    @Test
    void takesListItemsAsSentencesAndDropsTheirNumbers() {
        Text text = Text.of("Needs:\n1. books\n2. authors\n- loans");

        assertThat(text.words().stream().map(Text.Word::form)).containsExactly("needs", "books", "authors", "loans");
        assertThat(text.words().stream().map(Text.Word::sentence)).containsExactly(0, 1, 2, 3);
    }

    @Test
    void cutsFragmentsAtCommasAndConnectives() {
        Text text = Text.of("check an IBAN, trim it and log it");

        assertThat(text.words().stream().map(Text.Word::fragment)).containsExactly(0, 0, 0, 1, 1, 2, 2, 2);
    }

    @Test
    void quotesTheSourceAsItStands() {
        assertThat(Text.of("Merge\n  the Intervals, please").excerpt(0, 3)).isEqualTo("Merge the Intervals");
    }

    @Test
    void hasNoWordsWhereThereAreNone() {
        assertThat(Text.of("  ... !?").size()).isZero();
    }

    private static List<String> forms(String source) {
        return Text.of(source).words().stream().map(Text.Word::form).toList();
    }

    private static int sentenceOf(Text text, String form) {
        return text.words().stream()
                .filter(word -> word.form().equals(form))
                .findFirst()
                .orElseThrow()
                .sentence();
    }
}
