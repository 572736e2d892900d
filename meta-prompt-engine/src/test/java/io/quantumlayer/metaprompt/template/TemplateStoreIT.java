package io.quantumlayer.metaprompt.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.testsupport.RealPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"management.server.port=0", "meta-prompt-engine.templates.locations=classpath*:none/*.yaml"})
@RealPostgres
class TemplateStoreIT {

    @Autowired
    private TemplateStore store;

    @Test
    void numbersChangedTextsAndMovesProductionToTheLast() {
        assertThat(store.publish("numbered", digest('a'), "first")).isEqualTo(1);
        assertThat(store.publish("numbered", digest('b'), "second")).isEqualTo(2);

        assertThat(store.production("numbered")).hasValueSatisfying(version -> {
            assertThat(version.version()).isEqualTo(2);
            assertThat(version.text()).isEqualTo("second");
            assertThat(version.labels()).containsExactly("production");
        });
        assertThat(store.version("numbered", 1))
                .hasValueSatisfying(version -> assertThat(version.text()).isEqualTo("first"));
    }

    @Test
    void makesNoNewVersionOfATextThatIsThere() {
        store.publish("repeated", digest('a'), "first");
        store.publish("repeated", digest('b'), "second");

        assertThat(store.publish("repeated", digest('b'), "second")).isEqualTo(2);
        assertThat(store.publish("repeated", digest('a'), "first")).isEqualTo(1);

        assertThat(store.versions("repeated"))
                .extracting(TemplateVersion::version)
                .containsExactly(2, 1);
        assertThat(store.production("repeated"))
                .hasValueSatisfying(version -> assertThat(version.version()).isEqualTo(1));
    }

    @Test
    void letsReplicasStartTogether() throws Exception {
        List<Callable<Integer>> starts = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            starts.add(() -> store.publish("raced", digest('c'), "text"));
        }

        List<Future<Integer>> versions;
        try (ExecutorService replicas = Executors.newVirtualThreadPerTaskExecutor()) {
            versions = replicas.invokeAll(starts);
        }

        for (Future<Integer> version : versions) {
            assertThat(version.get()).isEqualTo(1);
        }
        assertThat(store.versions("raced")).hasSize(1);
    }

    private static String digest(char digit) {
        return String.valueOf(digit).repeat(64);
    }
}
