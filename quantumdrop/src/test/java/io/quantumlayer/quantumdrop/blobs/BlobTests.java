package io.quantumlayer.quantumdrop.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.CharacterCodingException;
import org.junit.jupiter.api.Test;

class BlobTests {

    @Test
    void isAddressedByTheDigestOfItsUtf8Bytes() throws CharacterCodingException {
        Blob blob = Blob.ofText("ä😀");

        assertThat(blob.bytes()).hasSize(6);
        assertThat(Blob.ofText("").sha256())
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void isNotMadeOfHalfACharacter() {
        assertThatThrownBy(() -> Blob.ofText("a\ud83d")).isInstanceOf(CharacterCodingException.class);
    }
}
