package countersign.harness.provider;

import countersign.bytes.Bytes;
import countersign.consensus.ConsensusMessage;
import countersign.guard.Extension;
import countersign.guard.Guard;
import countersign.guard.Mark;
import countersign.guard.MarkStore;
import countersign.guard.Permit;
import countersign.guard.RawSigning;
import countersign.guard.Verdict;
import countersign.keyring.ConsensusSigner;
import countersign.keyring.spi.KeyHandle;
import countersign.keyring.spi.ProviderException;

import java.util.List;
import java.util.Optional;

/// A key as the signer uses it: behind a guard, which permits what ascends.
final class PermittedVotes implements AutoCloseable {
    private final Bench bench;
    private final Guard guard;
    private final ConsensusSigner signer;

    /// Takes the key over.
    PermittedVotes(Bench bench, KeyHandle key) {
        this.bench = bench;
        this.guard =
                new Guard(
                        Bench.CHAIN, key.publicKey(), new Memory(), RawSigning.FORBIDDEN, _ -> {});
        this.signer = new ConsensusSigner(key);
    }

    ConsensusSigner signer() {
        return signer;
    }

    /// The verified signatures over a message and, where there is one, its extension.
    List<Bytes> sign(ConsensusMessage message, Optional<Extension> extension)
            throws ProviderException {
        try {
            return signer.sign(permit(guard.judge(message, extension)));
        } catch (ProviderException e) {
            bench.hear(e);
            throw e;
        }
    }

    Bytes sign(ConsensusMessage message) throws ProviderException {
        return sign(message, Optional.empty()).getFirst();
    }

    /// Signs, and demands that nodes would accept it.
    void signs(ConsensusMessage message) throws ProviderException {
        Demand.that(
                signer.publicKey().verifies(Bench.bytes(message), sign(message)),
                "the signature over " + message.hrs() + " does not verify");
    }

    @Override
    public void close() {
        signer.close();
    }

    private static Permit permit(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Allowed(Permit permit) -> permit;
            case Verdict.Repeated(Permit permit, ConsensusMessage _) -> permit;
            case Verdict.Refused(var reason, Mark _) ->
                    throw new AssertionError("the guard refused: " + reason);
        };
    }

    /// Forgets with the process, which no claim outlives.
    private static final class Memory implements MarkStore {
        private Mark current = new Mark.Unsigned();

        @Override
        public Mark current() {
            return current;
        }

        @Override
        public void advance(Mark expected, Mark next) {
            current = next;
        }

        @Override
        public void close() {}
    }
}
