package countersign.provider.pkcs11;

import countersign.bytes.Bytes;
import countersign.connection.Deadline;
import countersign.consensus.PublicKey;
import countersign.keyring.spi.DeviceSession;
import countersign.keyring.spi.EcdsaSignature;
import countersign.keyring.spi.ProviderException;
import countersign.keyring.spi.ProviderException.Outcome;
import countersign.provider.pkcs11.cryptoki.CryptokiSession;
import countersign.provider.pkcs11.cryptoki.Curve;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// One key in a session of its own, with a thread of its own.
final class TokenSession implements DeviceSession.Open {
    private final Token token;
    private final KeySettings wanted;
    private final Lane lane;

    // These two belong to the lane's thread.
    private Optional<CryptokiSession> session = Optional.empty();
    private Optional<FoundKey> key = Optional.empty();

    private TokenSession(Token token, KeySettings wanted, Lane lane) {
        this.token = token;
        this.wanted = wanted;
        this.lane = lane;
    }

    /// Opens the session and finds the key. `hanging` counts the calls of this key that hang.
    static TokenSession open(
            Token token, KeySettings wanted, AtomicInteger hanging, Deadline deadline)
            throws ProviderException {
        TokenSession opened = new TokenSession(token, wanted, Lane.open(token.title(), hanging));
        boolean sound = false;
        try {
            opened.lane.run(deadline, () -> opened.connect(deadline));
            sound = true;
            return opened;
        } finally {
            if (!sound) {
                opened.close();
            }
        }
    }

    PublicKey publicKey(Deadline deadline) throws ProviderException {
        return lane.run(deadline, () -> found().publicKey());
    }

    /// The signature in CometBFT's form.
    Bytes sign(Bytes message, Deadline deadline) throws ProviderException {
        return lane.run(deadline, () -> token.during(_ -> signed(message)));
    }

    /// Does not wait: a call may hang in the lane, and the session is ended behind it.
    @Override
    public void close() {
        lane.end(() -> session.ifPresent(token::leave));
    }

    private FoundKey connect(Deadline deadline) throws ProviderException {
        CryptokiSession opened = token.open(false, deadline);
        session = Optional.of(opened);
        FoundKey found = token.during(_ -> FoundKey.find(opened, wanted, token.title()));
        key = Optional.of(found);
        return found;
    }

    private FoundKey found() {
        return key.orElseThrow();
    }

    private Bytes signed(Bytes message) throws ProviderException {
        FoundKey found = found();
        CryptokiSession cryptoki = session.orElseThrow();
        boolean withParameters = token.settings().eddsaParameters();
        return switch (found.curve()) {
            case ED25519 -> cryptoki.sign(found.object(), message, Curve.ED25519, withParameters);
            case SECP256K1 -> {
                Bytes raw = cryptoki.sign(found.object(), message.sha256(), Curve.SECP256K1, false);
                yield EcdsaSignature.ofRaw(raw).orElseThrow(this::noSignature);
            }
        };
    }

    private ProviderException noSignature() {
        return new ProviderException(
                Outcome.BROKEN,
                token.title() + " gave what is no signature of any secp256k1 key",
                "the module is broken: ask its vendor");
    }
}
