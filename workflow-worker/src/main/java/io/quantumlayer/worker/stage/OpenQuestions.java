package io.quantumlayer.worker.stage;

import java.util.List;

/** What an author asks back is open, and keeps the run from being complete. */
final class OpenQuestions {

    private OpenQuestions() {}

    static List<String> reasons(List<String> questions) {
        return questions.stream().map("Open question: \"%s\""::formatted).toList();
    }
}
