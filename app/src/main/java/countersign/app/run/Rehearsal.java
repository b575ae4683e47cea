package countersign.app.run;

import countersign.bytes.Bug;
import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;
import countersign.connection.PeerException;
import countersign.connection.secret.Authentication;
import countersign.connection.secret.ConnectionKey;
import countersign.connection.secret.KeyExchange;

import java.security.SecureRandom;

/// One handshake with ourselves before the first with a node.
///
/// A node that starts gives its signer 3 s to connect and prove itself. The first handshake of a
/// process loads every class and cipher that it needs, which takes a good part of that on a busy
/// machine; so it had better not be the one that counts.
final class Rehearsal {
    private static final int SEED_BYTES = 32;

    private Rehearsal() {}

    /// Shakes hands between two identities that are thrown away.
    static void handshake() {
        SecureRandom random = new SecureRandom();
        try (ConnectionKey one = identity(random);
                ConnectionKey other = identity(random);
                KeyExchange ours = KeyExchange.begin(one, random);
                KeyExchange theirs = KeyExchange.begin(other, random)) {
            Bytes sent = ours.outbound();
            Authentication us = ours.receive(theirs.outbound());
            Authentication them = theirs.receive(sent);
            us.receive(them.outbound());
        } catch (PeerException e) {
            throw new Bug("we can shake hands with ourselves", e);
        }
    }

    private static ConnectionKey identity(SecureRandom random) {
        byte[] seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        return ConnectionKey.ofSeed(SecretBytes.take(seed));
    }
}
