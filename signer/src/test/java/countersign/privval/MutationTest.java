package countersign.privval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.Vectors;
import countersign.bytes.Bytes;
import countersign.connection.PeerException;
import countersign.connection.PeerFault;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Damaged messages by the hundred thousand, the same ones in every run.
class MutationTest {
    private static final int ROUNDS = 100_000;
    private static final int SEED_BYTES_MAX = 4096;

    private final SplittableRandom random = new SplittableRandom(20_261_101);
    private final List<Bytes> seeds = seeds();
    private int malformed;
    private int unsignable;
    private int signable;

    @Test
    void damagedMessage_isMalformedOrMeansOneThing() {
        for (int i = 0; i < ROUNDS; i++) {
            Bytes damaged = damage(seeds.get(random.nextInt(seeds.size())));
            try {
                judge(Codec.decode(damaged), damaged);
            } catch (PeerException e) {
                assertEquals(PeerFault.MALFORMED, e.fault());
                malformed++;
            }
        }
        assertTrue(malformed > ROUNDS / 10, "malformed: " + malformed);
        assertTrue(unsignable > ROUNDS / 20, "unsignable: " + unsignable);
        assertTrue(signable > ROUNDS / 20, "signable: " + signable);
    }

    /// What is going to be signed is all there is in the request: written down by another encoder,
    /// it reads as the same.
    private void judge(Request request, Bytes damaged) throws PeerException {
        switch (request) {
            case Request.SignVote vote -> {
                assertEquals(vote, Codec.decode(NodeSide.signVoteRequest(vote)), damaged::hex);
                signable++;
            }
            case Request.SignProposal proposal -> {
                assertEquals(
                        proposal,
                        Codec.decode(NodeSide.signProposalRequest(proposal)),
                        damaged::hex);
                signable++;
            }
            case Request.Unsignable _ -> unsignable++;
            case Request.Ping _,
                    Request.ShowPublicKey _,
                    Request.SignRawBytes _,
                    Request.SignBareBytes _ -> {}
        }
    }

    private Bytes damage(Bytes seed) {
        byte[] bytes = seed.toArray();
        for (int n = random.nextInt(1, 4); n > 0; n--) {
            bytes = damageOnce(bytes);
        }
        return Bytes.of(bytes);
    }

    private byte[] damageOnce(byte[] bytes) {
        if (bytes.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                yield bytes;
            }
            case 3, 4, 5 -> {
                bytes[at] = (byte) random.nextInt();
                yield bytes;
            }
            case 6 -> splice(bytes, at, at, randomBytes());
            case 7 -> splice(bytes, at, at + 1, new byte[0]);
            case 8 -> splice(bytes, at, bytes.length, new byte[0]);
            case 9 -> {
                byte[] other = seeds.get(random.nextInt(seeds.size())).toArray();
                yield splice(bytes, at, bytes.length, other);
            }
            default -> throw new AssertionError();
        };
    }

    private byte[] randomBytes() {
        byte[] some = new byte[random.nextInt(1, 12)];
        random.nextBytes(some);
        return some;
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] replacement) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, from);
        out.writeBytes(replacement);
        out.write(bytes, to, bytes.length - to);
        return out.toByteArray();
    }

    private static List<Bytes> seeds() {
        List<Bytes> seeds = new ArrayList<>();
        for (JsonNode vector : Vectors.PRIVVAL.required("privval_messages")) {
            seeds.add(Vectors.hex(vector, "message_hex"));
        }
        HostileMessages.all().stream()
                .filter(c -> !c.outcome().equals("MALFORMED"))
                .map(HostileMessages.Case::message)
                .filter(message -> message.length() <= SEED_BYTES_MAX)
                .forEach(seeds::add);
        return seeds;
    }
}
