package countersign.keyring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bug;
import countersign.bytes.Bytes;
import countersign.connection.Deadline;
import countersign.connection.Ticker;
import countersign.consensus.BlockId;
import countersign.consensus.ChainId;
import countersign.consensus.Hrs;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;
import countersign.consensus.SignBytes;
import countersign.consensus.Step;
import countersign.consensus.Timestamp;
import countersign.consensus.Vote;
import countersign.guard.Extension;
import countersign.guard.Guard;
import countersign.guard.Mark;
import countersign.guard.Permit;
import countersign.guard.RawSigning;
import countersign.guard.Verdict;
import countersign.keyring.spi.KeyHandle;
import countersign.keyring.spi.KeyLimits;
import countersign.keyring.spi.ProviderException;
import countersign.keyring.spi.ProviderException.Outcome;
import countersign.session.MemoryMarks;

import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

final class ConsensusSignerTest {
    private static final ChainId CHAIN = new ChainId("keyring-1");
    private static final Deadline SOON = Deadline.after(Duration.ofMinutes(1), Ticker.SYSTEM);
    private static final Timestamp TIME = new Timestamp(1_700_000_000L, 0);

    private final TestKey key = new TestKey();
    private final Guard guard = guard(key.publicKey());
    private final ConsensusSigner signer = new ConsensusSigner(key);

    @Test
    void permit_isSignedMessageByMessage() throws ProviderException {
        List<Bytes> signatures = signer.sign(permit(guard, 1, Optional.of(extension(100))));

        assertEquals(3, signatures.size());
        assertTrue(key.publicKey().verifies(SignBytes.of(vote(1), CHAIN), signatures.get(0)));
        assertTrue(key.publicKey().verifies(Bytes.EMPTY, signatures.get(2)));
    }

    /// The device's own mark must not move for a vote that would be of no use.
    @Test
    void precommitWithExtension_isNotEvenBegunByAKeyForVotesAlone() throws ProviderException {
        TestKey device = new TestKey(new KeyLimits(128, 127, true, true, Duration.ofMinutes(5)));
        Guard own = guard(device.publicKey());
        ConsensusSigner votesAlone = new ConsensusSigner(device);
        Permit extended = permit(own, 1, Optional.of(extension(1)));

        assertThrows(ProviderException.class, () -> votesAlone.sign(extended));
        assertEquals(0, device.calls());
        assertTrue(votesAlone.awaitsPerson());

        votesAlone.sign(permit(own, 2, Optional.empty()));
        assertFalse(votesAlone.awaitsPerson());
    }

    @Test
    void closedKey_signsNothing() {
        Permit permit = permit(guard, 1, Optional.empty());
        signer.close();

        assertThrows(ProviderException.class, () -> signer.sign(permit));
        assertEquals(0, key.calls());
    }

    @Test
    void permitForAnotherKey_isABug() {
        Permit other = permit(guard(new FreshNonceKey().publicKey()), 1, Optional.empty());

        assertThrows(Bug.class, () -> signer.sign(other));
        assertEquals(0, key.calls());
    }

    @Test
    void permitUsedTwice_isABug() throws ProviderException {
        Permit permit = permit(guard, 1, Optional.empty());
        signer.sign(permit);

        assertThrows(Bug.class, () -> signer.sign(permit));
    }

    @Test
    void deviceWithFreshNonces_givesOneSignaturePerVote() throws ProviderException {
        FreshNonceKey device = new FreshNonceKey();
        Guard own = guard(device.publicKey());
        ConsensusSigner shared = new ConsensusSigner(device);
        Bytes message = SignBytes.of(vote(1), CHAIN);

        List<Bytes> first = shared.sign(permit(own, 1, Optional.empty()));
        List<Bytes> second = shared.sign(permit(own, 1, Optional.empty()));

        assertNotEquals(device.sign(message, SOON), device.sign(message, SOON));
        assertEquals(first, second);
        assertTrue(device.publicKey().verifies(message, first.getFirst()));
    }

