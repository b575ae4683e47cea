package countersign.app.interchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.app.shell.Failure;
import countersign.app.shell.Problem;
import countersign.consensus.Hrs;
import countersign.consensus.Step;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

final class InterchangeReaderTest {
    private static final String KEY =
            "{\"type\": \"ed25519\", \"value\": \"Dicjr17rwt2WMy+Wo/hLGc2qPpx03kvyUJCJGqh1MXM=\"}";
    private static final String GOOD =
            """
            {
              "format": "countersign-interchange",
              "version": 1,
              "marks": [
                {"chain_id": "test-1", "public_key": %s, \
            "height": "9", "round": 2, "step": "prevote"}
              ]
            }
            """
                    .formatted(KEY);

    @TempDir private Path directory = Path.of("unset");

    @Test
    void smallestFile_isRead() throws Failure {
        Interchange read = read(GOOD);
        assertEquals(1, read.marks().size());
        assertEquals(new Hrs(9, 2, Step.PREVOTE), read.marks().getFirst().place());
        assertEquals("test-1", read.marks().getFirst().chain().value());
    }

    @Test
    void largestNumbers_areExact() throws Failure {
        String largest =
                GOOD.replace("\"9\"", "\"9223372036854775807\"").replace(": 2,", ": 2147483647,");
        assertEquals(
                new Hrs(Long.MAX_VALUE, Integer.MAX_VALUE, Step.PREVOTE),
                read(largest).marks().getFirst().place());
    }

    /// What is replaced, by what, and what is said of it with its place.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "\"9\" | 9 | 5:130: $.marks[0].height: this is a number instead of text",
                "\"9\" | \"09\" | $.marks[0].height: `09` is no whole number from 0 to 92233",
                "\"9\" | \"-1\" | $.marks[0].height: `-1` is no whole number",
                "\"9\" | \"1e3\" | $.marks[0].height: `1e3` is no whole number",
                "\"9\" | \"9223372036854775808\" | $.marks[0].height: `9223372036854775808` is no",
                "\"9\" | \" 9\" | $.marks[0].height: ` 9` is no whole number",
                ": 2, | : 2147483648, | $.marks[0].round: `2147483648` is no whole number from 0",
                ": 2, | : -1, | $.marks[0].round: `-1` is no whole number",
                ": 2, | : 2.0, | $.marks[0].round: `2.0` is no whole number",
                ": 2, | : \"2\", | $.marks[0].round: this is text instead of a number",
                ": 2, | : null, | $.marks[0].round: this is null instead of a number",
                "prevote | Prevote | $.marks[0].step: `Prevote` is none of propose, prevote",
                "\"prevote\" | 1 | $.marks[0].step: this is a number instead of text",
                "test-1 | test/1 | $.marks[0].chain_id: `test/1` is no chain id",
                "\"test-1\" | \"\" | $.marks[0].chain_id: `` is no chain id",
                "ed25519 | bls12_381 | $.marks[0].public_key.type: `bls12_381` is none of",
                "MXM= | MXM | $.marks[0].public_key.value: ",
                "MXM= | MX= | $.marks[0].public_key.value: ",
                "Dicj | Dic! | $.marks[0].public_key.value: ",
                "\"round\" | \"rund\" | $.marks[0].rund: this format has no such member",
                "\"round\" | \"height\" | Duplicate Object property \"height\"",
                "\"version\": 1 | \"version\": 2 | 3:14: $.version: this is version 2",
                "\"version\": 1 | \"version\": \"1\" | $.version: this is text instead of a number",
                "countersign-inter | eip-3076-inter | $.format: `eip-3076-interchange` is not",
                "\"marks\": [ | \"marks\": [1, | $.marks[0]: this is a number instead of an object",
                "\"marks\": [ | \"other\": [ | there is no \"marks\"",
                "\"version\" | \"exported_at\": \"soon\", \"version\" | `soon` is no time of RFC"
                        + " 3339",
            })
    void wrongMember_isNamedWithItsPlace(String what, String by, String said) {
        assertTrue(refusal(GOOD.replace(what, by)).contains(said), refusal(GOOD.replace(what, by)));
    }

    @Test
    void everyProblem_isSaidAtOnce() {
        String bad = GOOD.replace("\"9\"", "9").replace(": 2,", ": -2,").replace("test-1", "");
        String said = refusal(bad);
        assertTrue(said.contains(".height") && said.contains(".round"), said);
        assertTrue(said.contains(".chain_id") && said.contains("nothing of "), said);
    }

    @Test
    void brokenText_isRefusedAtItsPlace() {
        for (int length = 0; length < GOOD.strip().length(); length++) {
            assertTrue(refusal(GOOD.substring(0, length)).contains("file.json:"));
        }
        assertTrue(refusal(GOOD + "x").contains("file.json:8:"), refusal(GOOD + "x"));
        assertTrue(refusal(GOOD + GOOD).contains("something follows the end of it"));
        assertTrue(refusal("[".repeat(100_000)).contains("nesting depth"), "depth");
        assertTrue(
                refusal("[1" + ",1".repeat(1_000_000) + "]").contains("more than 120000 values"));
        assertTrue(refusal("[]").contains("this is a list instead of an object"));
        assertTrue(refusal("{\"a\": " + "9".repeat(9_999) + "}").contains("length"), "number");
        String long1 = GOOD.replace("test-1", "x".repeat(99_999));
        assertTrue(refusal(long1).length() < 500, "a message does not repeat all it was given");
    }

    @Test
    void fileThatIsTooLarge_isNotRead() {
        String said = refusal(GOOD + " ".repeat(InterchangeReader.BYTES_MAX));
        assertTrue(said.contains("is larger than 4194304 bytes"), said);
    }

    @Test
    void notUtf8_isRefused() throws IOException {
        Path file = directory.resolve("latin.json");
        Files.write(file, "{\"format\": \"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1));
        Failure refused = assertThrows(Failure.class, () -> InterchangeReader.json(file));
        assertTrue(refused.problems().toString().contains("this is not UTF-8"));
    }

    /// Two messages at one place are a double sign that has happened.
    @Test
    void twoMessagesAtOnePlace_areRefused() {
        String one = ", \"step\": \"prevote\", \"sign_bytes_sha256\": \"" + "0".repeat(64) + "\"}";
        String line = GOOD.lines().toList().get(4).replace(", \"step\": \"prevote\"}", one);
        String twice = line + ",\n" + line.replace("0".repeat(64), "a".repeat(64));
        String text = GOOD.replace(GOOD.lines().toList().get(4), twice);
        assertTrue(refusal(text).contains("$.marks[1]: another message than in $.marks[0]"));
    }

    private Interchange read(String text) throws Failure {
        Path file = directory.resolve("file.json");
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return InterchangeReader.read("file.json", InterchangeReader.json(file));
    }

    private String refusal(String text) {
        return assertThrows(Failure.class, () -> read(text)).problems().stream()
                .map(Problem::what)
                .collect(Collectors.joining("\n"));
    }
}
