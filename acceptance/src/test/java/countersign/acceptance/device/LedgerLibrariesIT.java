package countersign.acceptance.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.acceptance.Child;
import countersign.acceptance.Peers;
import countersign.bytes.Bytes;
import countersign.consensus.BlockId;
import countersign.consensus.ChainId;
import countersign.consensus.Hrs;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;
import countersign.consensus.SignBytes;
import countersign.consensus.Step;
import countersign.consensus.Timestamp;
import countersign.consensus.Vote;
import countersign.harness.ledgerapp.DeviceKey;
import countersign.harness.ledgerapp.HidStream;
import countersign.harness.ledgerapp.LedgerApp;
import countersign.harness.ledgerapp.Person;
import countersign.harness.ledgerapp.SpeculosServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Ledger's own libraries find in the played device what they expect of a real one, over either way
/// that leads to it: what the provider is tried with elsewhere is not of our own invention.
final class LedgerLibrariesIT {
    private final LedgerApp app = new LedgerApp(DeviceKey.random(), Person.ACCEPTS);
    private final Bytes message = vote();

    @TempDir private Path folder = Path.of("");

    @Test
    void speculosTransport_drivesThePlayedDevice() throws IOException {
        Path client = Peers.ledgerClient();
        try (SpeculosServer speculos = SpeculosServer.start(app)) {
            List<String> command = new ArrayList<>(List.of(client.toString(), "tcp"));
            command.add(Integer.toString(speculos.address().getPort()));
            command.addAll(commands());
            check(Child.finish(folder.resolve("log"), folder, Map.of(), command));
        }
    }

    @Test
    void hidFraming_drivesThePlayedDevice() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Peers.ledgerClient().toString(), "hid"));
        command.addAll(commands());
        Path answers = folder.resolve("answers");
        Process client = new ProcessBuilder(command).redirectError(answers.toFile()).start();
        try (HidStream stream =
                new HidStream(app, client.getInputStream(), client.getOutputStream())) {
            stream.serve();
            assertTrue(client.waitFor(60, TimeUnit.SECONDS), () -> "see " + answers);
            assertEquals(0, client.exitValue(), () -> "see " + answers);
        } finally {
            client.destroyForcibly();
        }
        check(Files.readString(answers));
    }

    private List<String> commands() {
        String length = "%02x".formatted(message.length());
        return List.of(
                "5600000000",
                "5601000000",
                "5602010203" + message.first(3).hex(),
                "56020202%02x".formatted(message.length() - 3)
                        + message.slice(3, message.length()).hex(),
                "56020101" + length + message.hex());
    }

    private void check(String said) {
        List<String> answers = said.strip().lines().toList();
        assertEquals(5, answers.size(), said);
        assertEquals("000009019000", answers.get(0));
        assertEquals(app.publicKey().hex() + "9000", answers.get(1));
        assertEquals("9000", answers.get(2));
        Bytes signature = Bytes.ofHex(answers.get(3));
        PublicKey key = new PublicKey(KeyType.ED25519, app.publicKey());
        assertEquals(66, signature.length());
        assertTrue(key.verifies(message, signature.first(64)));
        assertEquals("6985", answers.get(4), "it signs nothing twice");
    }

    private static Bytes vote() {
        Bytes hash = Bytes.ofHex("ab".repeat(32));
        Vote vote =
                new Vote(
                        new Hrs(10, 0, Step.PREVOTE),
                        new BlockId(hash, 1, hash),
                        new Timestamp(1_700_000_000L, 5));
        return SignBytes.of(vote, new ChainId("cosmoshub-4"));
    }
}
