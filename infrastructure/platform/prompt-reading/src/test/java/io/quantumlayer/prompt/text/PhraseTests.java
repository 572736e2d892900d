package io.quantumlayer.prompt.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhraseTests {

    @ParameterizedTest
    @CsvSource({
        "iban, Check the IBAN., 1",
        "iban, ibanez guitars, 0",
        "iban*, IBANs and ibanez, 2",
        "comma-separated, comma separated values, 1",
        "O(1), get and put in O(1), 1",
        "factor* into primes, factorise into primes, 1",
        "factor* into primes, factorise it into primes, 0",
        "and back, there and back, 1",
        "csv json, Read CSV. JSON comes later., 0",
        "at most # characters, at most 80 characters, 1",
        "at most # characters, at most few characters, 0",
    })
    void findsWholeWordsWithinASentence(String phrase, String text, int hits) {
        assertThat(Phrase.of(phrase).hits(Text.of(text))).hasSize(hits);
    }

    @Test
    void refusesAPhraseWithoutAWord() {
        assertThatThrownBy(() -> Phrase.of(" - "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no word");
    }
}
