package io.quantumlayer.llmrouter.price;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The prices that the router knows. */
@Configuration(proxyBeanMethods = false)
class PriceConfiguration {

    @Bean
    PriceTable priceTable() {
        return PriceTable.shipped();
    }
}
