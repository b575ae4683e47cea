package countersign.bench.ratio;

import countersign.bytes.Bug;
import countersign.bytes.Bytes;
import countersign.connection.secret.ConnectionKey;
import countersign.consensus.KeyType;
import countersign.consensus.SignBytes;
import countersign.consensus.Vote;
import countersign.ed25519.Ed25519Verifier;
import countersign.guard.Mark;
import countersign.guard.Rules;
import countersign.keyring.spi.KeyHandle;

import org.bouncycastle.math.ec.rfc8032.Ed25519;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// What is watched, and against what. The bounds are several times of what was seen on a quiet
/// machine, because a guard that cries for nothing is soon switched off.
public final class Guards {
    private static final int BATCHES = 31;
    private static final int BATCH_TIMES = 20;
    private static final int FRAME_DATA_BYTES = 1024;
    private static final int FRAME_PLAIN_BYTES = 1028;
    private static final int NONCE_BYTES = 12;

    private Guards() {}

    /// Holds all of them, with one line each; whether all passed.
    public static boolean run(Consumer<String> out) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Contest contest = new Contest(BATCHES, BATCH_TIMES, threads::getCurrentThreadCpuTime);
        boolean all = true;
        for (Guard guard : all()) {
            Contest.Result result = contest.hold(guard);
            all &= result.passed();
            out.accept(
                    String.format(
                            Locale.ROOT,
                            "%-6s  %-60s  %6.2f  at most %.0f",
                            result.passed() ? "ok" : "SLOW",
                            guard.name(),
                            result.ratio(),
                            guard.atMost()));
        }
        return all;
    }

    static List<Guard> all() {
        return List.of(signature(), verification(), frame(), signBytes(), rules(), handshake());
    }

    private static Guard signature() {
        KeyHandle key = Works.key(KeyType.ED25519);
        Bytes message = SignBytes.of(Works.vote(1), Works.CHAIN);
        return new Guard(
                "an Ed25519 signature to BouncyCastle's from a seed",
                () -> Works.sign(key, message).at(0),
                bouncyCastle(message.toArray()),
                4);
    }

    private static Guard verification() {
        KeyHandle key = Works.key(KeyType.ED25519);
        Bytes message = SignBytes.of(Works.vote(1), Works.CHAIN);
        Bytes signature = Works.sign(key, message);
        Ed25519Verifier verifier = new Ed25519Verifier(key.publicKey().value());
        return new Guard(
                "verifying an Ed25519 signature to making one with BouncyCastle",
                () -> verifier.verifies(message, signature) ? 1 : 0,
                bouncyCastle(message.toArray()),
                6);
    }

    private static Guard frame() {
        SecretPair pair = SecretPair.open();
        byte[] message = new byte[FRAME_DATA_BYTES];
        byte[] into = new byte[FRAME_DATA_BYTES];
        return new Guard(
                "sealing and opening a frame to the JDK's cipher over the same bytes",
                () -> pair.carry(message, into),
                cipherBothWays(),
                8);
    }

    private static Guard signBytes() {
        Vote vote = Works.vote(1);
        return new Guard(
                "the sign bytes of a vote to a SHA-256 of 1 KiB",
                () -> SignBytes.of(vote, Works.CHAIN).at(0),
                sha256(),
                30);
    }

    private static Guard rules() {
        Mark mark = new Mark.Held(Works.vote(1));
        Vote next = Works.vote(2);
        return new Guard(
                "judging a vote to a SHA-256 of 1 KiB",
                () -> Rules.judge(mark, next).hashCode(),
                sha256(),
                30);
    }

    private static Guard handshake() {
        ConnectionKey near = Works.identity();
        ConnectionKey far = Works.identity();
        Bytes message = SignBytes.of(Works.vote(1), Works.CHAIN);
        return new Guard(
                "a handshake, both ends, to an Ed25519 signature with BouncyCastle",
                () -> Works.handshake(near, far).length(),
                bouncyCastle(message.toArray()),
                120);
    }

    private static Guard.Work bouncyCastle(byte[] message) {
        byte[] seed = new byte[Ed25519.SECRET_KEY_SIZE];
        new SecureRandom().nextBytes(seed);
        byte[] publicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(seed, 0, publicKey, 0);
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        return () -> {
            Ed25519.sign(seed, 0, publicKey, 0, message, 0, message.length, signature, 0);
            return signature[0];
        };
    }

    private static Guard.Work sha256() {
        byte[] input = new byte[FRAME_DATA_BYTES];
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return () -> digest.digest(input)[0];
        } catch (NoSuchAlgorithmException e) {
            throw new Bug("every JDK has SHA-256", e);
        }
    }

    /// Both as a frame's two ends do them, with a nonce that goes up.
    private static Guard.Work cipherBothWays() {
        byte[] plain = new byte[FRAME_PLAIN_BYTES];
        SecretKeySpec key = new SecretKeySpec(new byte[Ed25519.SECRET_KEY_SIZE], "ChaCha20");
        byte[] nonce = new byte[NONCE_BYTES];
        try {
            Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
            return () -> {
                try {
                    next(nonce);
                    cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(nonce));
                    byte[] sealed = cipher.doFinal(plain);
                    cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(nonce));
                    return cipher.doFinal(sealed)[0];
                } catch (GeneralSecurityException e) {
                    throw new Bug("the JDK opens what it sealed", e);
                }
            };
        } catch (GeneralSecurityException e) {
            throw new Bug("every JDK has ChaCha20-Poly1305", e);
        }
    }

    private static void next(byte[] nonce) {
        for (int at = 0; at < nonce.length; at++) {
            nonce[at]++;
            if (nonce[at] != 0) {
                return;
            }
        }
    }
}
