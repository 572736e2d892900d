package io.quantumlayer.metaprompt.template;

import java.util.List;

/** A template file that cannot be used; names the file and each place in it. */
final class BrokenTemplateException extends RuntimeException {

    BrokenTemplateException(String origin, List<String> faults) {
        super("Prompt template " + origin + " cannot be used: " + String.join("; ", faults));
    }
}
