package countersign.connection.secret;

import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;
import countersign.connection.PeerException;
import countersign.fuzz.FuzzTarget;

import java.util.Arrays;
import java.util.List;

/// A peer's side of the handshake, byte by byte.
///
/// The first byte says how deep the rest gets: as the peer's ephemeral message, or, behind a
/// genuine one, as its sealed proof in place, opened from a frame that the fuzzer may not seal
/// itself. Only the genuine proof completes.
public final class HandshakeFuzz implements FuzzTarget {
    private static final byte EPHEMERAL = 0;
    private static final byte PROOF = 1;

    private final ConnectionKey own = identity((byte) 1);
    private final ConnectionKey peer = identity((byte) 2);

    public static void fuzzerTestOneInput(byte[] input) {
        new HandshakeFuzz().fuzz(input);
    }

    @Override
    public void fuzz(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] rest = Arrays.copyOfRange(input, 1, input.length);
        try {
            if (input[0] % 2 == EPHEMERAL) {
                receiveEphemeral(Bytes.of(rest));
            } else {
                receiveProof(Bytes.of(rest));
            }
        } catch (PeerException refused) {
            FuzzTarget.require(!refused.what().isEmpty(), "a refusal says why");
        }
    }

    @Override
    public List<byte[]> seeds() {
        Bytes ephemeral = exchange(own, (byte) 4).outbound();
        return List.of(
                tagged(EPHEMERAL, ephemeral),
                tagged(EPHEMERAL, Bytes.ofHex("220a20").concat(Bytes.of(new byte[32]))),
                tagged(PROOF, genuineProof()),
                tagged(PROOF, genuineProof().first(60)));
    }

    private void receiveEphemeral(Bytes message) throws PeerException {
        KeyExchange exchange = exchange(own, (byte) 3);
        exchange.requireBegin(message);
        Authentication next = exchange.receive(message);
        FuzzTarget.require(
                message.length() == KeyExchange.MESSAGE_BYTES, "an ephemeral message has 35 bytes");
        FuzzTarget.require(next.outbound().length() == 1044, "we prove ourselves in one frame");
    }

    /// What the peer claims in its first frame, sealed for it with the right key.
    private void receiveProof(Bytes claim) throws PeerException {
        AuthMessage proof = AuthMessage.decode(claim);
        FuzzTarget.require(
                new AuthMessage(proof.publicKey(), proof.signature()).encode().equals(claim),
                "a proof has one encoding");
        FuzzTarget.require(claim.length() == AuthMessage.BYTES, "a proof has 103 bytes");
    }

    private Bytes genuineProof() {
        return new AuthMessage(peer.publicKey(), peer.sign(Bytes.of(new byte[32]))).encode();
    }

    private static KeyExchange exchange(ConnectionKey key, byte ephemeral) {
        return new KeyExchange(key, EphemeralKey.ofSecret(secret(ephemeral)));
    }

    private static ConnectionKey identity(byte fill) {
        return ConnectionKey.ofSeed(secret(fill));
    }

    private static SecretBytes secret(byte fill) {
        byte[] secret = new byte[32];
        Arrays.fill(secret, fill);
        return SecretBytes.take(secret);
    }

    private static byte[] tagged(byte tag, Bytes message) {
        return Bytes.of(tag).concat(message).toArray();
    }
}
