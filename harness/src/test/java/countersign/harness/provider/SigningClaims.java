package countersign.harness.provider;

import countersign.bytes.Bytes;
import countersign.consensus.ConsensusMessage;
import countersign.consensus.Vote;
import countersign.guard.Extension;
import countersign.keyring.spi.KeyHandle;
import countersign.keyring.spi.KeyLimits;
import countersign.keyring.spi.ProviderException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// How a key signs while its device is well.
final class SigningClaims {
    private static final int THREADS = 8;
    private static final int HEIGHTS = 12;

    /// No chain has longer extensions, and no key is asked for more.
    private static final int MESSAGE_BYTES_MAX = 1024 * 1024;

    private SigningClaims() {}

    static Map<String, ProviderContract.Body> all() {
        Map<String, ProviderContract.Body> claims = new LinkedHashMap<>();
        claims.put("every key signs votes and proposals as they ascend", SigningClaims::everyKey);
        claims.put("a key that signs more than votes signs any length", SigningClaims::lengths);
        claims.put("what is too long is refused, and what follows is signed", SigningClaims::limit);
        claims.put("a round above the limit does no harm", SigningClaims::rounds);
        claims.put("eight nodes that ask for one vote get one signature", SigningClaims::nodes);
        claims.put("eight threads on the bare handle each get their own", SigningClaims::threads);
        claims.put("a probe works, or the key says that it signs votes only", SigningClaims::probe);
        return claims;
    }

    private static void everyKey(Bench bench) throws Exception {
        for (KeyHandle key : bench.open()) {
            for (ConsensusMessage message : bench.height()) {
                bench.signs(key, Bench.bytes(message));
            }
        }
        try (PermittedVotes votes = new PermittedVotes(bench, bench.take())) {
            for (ConsensusMessage message : bench.height()) {
                votes.signs(message);
            }
        }
    }

    private static void lengths(Bench bench) throws Exception {
        KeyHandle key = bench.key();
        KeyLimits limits = key.limits();
        if (limits.votesOnly()) {
            return;
        }
        int max = Math.min(limits.messageBytesMax(), MESSAGE_BYTES_MAX);
        for (int length : new int[] {0, 1, 55, 64, 127, 128, 129, 1000, max}) {
            if (length <= max) {
                byte[] message = new byte[length];
                Arrays.fill(message, (byte) length);
                bench.signs(key, Bytes.of(message));
            }
        }
    }

    private static void limit(Bench bench) throws Exception {
        KeyHandle key = bench.take();
        int max = key.limits().messageBytesMax();
        if (max > MESSAGE_BYTES_MAX) {
            key.close();
            return;
        }
        Bytes tooLong = Bytes.of(new byte[max + 1]);
        Demand.failure("signing " + tooLong.length() + " bytes", () -> bench.sign(key, tooLong));
        bench.signs(key, Bench.bytes(bench.vote()));
        try (PermittedVotes votes = new PermittedVotes(bench, key)) {
            Optional<Extension> extension = Optional.of(new Extension(tooLong, Bytes.EMPTY));
            Demand.failure(
                    "an extension over the limit", () -> votes.sign(bench.vote(), extension));
            votes.signs(bench.vote());
        }
    }

    /// The guard permits any round; what the key cannot do it must say, and only say.
    private static void rounds(Bench bench) throws Exception {
        KeyHandle key = bench.key();
        int max = key.limits().roundMax();
        if (max == Integer.MAX_VALUE) {
            return;
        }
        bench.signs(key, Bench.bytes(bench.vote(max)));
        Vote above = bench.vote(max + 1);
        Demand.failure("a vote in round " + (max + 1), () -> bench.sign(key, Bench.bytes(above)));
        bench.signs(key, Bench.bytes(bench.vote()));
    }

    private static void nodes(Bench bench) throws Exception {
        KeyHandle key = bench.take();
        try (PermittedVotes votes = new PermittedVotes(bench, key)) {
            votes.signs(bench.vote());
            for (int i = 0; i < HEIGHTS; i++) {
                Vote vote = bench.vote();
                Set<Bytes> signatures = ConcurrentHashMap.newKeySet();
                Patience.together(
                        Collections.nCopies(THREADS, () -> signatures.add(votes.sign(vote))));
                Demand.that(signatures.size() == 1, "there are several signatures of one vote");
                Bytes signature = signatures.iterator().next();
                Demand.that(
                        key.publicKey().verifies(Bench.bytes(vote), signature),
                        "the signature is another message's");
            }
        }
    }

    private static void threads(Bench bench) throws Exception {
        KeyHandle key = bench.key();
        if (key.limits().ownState()) {
            return;
        }
        bench.signs(key, Bench.bytes(bench.vote()));
        List<Patience.Act> acts = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            List<Vote> own = new ArrayList<>();
            for (int height = 0; height < HEIGHTS; height++) {
                own.add(bench.vote());
            }
            acts.add(
                    () -> {
                        for (Vote vote : own) {
                            signsInTurn(bench, key, Bench.bytes(vote));
                        }
                    });
        }
        Patience.together(acts);
    }

    /// Eight threads may keep a slow device busy for longer than a request has.
    private static void signsInTurn(Bench bench, KeyHandle key, Bytes message)
            throws ProviderException {
        Bytes signature = bench.sign(key, message, Patience.HANGS);
        Demand.that(key.publicKey().verifies(message, signature), "it is another's signature");
    }

    private static void probe(Bench bench) throws Exception {
        KeyHandle key = bench.take();
        try (PermittedVotes votes = new PermittedVotes(bench, key)) {
            if (key.limits().votesOnly()) {
                bench.hear(Demand.failure("a probe", () -> votes.signer().probe()));
            } else {
                votes.signer().probe();
            }
            votes.signs(bench.vote());
        }
    }
}
