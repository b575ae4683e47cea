package countersign.app.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.app.shell.Failure;
import countersign.consensus.ChainId;
import countersign.consensus.Hrs;
import countersign.consensus.Step;
import countersign.guard.Mark;
import countersign.proof.Figures;
import countersign.proof.Proof;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// State files as other signers write them, whole and damaged.
final class ForeignStateTest {
    private static final Path FILES = Path.of("src/test/resources/foreign");
    private static final JsonMapper ORACLE =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    @TempDir private Path directory = Path.of("unset");

    @ParameterizedTest
    @CsvSource({
        "tmkms.json, TMKMS, 347290, 1, PREVOTE",
        "tmkms-fresh.json, TMKMS, , ,",
        "tmkms-0.7.json, TMKMS, 94, 0, PRECOMMIT",
        "tmkms-light.json, TMKMS, 1221, 0, PRECOMMIT",
        "tmkms-light-fresh.json, TMKMS, , ,",
        "file-pv.json, FILE_PV, 36, 0, PRECOMMIT",
        "file-pv-fresh.json, FILE_PV, , ,",
        "cosmos-kms.json, FILE_PV, 5000, 0, PRECOMMIT",
        "horcrux_priv_validator_state.json, HORCRUX, 812, 0, PREVOTE",
        "horcrux_share_sign_state.json, HORCRUX, 812, 0, PRECOMMIT",
        "nebula.json, NEBULA, 77, 3, PREVOTE",
        "nebula-named.json, NEBULA, 77, 3, PROPOSE",
    })
    void file_isToldAndReadExactly(
            String name, Layout layout, Long height, Integer round, Step step) throws Failure {
        Optional<Hrs> place =
                height == null ? Optional.empty() : Optional.of(new Hrs(height, round, step));
        assertEquals(
                new ForeignState(layout, place),
                ForeignState.read(FILES.resolve(name), Optional.empty()));
    }

    /// A damaged file says exactly what it says now, or it is refused: never less, and never with
    /// an exception that nobody expects. The oracle reads with another reader.
    @Proof("D5")
    void damagedFiles_areReadExactlyOrRefused(Figures figures) throws IOException {
        int variants = figures.size("damaged files", 2_000, 100_000);
        List<Path> files;
        try (var found = Files.list(FILES)) {
            files = found.sorted().toList();
        }
        Random random = new Random(20_240_131);
        int read = 0;
        for (int variant = 0; variant < variants; variant++) {
            Path file = files.get(variant % files.size());
            byte[] damaged = damage(Files.readAllBytes(file), random);
            try {
                ForeignState state = ForeignState.parse(file, damaged, Optional.empty());
                assertExact(state, new String(damaged, StandardCharsets.UTF_8));
                read++;
            } catch (Failure refused) {
                assertTrue(!refused.problems().isEmpty());
            }
        }
        figures.found("read exactly", read);
        assertTrue(read > variants / 50, "some damage does no harm: " + read);
    }

    @Test
    void oneOfHorcruxsTwoFiles_isNotTakenAlone() {
        Path share = FILES.resolve("horcrux_share_sign_state.json");
        Failure refused = assertThrows(Failure.class, () -> ForeignState.read(share));
        assertTrue(refused.problems().getFirst().what().contains("keeps two"));
    }

    @Test
    void cutOffFiles_areRefused() throws IOException {
        try (var found = Files.list(FILES)) {
            for (Path file : found.toList()) {
                byte[] whole = Files.readString(file).strip().getBytes(StandardCharsets.UTF_8);
                for (int length = 0; length < whole.length; length++) {
                    byte[] cut = java.util.Arrays.copyOf(whole, length);
                    assertThrows(
                            Failure.class, () -> ForeignState.parse(file, cut, Optional.empty()));
                }
            }
        }
    }

