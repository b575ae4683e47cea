package countersign.provider.yubihsm;

import countersign.bytes.Bytes;
import countersign.bytes.Check;
import countersign.connection.Deadline;
import countersign.connection.Ticker;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;
import countersign.keyring.spi.KeyHandle;
import countersign.keyring.spi.KeyLimits;
import countersign.keyring.spi.Provider;
import countersign.keyring.spi.ProviderException;
import countersign.provider.yubihsm.transport.DeviceAddress;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Keys in a YubiHSM 2, or in several that hold the same ones.
public final class YubiHsmProvider implements Provider {
    private static final String NAME = "yubihsm";

    private final List<DeviceKey> keys;
    private final Members members;
    private Optional<DeviceAddress.Connector> served = Optional.empty();

    /// The first device is asked first, the others stand by. All are closed with the last handle.
    public YubiHsmProvider(
            List<YubiHsm> devices, List<DeviceKey> keys, Notices notices, Ticker ticker) {
        Check.that(!devices.isEmpty(), "there is a device");
        this.keys = List.copyOf(keys);
        this.members =
                new Members(
                        devices.stream()
                                .map(device -> new Member(device, this.keys, notices, ticker))
                                .toList(),
                        ticker);
    }

    /// The same, which also offers the first device as a connector at this address while it is
    /// open.
    public YubiHsmProvider serving(DeviceAddress.Connector address) {
        served = Optional.of(address);
        return this;
    }

    @Override
    public String name() {
        return NAME;
    }

    /// One handle a key, in the order of the keys. Each key has signed something; the sessions stay
    /// open and are kept alive until the last handle is closed.
    @Override
    public List<KeyHandle> open() throws ProviderException {
        try {
            Member.Shown shown = members.show();
            AtomicInteger inUse = new AtomicInteger(keys.size());
            List<KeyHandle> handles = new ArrayList<>();
            for (int i = 0; i < keys.size(); i++) {
                KeyLimits limits =
                        keys.get(i).type() == KeyType.ED25519
                                ? KeyLimits.ofBytes(shown.eddsaBytesMax())
                                : KeyLimits.NONE;
                handles.add(new Handle(members, keys.get(i), shown.keys().get(i), limits, inUse));
            }
            if (handles.isEmpty()) {
                members.close();
            } else {
                members.start();
                if (served.isPresent()) {
                    members.serve(served.get(), shown.serial());
                }
            }
            return handles;
        } catch (ProviderException e) {
            members.close();
            throw e;
        }
    }

    /// @param inUse counts the handles that are open
    private record Handle(
            Members members,
            DeviceKey key,
            PublicKey publicKey,
            KeyLimits limits,
            AtomicInteger inUse)
            implements KeyHandle {
        @Override
        public String provider() {
            return NAME;
        }

        @Override
        public Bytes sign(Bytes message, Deadline deadline) throws ProviderException {
            return members.sign(key, publicKey, message, deadline);
        }

        @Override
        public void close() {
            if (inUse.decrementAndGet() == 0) {
                members.close();
            }
        }

        @Override
        public String toString() {
            return NAME + ":" + publicKey.value();
        }
    }
}
