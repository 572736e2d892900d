package io.quantumlayer.llmrouter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.llmrouter.key.KeyProperties;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;

class OpenRouterTests {

    @Test
    void listensOnEveryAddressWhereKeysAreAskedFor() {
        assertThat(listening(Path.of("keys.yaml"), null).getAddress()).isNull();
        assertThat(listening(null, "jdbc:postgresql://db/ql").getAddress()).isNull();
    }

    @Test
    void listensOnTheLoopbackWhereNobodyIsAskedForAKey() {
        assertThat(listening(null, null).getAddress())
                .satisfies(address -> assertThat(address.isLoopbackAddress()).isTrue());
    }

    private static NettyReactiveWebServerFactory listening(@Nullable Path file, @Nullable String database) {
        KeyProperties keys = new KeyProperties(
                file, null, null, Duration.ofMillis(500), new KeyProperties.Database(database, null, null));
        NettyReactiveWebServerFactory server = new NettyReactiveWebServerFactory();
        OpenRouter.listen(keys, server);
        return server;
    }
}
