package countersign.harness.signer;

import countersign.bytes.Bytes;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;

/// An Ed25519 key of the JDK's, unrelated to the signer's own cryptography.
public record TestKey(PublicKey publicKey, PrivateKey privateKey) {
    private static final int HEADER_BYTES = 12;

    public static TestKey generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            // The raw key stands behind the header of its X.509 form.
            byte[] encoded = pair.getPublic().getEncoded();
            Bytes raw = Bytes.of(encoded, HEADER_BYTES, encoded.length - HEADER_BYTES);
            return new TestKey(new PublicKey(KeyType.ED25519, raw), pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    public Bytes sign(Bytes message) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(privateKey);
            signature.update(message.toArray());
            return Bytes.of(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
