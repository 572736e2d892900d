package io.quantumlayer.protocols.translation;

import io.quantumlayer.protocols.Translator;

/** What stands between the protocol of a client and that of a provider. */
public sealed interface Translation {

    /** Nothing: both speak the same. */
    record Needless() implements Translation {}

    /** A translation of each request and answer. */
    record By(Translator translator) implements Translation {}

    /** No client has that protocol, or no provider is asked in it by clients of another. */
    record Missing() implements Translation {}
}
