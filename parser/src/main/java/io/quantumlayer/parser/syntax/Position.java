package io.quantumlayer.parser.syntax;

/**
 * A place in a text.
 *
 * @param line from 1
 * @param column from 1, in characters: a surrogate pair counts once
 */
public record Position(int line, int column) implements Comparable<Position> {

    @Override
    public int compareTo(Position other) {
        return line == other.line ? Integer.compare(column, other.column) : Integer.compare(line, other.line);
    }
}
