package io.quantumlayer.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.prompt.entity.Written;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Sentences with what the grammar reads in them, and what it leaves unread: {@code corpus/entities.txt}. */
class CorpusTests {

    private static final PromptReader READER = PromptReader.load();

    @Test
    void readsEachSentenceAsTheTableSays() throws IOException {
        List<String> table = table();

        assertThat(table.stream().map(CorpusTests::read)).containsExactlyElementsOf(table);
        assertThat(table.stream().filter(line -> !line.startsWith("#"))).hasSizeGreaterThanOrEqualTo(150);
    }

    private static List<String> table() throws IOException {
        try (InputStream corpus = CorpusTests.class.getResourceAsStream("/corpus/entities.txt")) {
            return new String(corpus.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static String read(String line) {
        if (line.startsWith("#")) {
            return line;
        }
        String sentence = line.split(" \\| ", -1)[0];
        PromptReading reading = READER.read(sentence);
        String entities = reading.named().entities().stream().map(Written::of).collect(Collectors.joining(" "));
        String unread = String.join("; ", reading.unread());
        return sentence + " | " + (entities.isEmpty() ? "-" : entities) + (unread.isEmpty() ? "" : " | " + unread);
    }
}