    @Test
    void lie_isNeitherReleasedNorRemembered() throws ProviderException {
        key.liesAtCall = 0;
        Permit permit = permit(guard, 1, Optional.empty());
        assertThrows(ProviderException.class, () -> signer.sign(permit));

        Bytes signature = signer.sign(permit(guard, 1, Optional.empty())).getFirst();

        assertTrue(key.publicKey().verifies(SignBytes.of(vote(1), CHAIN), signature));
        assertEquals(2, key.calls());
    }

    @Test
    void remembered_areTheLastFewShortOnes() throws ProviderException {
        Optional<Extension> longOne = Optional.of(extension(ConsensusSigner.REMEMBERED_BYTES_MAX));
        signer.sign(permit(guard, 1, longOne));
        assertEquals(3, key.calls());

        // The long extension is signed again, the vote and the empty extension are not.
        signer.sign(permit(guard, 1, longOne));
        assertEquals(4, key.calls());

        int heights = 100;
        for (int height = 2; height < heights; height++) {
            signer.sign(permit(guard, height, Optional.of(extension(0))));
        }
        assertEquals(4 + 2 * (heights - 2), key.calls());
    }

    private static Guard guard(PublicKey key) {
        return new Guard(
                CHAIN,
                key,
                new MemoryMarks(new Mark.Unsigned()),
                RawSigning.FORBIDDEN,
                event -> {});
    }

    private static Permit permit(Guard guard, long height, Optional<Extension> extension) {
        Verdict verdict = guard.judge(vote(height), extension);
        if (verdict instanceof Verdict.Repeated(Permit permit, var _)) {
            return permit;
        }
        return assertInstanceOf(Verdict.Allowed.class, verdict).permit();
    }

    private static Vote vote(long height) {
        Bytes hash = Bytes.ofHex("cc".repeat(32));
        return new Vote(new Hrs(height, 0, Step.PRECOMMIT), new BlockId(hash, 1, hash), TIME);
    }

    private static Extension extension(int length) {
        return new Extension(Bytes.of(new byte[length]), Bytes.EMPTY);
    }

    /// Signs as cloud services do: the same message differently each time.
    private static final class FreshNonceKey implements KeyHandle {
        private static final ECDomainParameters DOMAIN =
                new ECDomainParameters(CustomNamedCurves.getByName("secp256k1"));

        private final AsymmetricCipherKeyPair pair;
        private final PublicKey publicKey;

        FreshNonceKey() {
            ECKeyPairGenerator generator = new ECKeyPairGenerator();
            generator.init(new ECKeyGenerationParameters(DOMAIN, new SecureRandom()));
            pair = generator.generateKeyPair();
            ECPublicKeyParameters point = (ECPublicKeyParameters) pair.getPublic();
            publicKey = new PublicKey(KeyType.SECP256K1, Bytes.of(point.getQ().getEncoded(true)));
        }

        @Override
        public String provider() {
            return "freshnonce";
        }

        @Override
        public PublicKey publicKey() {
            return publicKey;
        }

        @Override
        public KeyLimits limits() {
            return KeyLimits.NONE;
        }

        @Override
        public Bytes sign(Bytes message, Deadline deadline) throws ProviderException {
            ECDSASigner signer = new ECDSASigner();
            signer.init(true, pair.getPrivate());
            try {
                BigInteger[] rs =
                        signer.generateSignature(
                                MessageDigest.getInstance("SHA-256").digest(message.toArray()));
                return Bytes.of(BigIntegers.asUnsignedByteArray(32, rs[0]))
                        .concat(Bytes.of(BigIntegers.asUnsignedByteArray(32, low(rs[1]))));
            } catch (NoSuchAlgorithmException e) {
                throw new ProviderException(Outcome.BROKEN, "no SHA-256", "", e);
            }
        }

        private static BigInteger low(BigInteger s) {
            return s.min(DOMAIN.getN().subtract(s));
        }

        @Override
        public void close() {}
    }
}
