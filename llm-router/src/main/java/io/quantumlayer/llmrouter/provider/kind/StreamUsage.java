package io.quantumlayer.llmrouter.provider.kind;

import io.quantumlayer.protocols.StreamFilter;
import io.quantumlayer.protocols.watch.UsageChunkFilter;
import org.jspecify.annotations.Nullable;

/** Asks every chat stream for its tokens by {@code stream_options.include_usage}, and hides them from who did not. */
public record StreamUsage() implements DialectStep {

    @Override
    public boolean asksForUsage(ProviderCall call) {
        return call.operation() == Operation.CHAT && call.stream() && !call.translated() && !call.usageWanted();
    }

    @Override
    public @Nullable StreamFilter stream(ProviderCall call) {
        return asksForUsage(call) ? new UsageChunkFilter() : null;
    }
}
