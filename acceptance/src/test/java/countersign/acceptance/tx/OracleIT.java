package countersign.acceptance.tx;

import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.acceptance.Await;
import countersign.acceptance.Child;
import countersign.acceptance.tx.StdTxChain.Version;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The oracle votes that the transaction signer was invented for, on the chain that it was invented
/// for, with the configuration, the schema and the commands of tmkms' own documentation.
final class OracleIT {
    /// A voting period is five blocks, and the program asks every five seconds at most.
    private static final String BLOCK = "1200ms";

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

    private static void assertVotesBecomeActiveRates(Version version, Path folder)
            throws IOException {
        try (TerraFeeder feeder = TerraFeeder.start(version, folder, BLOCK)) {
            RealChain chain = feeder.chain();
            OracleVotes votes = new OracleVotes(chain, feeder.terra(), feeder.account());
            try (HttpService service = HttpService.start(votes)) {
                feeder.configure(service, RealChain.rpcAddress(chain.port()));
                try (Child signer = feeder.home().start()) {
                    Await.until(
                            "all rates are active",
                            RATES_MAX,
                            () -> active(feeder).containsAll(OracleVotes.DENOMS),
                            signer::tail);
                    for (String denom : OracleVotes.DENOMS) {
                        String rate = rate(feeder, denom);
                        assertTrue(votes.promised(denom, rate), denom + " " + rate);
                    }
                }
            }
        }
    }

    private static List<String> active(TerraFeeder feeder) {
        try {
            String told = feeder.terra().query(feeder.chain().port(), "oracle", "actives");
            return OracleVotes.DENOMS.stream().filter(d -> told.contains('"' + d + '"')).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String rate(TerraFeeder feeder, String denom) throws IOException {
        return feeder.terra()
                .query(feeder.chain().port(), "oracle", "exchange-rate", denom)
                .strip()
                .replace("\"", "");
    }
}
