package io.quantumlayer.prompt.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.prompt.exchange.Exchange.Thing;
import io.quantumlayer.prompt.text.Text;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExchangesTests {

    private static final Exchanges EXCHANGES = Exchanges.load();

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            convert integers to Roman numerals | integers -> Roman numerals stated
            Turn CSV with a header row into JSON | CSV -> JSON stated
            takes a title and returns a slug | title -> stated; -> slug stated
            takes a given title | given title -> stated
            takes a title and a maximum length | title -> stated; maximum length -> implied
            Given a list of closed intervals, sort them | list -> stated; closed intervals -> stated
            a slug for a given title | -
            CSV to JSON | CSV -> JSON implied
            from titles to slugs | titles -> slugs implied
            a title from a slug | slug -> title implied
            the length of a title | title -> length possessed
            numbers from 1 to 3999 | -
            Create a slug from a title, and a title from a slug | -> slug made; title -> implied; slug -> title implied
            Create a slug and a title | -> slug made; -> title implied
            Create a function to check IBANs | -> function made
            Write a CSV to JSON converter | CSV -> JSON converter implied
            find the prime factors of a number | -> prime factors stated; number -> stated
            slugs separated by hyphens | -
            """)
    void readsWhatGoesInAndWhatComesOut(String prompt, String expected) {
        Text text = Text.of(prompt);

        assertThat(EXCHANGES.in(text).stream()
                        .map(exchange -> written(text, exchange))
                        .collect(Collectors.joining("; ")))
                .isEqualTo(expected.equals("-") ? "" : expected);
    }

    private static String written(Text text, Exchange exchange) {
        return "%s -> %s %s"
                .formatted(
                        words(text, exchange.takes()),
                        words(text, exchange.gives()),
                        exchange.certainty().name().toLowerCase(Locale.ROOT))
                .replaceAll(" +", " ")
                .strip();
    }

    private static String words(Text text, @Nullable Thing thing) {
        return thing == null ? "" : text.excerpt(thing.from(), thing.to());
    }
}
