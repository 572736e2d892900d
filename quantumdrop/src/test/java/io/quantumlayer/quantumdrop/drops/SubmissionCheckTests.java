package io.quantumlayer.quantumdrop.drops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.contracts.quantumdrop.NewDrop;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

class SubmissionCheckTests {

    private final ValidatorFactory validators = Validation.buildDefaultValidatorFactory();
    private final SubmissionCheck check = new SubmissionCheck(
            validators.getValidator(),
            new DropLimits(DataSize.ofBytes(10), DataSize.ofBytes(25), 3, DataSize.ofBytes(50)),
            JsonMapper.shared());

    @AfterEach
    void close() {
        validators.close();
    }

    @Test
    void countsBytesNotCharacters() {
        assertThat(check.check(drop("a", new DropFile("x", "ä".repeat(5)))).files())
                .hasSize(1);
        assertThatThrownBy(() -> check.check(drop("a", new DropFile("x", "ä".repeat(6)))))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.type()).isEqualTo(ProblemType.PAYLOAD_TOO_LARGE))
                .hasMessageContaining("'x'")
                .hasMessageContaining("12 bytes");
    }

    @Test
    void addsUpArtifactMetadataAndFiles() {
        NewDrop fits = new NewDrop(
                null,
                "w",
                null,
                "s",
                "t",
                "12345",
                Map.of("a", 1),
                null,
                null,
                List.of(new DropFile("x", "1234567890")));
        NewDrop tooMuch = new NewDrop(
                null,
                "w",
                null,
                "s",
                "t",
                "1234567890",
                Map.of("a", 1),
                null,
                null,
                List.of(new DropFile("x", "1234567890")));

        assertThat(check.check(fits).metadata()).isEqualTo("{\"a\":1}");
        assertThatThrownBy(() -> check.check(tooMuch)).hasMessageContaining("27 bytes");
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() {
        NewDrop wrong = new NewDrop(
                "a/b", " ", null, "", "t\n", "text\udc00", null, null, null, List.of(new DropFile("../x", "1")));

        assertThatThrownBy(() -> check.check(wrong))
                .hasMessageContaining("id must consist of")
                .hasMessageContaining("workflow_id must not be blank")
                .hasMessageContaining("stage must not be blank")
                .hasMessageContaining("type must consist of")
                .hasMessageContaining("artifact must not contain half of a surrogate pair")
                .hasMessageContaining("files[0].path must not have the segment '..': '../x'");
    }

    @Test
    void saysOfABlankFieldOnlyThatItIsBlank() {
        NewDrop blank = new NewDrop(" ", " ", null, " ", "", "a", null, null, null, null);

        assertThatThrownBy(() -> check.check(blank))
                .hasMessage("stage must not be blank; type must not be blank; workflow_id must not be blank.");
    }

    @Test
    void namesWhatIsMissingInFiles() {
        NewDrop wrong = new NewDrop(
                null,
                "w",
                null,
                "s",
                "t",
                "a",
                null,
                null,
                null,
                Arrays.asList(null, new DropFile(null, "1"), new DropFile("x", null)));

        assertThatThrownBy(() -> check.check(wrong))
                .hasMessageContaining("files[0] must be a file")
                .hasMessageContaining("files[1].path must not be null")
                .hasMessageContaining("files[2].content must not be null");
    }

    @Test
    void refusesAFileThatIsThereTwiceOrAlsoAFolder() {
        assertThatThrownBy(() -> check.check(drop("a", new DropFile("x", "1"), new DropFile("x", "2"))))
                .hasMessageContaining("is there twice: 'x'");
        assertThatThrownBy(() -> check.check(drop("a", new DropFile("x", "1"), new DropFile("x/y", "2"))))
                .hasMessageContaining("'x' both as a file and as a folder");
    }

    @Test
    void refusesTooManyFiles() {
        DropFile[] four = {new DropFile("1", ""), new DropFile("2", ""), new DropFile("3", ""), new DropFile("4", "")};

        assertThatThrownBy(() -> check.check(drop("a", four))).hasMessageContaining("files must not be more than 3");
    }

    @Test
    void namesTheIndexInABatch() {
        assertThatThrownBy(() -> check.check(Arrays.asList(drop("a"), null, drop("a", new DropFile("/x", "1")))))
                .hasMessageContaining("[1] must be a drop")
                .hasMessageContaining("[2].files[0].path must be relative: '/x'");
    }

    private static NewDrop drop(String artifact, DropFile... files) {
        return new NewDrop(null, "w", null, "s", "t", artifact, null, null, null, List.of(files));
    }
}
