package countersign.bench.trouble;

import countersign.bench.BenchException;
import countersign.harness.node.ListenAddress;
import countersign.harness.node.Sources;
import countersign.harness.yubihsm.Fault;
import countersign.harness.yubihsm.MockYubiHsm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

/// The neighbour's key is in a played YubiHSM that answers a second late. Only for signers that
/// read `tmkms.toml` with such a device in it.
public final class SlowKey implements Neighbour {
    private static final Duration LATE = Duration.ofSeconds(1);
    private static final int KEY = 1;
    private static final int SEED_BYTES = 32;

    private final MockYubiHsm device;
    private final Path password;
    private final Asking asking;

    private SlowKey(MockYubiHsm device, Path password, Asking asking) {
        this.device = device;
        this.password = password;
        this.asking = asking;
    }

    /// A device with a new key; its password is put in `folder`.
    public static SlowKey make(Path folder, Sources sources) throws BenchException {
        try {
            Path password = folder.resolve("device.txt");
            Files.writeString(password, "password\n");
            Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
            byte[] seed = new byte[SEED_BYTES];
            sources.entropy().nextBytes(seed);
            MockYubiHsm device = MockYubiHsm.start();
            device.device().holdEd25519(KEY, seed);
            return new SlowKey(device, password, new Asking(sources));
        } catch (IOException e) {
            throw new BenchException("cannot play a YubiHSM in " + folder, "", e);
        }
    }

    @Override
    public String name() {
        return "a key that is a second late";
    }

    @Override
    public ListenAddress.Tcp address() {
        return asking.address();
    }

    @Override
    public String configuration() {
        return """

        [[providers.yubihsm]]
        adapter = { type = "http", addr = "tcp://127.0.0.1:%d" }
        auth = { key = 1, password_file = "%s" }
        keys = [{ chain_ids = ["%s"], key = %d }]
        """
                .formatted(device.port(), password, CHAIN, KEY);
    }

    @Override
    public void begin() {
        asking.begin();
    }

    @Override
    public void trouble(boolean on) {
        if (on) {
            device.fail(new Fault.Slow(LATE));
        } else {
            device.heal();
        }
    }

    @Override
    public void close() {
        asking.close();
        device.close();
    }
}
