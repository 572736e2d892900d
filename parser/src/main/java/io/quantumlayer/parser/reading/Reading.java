package io.quantumlayer.parser.reading;

import io.quantumlayer.parser.syntax.Deadline;
import io.quantumlayer.parser.syntax.SyntaxTree;

/** What is made of a tree while it is open. */
@FunctionalInterface
public interface Reading<T> {

    /** Runs on a worker; anything slow in it checks the deadline. */
    T read(String path, SyntaxTree tree, Deadline deadline);
}
