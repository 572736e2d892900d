package io.quantumlayer.servers;

/** One source of a program had nothing usable; another may. */
final class FetchFailedException extends Exception {

    FetchFailedException(String message) {
        super(message);
    }
}