    /// tmkms counts its steps from 0: without its block id the file would say less.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'height':'5','round':'0','step':1,'block_idx':null} | more than one signer",
                "{'height':'5','round':'0','step':1} | more than one signer",
                "{'height':'5','round':0,'step':1,'block_idx':null} | no such member",
                "{'height':'5','round':'0','step':4,'block_id':null} | no step of tmkms",
                "{'height':'5','round':0,'step':4} | no step of CometBFT",
                "{'height':'5','round':0,'step':'1'} | no step of CometBFT",
                "{'height':5,'round':0,'step':3} | no step of Nebula",
                "{'height':'05','round':0,'step':3} | `05` is no whole number",
                "{'height':'5','round':0} | there is no \"step\"",
                "{'last_signed_height':5,'last_rank':2} | SignCTRL's rank",
                "{'last_signed_height':'5','last_rank':2} | priv_validator_state.json",
                "{'height':'5','round':0,'step':3} x | Unrecognized token",
                "{'height':'5','round':0,'step':3}{} | something follows",
                "{'height':'5','height':'1','round':0,'step':3} | Duplicate",
                "[] | no JSON object",
            })
    void unclearFile_isRefusedWithItsReason(String text, String why) {
        byte[] contents = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        Failure refused =
                assertThrows(
                        Failure.class,
                        () -> ForeignState.parse(Path.of("f"), contents, Optional.empty()));
        String said = refused.problems().toString();
        assertTrue(said.contains(why), said);
    }

    @Test
    void whatIsWritten_isReadBack() throws Failure, IOException {
        List<Mark> marks =
                List.of(
                        new Mark.Unsigned(),
                        new Mark.Burnt(new Hrs(7, 0, Step.PROPOSE)),
                        new Mark.Burnt(new Hrs(7, 2, Step.PREVOTE)),
                        new Mark.Burnt(new Hrs(Long.MAX_VALUE, Integer.MAX_VALUE, Step.PRECOMMIT)));
        for (ForeignFormat format : ForeignFormat.values()) {
            for (Mark mark : marks) {
                if (format == ForeignFormat.NEBULA) {
                    assertThrows(Failure.class, () -> ForeignText.of(format, mark));
                    continue;
                }
                Path file = directory.resolve(format.word());
                Files.writeString(file, ForeignText.of(format, mark));
                ForeignState read = ForeignState.read(file, Optional.empty());
                assertEquals(new ForeignState(format.layout(), mark.place()), read);
            }
        }
    }

    @Test
    void horcrux_hasTwoFilesAndTheHigherWins() throws Failure, IOException {
        ChainId chain = new ChainId("horcrux");
        Hrs higher = new Hrs(812, 0, Step.PRECOMMIT);
        Path whole = FILES.resolve("horcrux_priv_validator_state.json");
        Path share = FILES.resolve("horcrux_share_sign_state.json");
        Optional<ForeignFormat> horcrux = Optional.of(ForeignFormat.HORCRUX);
        List<Path> both = List.of(whole, share);
        var expected = new ForeignFiles.Found(Layout.HORCRUX, Optional.of(higher), both);
        assertEquals(expected, ForeignFiles.read(FILES, horcrux, chain));
        assertEquals(expected, ForeignFiles.read(FILES, Optional.empty(), chain));
        Path here = FILES.toAbsolutePath();
        assertEquals(
                Optional.of(higher),
                ForeignFiles.read(here.resolve(whole.getFileName()), horcrux, chain).place());
        assertEquals(
                Optional.of(higher),
                ForeignFiles.read(here.resolve(share.getFileName()), Optional.empty(), chain)
                        .place());

        Failure other =
                assertThrows(
                        Failure.class,
                        () -> ForeignFiles.read(share, horcrux, new ChainId("osmosis-1")));
        assertTrue(other.problems().toString().contains("is the state of chain horcrux"));
        Failure none =
                assertThrows(
                        Failure.class,
                        () -> ForeignFiles.read(FILES, horcrux, new ChainId("osmosis-1")));
        assertTrue(none.problems().toString().contains("no state of chain osmosis-1"));
    }

    /// Flips a bit, or takes out, doubles or replaces a few bytes.
    private static byte[] damage(byte[] whole, Random random) {
        String text = new String(whole, StandardCharsets.ISO_8859_1);
        int at = random.nextInt(text.length());
        int length = Math.min(1 + random.nextInt(6), text.length() - at);
        String piece = text.substring(at, at + length);
        String bit = "" + (char) (text.charAt(at) ^ 1 << random.nextInt(8));
        String[] others = {"\"", "0", "9", "-1", "null", "{}", ",", "\"step\":1,", "e9", "\u00ff"};
        String put =
                switch (random.nextInt(4)) {
                    case 0 -> bit + piece.substring(1);
                    case 1 -> "";
                    case 2 -> piece + piece;
                    default -> others[random.nextInt(others.length)];
                };
        return (text.substring(0, at) + put + text.substring(at + length))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void assertExact(ForeignState state, String text) {
        JsonNode file;
        try {
            file = ORACLE.readTree(text);
        } catch (JacksonException e) {
            throw new AssertionError("read what is no JSON: " + text, e);
        }
        Map<String, Step> names =
                Map.of(
                        "Proposal",
                        Step.PROPOSE,
                        "Prevote",
                        Step.PREVOTE,
                        "Precommit",
                        Step.PRECOMMIT);
        JsonNode written = file.get("step");
        int number = written.isNumber() ? written.intValue() : -1;
        boolean fromZero = file.has("block_id");
        boolean nebula = file.get("height").isNumber();
        int fromOne = nebula ? number == 32 ? 1 : number + 1 : fromZero ? number + 1 : number;
        Step least =
                names.containsKey(written.asString())
                        ? names.get(written.asString())
                        : fromOne <= 1
                                ? Step.PROPOSE
                                : fromOne == 2 ? Step.PREVOTE : Step.PRECOMMIT;
        Hrs said =
                new Hrs(
                        Long.parseLong(file.get("height").asString()),
                        Integer.parseInt(file.get("round").asString()),
                        least);
        boolean nothing = said.equals(new Hrs(0, 0, Step.PROPOSE));
        assertEquals(nothing ? Optional.empty() : Optional.of(said), state.place(), text);
    }
}
