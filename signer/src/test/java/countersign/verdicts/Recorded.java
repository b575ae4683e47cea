package countersign.verdicts;

import countersign.bytes.Bytes;
import countersign.consensus.BlockId;
import countersign.consensus.ConsensusMessage;
import countersign.consensus.Hrs;
import countersign.consensus.Proposal;
import countersign.consensus.Step;
import countersign.consensus.Timestamp;
import countersign.consensus.Vote;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/// What another signer decided, as the programs below `acceptance/peers` wrote it down.
///
/// `first` has its verdict on each request when nothing was signed before, `second` on each request
/// after each other one, `random` on the requests of a [Walk] from `seed`. Each verdict is a
/// letter: `+` signs, `=` repeats what is recorded, `~` signs anew in a place that was signed
/// already, `H`, `R` and `S` refuse a lower height, round or step, `C` refuses a conflict.
record Recorded(
        List<ConsensusMessage> requests,
        String first,
        List<String> second,
        long seed,
        String random) {
    private static final List<Step> STEPS = List.of(Step.PROPOSE, Step.PREVOTE, Step.PRECOMMIT);
    private static final Timestamp SINCE = new Timestamp(1_700_000_000, 0);

    static Recorded of(String signer) {
        String resource = "/countersign/guard/" + signer + ".json";
        try (InputStream in =
                Objects.requireNonNull(Recorded.class.getResourceAsStream(resource), resource)) {
            JsonNode table = JsonMapper.shared().readTree(in);
            return new Recorded(
                    texts(table.get("requests")).stream().map(Recorded::request).toList(),
                    table.get("first").asString(),
                    texts(table.get("second")),
                    table.path("seed").asLong(0),
                    String.join("", texts(table.path("random"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A request of height, round, step (0 propose, 1 prevote, 2 precommit), POL round, block (0 is
    /// nil) and time.
    static ConsensusMessage request(long height, int round, int step, int[] rest) {
        BlockId block = block(rest[1]);
        Timestamp time = new Timestamp(SINCE.seconds() + rest[2], 0);
        Hrs place = new Hrs(height, round, STEPS.get(step));
        return step == 0 ? new Proposal(place, rest[0], block, time) : new Vote(place, block, time);
    }

    private static ConsensusMessage request(String words) {
        String[] parts = words.split(" ", -1);
        return request(
                Long.parseLong(parts[0]),
                Integer.parseInt(parts[1]),
                Integer.parseInt(parts[2]),
                new int[] {
                    Integer.parseInt(parts[3]),
                    Integer.parseInt(parts[4]),
                    Integer.parseInt(parts[5])
                });
    }

    private static BlockId block(int number) {
        Bytes hash = Bytes.ofHex("%02x".formatted(number).repeat(32));
        return number == 0 ? BlockId.NIL : new BlockId(hash, 1, hash);
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
