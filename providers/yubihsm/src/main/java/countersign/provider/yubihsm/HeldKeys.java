package countersign.provider.yubihsm;

import countersign.bytes.Bytes;
import countersign.connection.Deadline;
import countersign.consensus.PublicKey;
import countersign.keyring.spi.EcdsaSignature;
import countersign.keyring.spi.ProviderException;
import countersign.keyring.spi.ProviderException.Outcome;
import countersign.provider.yubihsm.session.HsmSession;
import countersign.provider.yubihsm.wire.Algorithm;
import countersign.provider.yubihsm.wire.DeviceError;
import countersign.provider.yubihsm.wire.DevicePublicKey;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a device does with the keys it is asked for, in a session with it.
final class HeldKeys {
    /// It begins with `c`, and so no vote, proposal, extension or transaction can be read in it.
    private static final Bytes PROBE =
            Bytes.of(
                    "countersign yubihsm: this key works, and this signature means nothing else"
                            .getBytes(StandardCharsets.US_ASCII));

    private HeldKeys() {}

    /// The public keys, in the order of the keys, each of which is there and of its type.
    static List<PublicKey> publicKeys(
            String device, HsmSession session, List<DeviceKey> keys, Deadline deadline)
            throws ProviderException {
        List<PublicKey> found = new ArrayList<>();
        for (DeviceKey key : keys) {
            found.add(publicKey(device, session, key, deadline));
        }
        return found;
    }

    /// Has a key sign a text that is of no use to anybody, and checks the signature.
    static void prove(
            String device, HsmSession session, DeviceKey key, PublicKey expected, Deadline deadline)
            throws ProviderException {
        if (!expected.verifies(PROBE, sign(device, session, key, PROBE, deadline))) {
            throw lied(device, key);
        }
    }

    /// The signature in CometBFT's form, not verified.
    static Bytes sign(
            String device, HsmSession session, DeviceKey key, Bytes message, Deadline deadline)
            throws ProviderException {
        return switch (key.type()) {
            case ED25519 -> session.signEddsa(key.id(), message, deadline);
            case SECP256K1 -> {
                Bytes digest = message.sha256();
                Optional<Bytes> signature =
                        EcdsaSignature.ofDer(session.signEcdsa(key.id(), digest, deadline));
                yield signature.orElseThrow(() -> lied(device, key));
            }
        };
    }

    static ProviderException lied(String device, DeviceKey key) {
        return new ProviderException(
                Outcome.BROKEN,
                "%s returned a signature of %s that does not verify".formatted(device, key),
                "the device is broken, or is not what it seems; nothing was released");
    }

    private static PublicKey publicKey(
            String device, HsmSession session, DeviceKey key, Deadline deadline)
            throws ProviderException {
        DevicePublicKey found;
        try {
            found = session.publicKey(key.id(), deadline);
        } catch (ProviderException e) {
            if (DeviceError.in(e).equals(Optional.of(DeviceError.OBJECT_NOT_FOUND))) {
                throw new ProviderException(
                        Outcome.REFUSED,
                        "%s has no asymmetric %s, or not in a domain of its authentication key"
                                .formatted(device, key),
                        "see `countersign yubihsm keys list`; then correct `key`, or generate or"
                                + " import the key",
                        e);
            }
            throw e;
        }
        Optional<PublicKey> usable =
                found.cometKey().filter(publicKey -> publicKey.type() == key.type());
        if (usable.isPresent()
                && key.pinned().filter(pin -> !pin.equals(usable.get())).isPresent()) {
            throw new ProviderException(
                    "%s of %s has the public key %s, not the configured one"
                            .formatted(key, device, usable.get().value()),
                    "this is another key or another device; correct `key`, `serial_number` or"
                            + " `public_key`");
        }
        return usable.orElseThrow(
                () ->
                        new ProviderException(
                                "%s of %s is not of type %s but of %s"
                                        .formatted(
                                                key,
                                                device,
                                                key.type().cometName(),
                                                Algorithm.title(found.algorithm())),
                                "a consensus key is of ed25519 and an account key of ec-k256"
                                        + " (secp256k1); correct `key` or `type`"));
    }
}
