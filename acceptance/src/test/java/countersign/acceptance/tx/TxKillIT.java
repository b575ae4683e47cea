package countersign.acceptance.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import countersign.acceptance.Child;
import countersign.acceptance.tx.HttpService.Answer;
import countersign.acceptance.tx.RealChain.Executed;
import countersign.proof.Figures;
import countersign.proof.Proof;

import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/// The program is killed while it signs and broadcasts as fast as it can. A request that it had not
/// written down when it died may be lost with it; none is ever executed twice.
final class TxKillIT {
    private static final int LIFE_MILLIS_MAX = 8_000;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Proof("T1")
    void killedAtAnyMoment_noRequestExecutedTwice(Figures figures) throws Exception {
        int kills = figures.size("kills", 6, 200);
        Random random = new Random(1);
        AtomicInteger asked = new AtomicInteger();
        try (TerraFeeder feeder = TerraFeeder.start(folder, "500ms");
                HttpService service =
                        HttpService.start(_ -> next(feeder, asked.incrementAndGet()))) {
            String rpc = RealChain.rpcAddress(feeder.chain().port());
            feeder.configure(service, rpc, "blocks = 1, min_secs = 0");
            for (int i = 0; i < kills; i++) {
                try (Child signer = feeder.home().start()) {
                    service.awaitMore(1, signer);
                    Thread.sleep(random.nextInt(LIFE_MILLIS_MAX));
                    signer.kill();
                }
            }
            try (Child signer = feeder.home().start()) {
                int last = asked.get() + 1;
                service.awaitMore(2, signer);
                feeder.chain().awaitExecuted(memo(last), signer);
            }
            feeder.chain().awaitBlocks(2);
            assertOnce(feeder, asked.get(), figures);
        }
    }

    private static void assertOnce(TerraFeeder feeder, int requests, Figures figures) {
        List<Executed> all = feeder.chain().executed("request ");
        int twice = 0;
        for (int i = 1; i <= requests; i++) {
            List<Executed> executed = feeder.chain().executed(memo(i));
            twice += executed.size() > 1 ? 1 : 0;
        }
        figures.say(all.size() + " of " + requests + " requests executed");
        figures.found("executed twice", twice);
        assertFalse(all.isEmpty(), "something was executed");
        assertEquals(0, twice, all::toString);
        assertEquals(all.size(), feeder.sequence(), "transactions of the account");
    }

    private static Answer next(TerraFeeder feeder, int number) throws IOException {
        return Answer.ok(Requests.body(feeder.prevote(memo(number))));
    }

    /// Not the beginning of another one.
    private static String memo(int number) {
        return "request " + number + ".";
    }
}
