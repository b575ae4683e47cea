package countersign.provider.pkcs11;

import countersign.bytes.Bytes;
import countersign.connection.Deadline;
import countersign.consensus.PublicKey;
import countersign.keyring.spi.DeviceSession;
import countersign.keyring.spi.KeyHandle;
import countersign.keyring.spi.KeyLimits;
import countersign.keyring.spi.ProviderException;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/// A key on a token that has shown that it signs, with a session of its own.
final class TokenKey implements KeyHandle {
    /// What a key signs to show that it works. Read as anything of a chain it is nothing: as a vote
    /// or a proposal, `c` is a length and `o` a field of a wire type that there is none of.
    static final Bytes TEXT =
            Bytes.of(
                    "countersign test of a token: this signature means nothing else"
                            .getBytes(StandardCharsets.US_ASCII));

    private final Token token;
    private final AtomicInteger hanging = new AtomicInteger();
    private final DeviceSession<TokenSession> device;
    private final PublicKey publicKey;
    private final Runnable closed;

    // Once its public key is known, no other key will do in the place of this one.
    private volatile KeySettings settings;

    private TokenKey(Token token, KeySettings wanted, Runnable closed, Deadline deadline)
            throws ProviderException {
        this.token = token;
        this.settings = wanted;
        this.closed = closed;
        this.device =
                new DeviceSession<>(
                        wanted + " on " + token.title(), this::openSession, token.ticker());
        boolean sound = false;
        try {
            this.publicKey = device.use(deadline, TokenSession::publicKey);
            this.settings = wanted.pinned(publicKey);
            prove(deadline);
            sound = true;
        } finally {
            if (!sound) {
                device.close();
            }
        }
    }

    /// Finds the key and has it sign. `closed` is run when it is closed.
    static TokenKey open(Token token, KeySettings wanted, Runnable closed, Deadline deadline)
            throws ProviderException {
        return new TokenKey(token, wanted, closed, deadline);
    }

    @Override
    public String provider() {
        return Pkcs11Provider.NAME;
    }

    @Override
    public PublicKey publicKey() {
        return publicKey;
    }

    /// What a token cannot sign, no function of its module tells.
    @Override
    public KeyLimits limits() {
        return KeyLimits.NONE;
    }

    @Override
    public Bytes sign(Bytes message, Deadline deadline) throws ProviderException {
        return device.useTwice(deadline, (session, until) -> session.sign(message, until));
    }

    @Override
    public void close() {
        device.close();
        closed.run();
    }

    /// Has it sign [#TEXT], and throws where what comes back is not its signature.
    void prove(Deadline deadline) throws ProviderException {
        if (!publicKey.verifies(TEXT, sign(TEXT, deadline))) {
            throw new ProviderException(
                    "%s on %s does not sign for its public key %s"
                            .formatted(settings, token.title(), publicKey.value()),
                    "a private and a public key that do not belong together share an id or a"
                            + " label: delete the wrong one, or write the right `public_key`");
        }
    }

    private TokenSession openSession(Deadline deadline) throws ProviderException {
        return TokenSession.open(token, settings, hanging, deadline);
    }
}
