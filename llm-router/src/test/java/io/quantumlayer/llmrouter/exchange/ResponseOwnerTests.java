package io.quantumlayer.llmrouter.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.llmrouter.key.Digest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResponseOwnerTests {

    private static final AccountMark MARK = AccountMark.of("openai/one");
    private static final ResponseOwner ONE = new ResponseOwner("key-1");
    private static final ResponseOwner TWO = new ResponseOwner("key-2");

    private static String account(String text) {
        return sealed("account", text);
    }

    private static String other(String text) {
        return sealed("other", text);
    }

    private static String sealed(String secret, String text) {
        return Digest.of((secret + text).getBytes(StandardCharsets.UTF_8)).hex();
    }

    private static String id(ResponseOwner owner, String provider) {
        return MARK.response(provider, owner.seal(ResponseOwnerTests::account, provider));
    }

    @Test
    void ownsWhatWasMadeWithItsKeyAlone() {
        String id = id(ONE, "resp_1");

        assertThat(id).matches("resp_ql[0-9a-f]{8}-[0-9a-f]{16}_resp_1");
        assertThat(ONE.owns(ResponseOwnerTests::account, id)).isTrue();
        assertThat(TWO.owns(ResponseOwnerTests::account, id)).isFalse();
        assertThat(ONE.owns(ResponseOwnerTests::other, id)).isFalse();
    }

    @Test
    void ownsNothingWithTheSealOfAnotherResponseOrWithout() {
        String own = id(TWO, "resp_2");
        String seal = AccountMark.sealIn(own);

        assertThat(TWO.owns(ResponseOwnerTests::account, MARK.response("resp_1", seal)))
                .isFalse();
        assertThat(TWO.owns(ResponseOwnerTests::account, MARK.response("resp_1", "")))
                .isFalse();
        assertThat(TWO.owns(ResponseOwnerTests::account, "resp_1")).isFalse();
    }

    @Test
    void everybodyOwnsEverythingAndSealsNothing() {
        assertThat(id(ResponseOwner.EVERYBODY, "resp_1")).isEqualTo(MARK.response("resp_1", ""));
        assertThat(ResponseOwner.EVERYBODY.owns(ResponseOwnerTests::account, id(ONE, "resp_1")))
                .isTrue();
        assertThat(ResponseOwner.EVERYBODY.owns(ResponseOwnerTests::account, MARK.response("resp_1", "")))
                .isTrue();
    }
}
