package countersign.acceptance;

import countersign.bytes.Bytes;
import countersign.connection.PeerException;
import countersign.connection.Ticker;
import countersign.consensus.BlockId;
import countersign.consensus.ChainId;
import countersign.consensus.Hrs;
import countersign.consensus.Proposal;
import countersign.consensus.PublicKey;
import countersign.consensus.Step;
import countersign.consensus.Timestamp;
import countersign.consensus.Vote;
import countersign.harness.ledger.Ledger;
import countersign.harness.node.Blocks;
import countersign.harness.node.ListenAddress;
import countersign.harness.node.ListenException;
import countersign.harness.node.NodeSettings;
import countersign.harness.node.NodeTimings;
import countersign.harness.node.Outcome;
import countersign.harness.node.Signed;
import countersign.harness.node.Sources;
import countersign.harness.node.ValidatorNode;
import countersign.harness.wire.Dialect;
import countersign.harness.wire.Extensions;
import countersign.harness.wire.Query;
import countersign.harness.wire.QueryEncoder;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// A fake node that keeps every signature in its ledger, and a signer's home with a key of its own
/// that dials it. Requests are sent once: a lost link is the test's to see.
public record FakeChain(ValidatorNode node, SignerHome home, Ledger ledger)
        implements AutoCloseable {
    public static final String CHAIN = "fake-1";
    private static final int NO_PROOF_OF_LOCK = -1;
    private static final Blocks BLOCKS = new Blocks(1);
    private static final Timestamp TIME = new Timestamp(1_700_000_000, 0);
    private static final Extensions EXTENSIONS =
            new Extensions(Bytes.ofHex("00112233445566778899aabbccddeeff"), Bytes.EMPTY);

    /// A chain of its own, with a key and a state that has signed nothing.
    public static FakeChain create(Path folder, ListenAddress listen)
            throws IOException, ListenException {
        SignerHome home = SignerHome.create(folder.resolve("signer"), CHAIN, "");
        FakeChain chain = of(home, CHAIN, listen);
        home.makeKey("validator", chain.node.address().toString());
        home.initState();
        return chain;
    }

    /// A second chain for the signer of `home`, with a key and a state folder of its own.
    public static FakeChain beside(SignerHome home, String chain, ListenAddress listen)
            throws IOException, ListenException {
        home.addChain(chain, chain);
        FakeChain beside = of(home, chain, listen);
        home.makeKey(chain, "validator-" + chain, beside.node.address().toString());
        home.initState();
        return beside;
    }

    /// A fake node of `chain` for a signer that is set up otherwise.
    static FakeChain of(SignerHome home, String chain, ListenAddress listen)
            throws ListenException {
        Ledger ledger = new Ledger();
        return new FakeChain(listen(chain, listen, ledger), home, ledger);
    }

    private static ValidatorNode listen(String chain, ListenAddress listen, Ledger ledger)
            throws ListenException {
        NodeTimings timings = NodeTimings.COMET.withoutRetries().withAccept(Duration.ofSeconds(20));
        return ValidatorNode.listen(
                listen,
                new NodeSettings(new ChainId(chain), Dialect.V0_38, true, timings),
                ledger,
                new Sources(InstantSource.system(), Ticker.SYSTEM, new SecureRandom()));
    }

    /// Asks for the signature at `place` on one of several rival blocks, first for the key, as a
    /// node does: it needs to know whose vote it is.
    public Outcome<Signed> ask(Hrs place, int rival) throws PeerException {
        if (node.voter().equals(Query.Voter.UNKNOWN)) {
            key();
        }
        BlockId block = BLOCKS.at(place.height(), place.round(), rival);
        return place.step() == Step.PROPOSE
                ? node.sign(new Proposal(place, NO_PROOF_OF_LOCK, block, TIME))
                : node.sign(new Vote(place, block, TIME), EXTENSIONS);
    }

    /// The highest place that the key has signed, if any.
    public Optional<Hrs> highest() throws PeerException {
        return ledger.highest(node.settings().chain(), key());
    }

    /// The bytes that ask for a vote at `place`, without their length.
    public Bytes requestFor(Hrs place) {
        BlockId block = BLOCKS.at(place.height(), place.round(), 0);
        return QueryEncoder.encode(
                new Query.SignVote(
                        CHAIN, new Vote(place, block, TIME), node.voter(), EXTENSIONS, false),
                Dialect.V0_38);
    }

    /// The key, which no refusal withholds: the link is good once it is given.
    public PublicKey key() throws PeerException {
        return switch (node.publicKey()) {
            case Outcome.Given<PublicKey>(PublicKey key, Duration _) -> key;
            case Outcome.Refused<PublicKey> refused -> throw new AssertionError(refused);
            case Outcome.Wrong<PublicKey> wrong -> throw new AssertionError(wrong);
        };
    }

    @Override
    public void close() {
        node.close();
    }
}
