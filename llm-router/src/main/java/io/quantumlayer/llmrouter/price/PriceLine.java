package io.quantumlayer.llmrouter.price;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Price of the models of a provider.
 *
 * @param models ids; one that ends in {@code *} stands for all that begin so
 * @param provider name of the provider, or its kind
 * @param cachedInput the input's price where it is absent
 * @param cacheWrite the input's price where it is absent
 * @param longPrompt one step or several, each for prompts that are longer than it says
 * @param cacheWriteHour the price of other cache writes where it is absent
 */
public record PriceLine(
        @JsonProperty(value = "provider", required = true) String provider,

        @JsonProperty(value = "models", required = true) List<String> models,
        @JsonProperty(value = "input", required = true) BigDecimal input,
        @JsonProperty(value = "output", required = true) BigDecimal output,
        @JsonProperty("cached-input") @Nullable BigDecimal cachedInput,
        @JsonProperty("cache-write") @Nullable BigDecimal cacheWrite,
        @JsonProperty("cache-write-1h") @Nullable BigDecimal cacheWriteHour,

        @JsonProperty("long-prompt") @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable
        List<LongPrompt> longPrompt,

        @JsonProperty(value = "date", required = true) LocalDate date,
        @JsonProperty(value = "source", required = true) String source) {

    ModelPrice price() {
        return new ModelPrice(
                rates(input, output, cachedInput, cacheWrite, cacheWriteHour),
                longPrompt == null
                        ? List.of()
                        : longPrompt.stream().map(LongPrompt::price).toList(),
                date,
                source);
    }

    /**
     * Prices of all tokens of a call that reads more than {@code above} tokens.
     *
     * @param cachedInput as in a line
     */
    public record LongPrompt(
            @JsonProperty(value = "above", required = true) long above,
            @JsonProperty(value = "input", required = true) BigDecimal input,
            @JsonProperty(value = "output", required = true) BigDecimal output,
            @JsonProperty("cached-input") @Nullable BigDecimal cachedInput,
            @JsonProperty("cache-write") @Nullable BigDecimal cacheWrite,
            @JsonProperty("cache-write-1h") @Nullable BigDecimal cacheWriteHour) {

        ModelPrice.LongPrompt price() {
            return new ModelPrice.LongPrompt(above, rates(input, output, cachedInput, cacheWrite, cacheWriteHour));
        }
    }

    private static Rates rates(
            BigDecimal input,
            BigDecimal output,
            @Nullable BigDecimal cachedInput,
            @Nullable BigDecimal cacheWrite,
            @Nullable BigDecimal cacheWriteHour) {
        BigDecimal write = Objects.requireNonNullElse(cacheWrite, input);
        return new Rates(
                input,
                output,
                Objects.requireNonNullElse(cachedInput, input),
                write,
                Objects.requireNonNullElse(cacheWriteHour, write));
    }
}
