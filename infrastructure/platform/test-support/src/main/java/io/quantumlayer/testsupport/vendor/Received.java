package io.quantumlayer.testsupport.vendor;

/**
 * A request and how it was answered.
 *
 * @param model name as the vendor knows it
 * @param answer body of the answer
 */
public record Received(Call call, String model, int status, String answer) {

    /** Whether the vendor would not do it. */
    public boolean isRefused() {
        return status >= 400;
    }
}
