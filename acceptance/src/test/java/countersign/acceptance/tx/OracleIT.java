package countersign.acceptance.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.acceptance.Child;
import countersign.acceptance.Peers;
import countersign.acceptance.node.Ports;
import countersign.acceptance.tx.HttpService.Asked;
import countersign.acceptance.tx.RealChain.Executed;
import countersign.acceptance.tx.StdTxChain.Version;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The oracle votes that the transaction signer was invented for, on the chain that it was invented
/// for, with the configuration, the schema and the commands of tmkms' own documentation, and the
/// price service of ours.
final class OracleIT {
    private static final Path SERVICE = Path.of("../docs/examples/oracle-service");

    /// What the service says of each kind of money, and up to a hundred more.
    private static final Map<String, Integer> PRICES =
            Map.of("ukrw", 1000, "usdr", 2000, "uusd", 3000);

    /// A voting period is five blocks, and the program asks every five seconds at most.
    private static final String BLOCK = "1200ms";

    /// So that nobody is stopped before it has written down what it did.
    private static final int POLLS_AFTER = 2;

    private static final Duration RATES_MAX = Duration.ofMinutes(2);

    @Test
    void tmkmsOwnConfigurationOnColumbus3_votesBecomeActiveRates(
            @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws IOException {
        assertVotesBecomeActiveRates(Version.COLUMBUS_3, folder);
    }

    /// There the hash of a promise is bytes, for which tmkms' own schema does not do.
    @Tag("chain")
    @Test
    void hashesOfBytesOnColumbus4_votesBecomeActiveRates(
            @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws IOException {
        assertVotesBecomeActiveRates(Version.COLUMBUS_4, folder);
    }

    /// The program of that documentation, ours in its place, and back again: with one key, one
    /// configuration, one file of sequences, and a service that was written for the former.
    @Tag("chain")
    @Test
    void oursInPlaceOfTmkms_goesOnWhereItWas(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder)
            throws IOException {
        Requests requests = new Requests();
        try (TerraFeeder feeder = TerraFeeder.start(folder, BLOCK);
                HttpService service = HttpService.start(requests)) {
            String rpc = RealChain.rpcAddress(feeder.chain().port());
            feeder.configure(service, rpc, "blocks = 1, min_secs = 1");
            List<String> asked =
                    List.of("first tmkms", "then ours", "tmkms once more", "ours in its words");
            for (String memo : asked) {
                boolean theirs = memo.contains("tmkms");
                if (memo.equals(asked.getLast())) {
                    feeder.home().configure("dialect = \"list\"");
                }
                requests.ask(feeder.prevote(memo));
                try (Child signer = theirs ? tmkms(feeder, folder) : feeder.home().start()) {
                    feeder.chain().awaitExecuted(memo, signer);
                    service.awaitMore(POLLS_AFTER, signer);
                }
            }
            for (String memo : asked) {
                assertEquals(
                        List.of(0),
                        feeder.chain().executed(memo).stream().map(Executed::code).toList(),
                        memo);
            }
            assertEquals(asked.size(), feeder.sequence(), "transactions of the account");
            Asked theirs = service.asked().getFirst();
            Asked ours = service.asked().getLast();
            assertEquals(theirs, new Asked(ours.method(), ours.path(), ours.body(), 0));
        }
    }

    private static Child tmkms(TerraFeeder feeder, Path folder) {
        return Child.start(
                folder.resolve("tmkms.log"),
                folder,
                Map.of(),
                List.of(
                        Peers.tmkmsOfTransactions().toString(),
                        "start",
                        "-c",
                        feeder.home().file("tmkms.toml").toString()));
    }

    private static void assertVotesBecomeActiveRates(Version version, Path folder)
            throws IOException {
        int port = Ports.free();
        try (TerraFeeder feeder = TerraFeeder.start(version, folder, BLOCK);
                Child service = service(feeder, folder, port)) {
            URI source = URI.create("http://127.0.0.1:" + port + "/oracles/terra");
            feeder.configure(source, RealChain.rpcAddress(feeder.chain().port()), "blocks = 5");
            try (Child signer = feeder.home().start()) {
                signer.await(
                        "all rates are active",
                        RATES_MAX,
                        () -> active(feeder).containsAll(PRICES.keySet()));
                assertTrue(service.isAlive(), service::tail);
                for (Map.Entry<String, Integer> price : PRICES.entrySet()) {
                    String told = rate(feeder, price.getKey());
                    // Columbus-4 divides each by another's price and multiplies again.
                    BigDecimal near = new BigDecimal(told).setScale(9, RoundingMode.HALF_UP);
                    int above = near.intValueExact() - price.getValue();
                    assertTrue(above >= 0 && above < 100, price + " is told as " + told);
                }
            }
        }
    }

    private static Child service(TerraFeeder feeder, Path folder, int port) throws IOException {
        return Child.start(
                folder.resolve("service.log"),
                folder,
                Map.of(),
                List.of(
                        SERVICE.toAbsolutePath().toString(),
                        "http://127.0.0.1:" + feeder.chain().port(),
                        feeder.account(),
                        feeder.terra().validator(),
                        Integer.toString(port)));
    }

    private static List<String> active(TerraFeeder feeder) {
        try {
            String told = feeder.terra().query(feeder.chain().port(), "oracle", "actives");
            return PRICES.keySet().stream().filter(d -> told.contains('"' + d + '"')).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String rate(TerraFeeder feeder, String denom) throws IOException {
        String command =
                feeder.terra().version() == Version.COLUMBUS_3 ? "exchange-rate" : "exchange-rates";
        return feeder.terra()
                .query(feeder.chain().port(), "oracle", command, denom)
                .strip()
                .replace("\"", "");
    }
}
