package countersign.app.command.yubihsm;

import countersign.app.shell.Failure;
import countersign.app.shell.Shell;
import countersign.connection.Ticker;
import countersign.consensus.KeyType;
import countersign.keyring.spi.ProviderException;
import countersign.provider.yubihsm.workbench.HeldKey;
import countersign.provider.yubihsm.workbench.Workbench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/// Signs a fixed text over and over.
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description =
                "Sign a fixed text, which is no vote, over and over with the Ed25519 key KEY_ID,"
                        + " and say how long each signature takes. Ctrl-C ends it.")
final class TestCommand implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Shell shell;
    @Mixin private final DeviceOption device = new DeviceOption();

    @Option(
            names = {"-n", "--count"},
            paramLabel = "N",
            defaultValue = "0",
            description = "end after N signatures; fails if one of them did")
    private int count;

    @Parameters(paramLabel = "KEY_ID")
    private String id = "";

    TestCommand(Shell shell) {
        this.shell = shell;
    }

    // What guides for tmkms give it. All there is to say is said without it.
    @Option(
            names = {"-v", "--verbose"},
            hidden = true)
    void verbose(boolean asked) {}

    @Override
    public Integer call() throws Failure {
        if (count < 0) {
            throw Failure.usage("-n is negative", "`-n 100` will do; 0 goes on until Ctrl-C");
        }
        int wanted = ObjectIds.of(id, "key ID");
        try (Workbench bench = device.open(shell).workbench()) {
            HeldKey key = bench.key(wanted);
            if (key.publicKey().filter(k -> k.type() == KeyType.ED25519).isEmpty()) {
                throw Failure.operation(
                        "key " + ObjectIds.text(wanted) + " is no Ed25519 key",
                        "name one of those that `yubihsm keys list` shows as [cons]");
            }
            return repeat(bench, key);
        } catch (ProviderException e) {
            throw Devices.failure("couldn't test key " + ObjectIds.text(wanted), e);
        }
    }

    private int repeat(Workbench bench, HeldKey key) {
        int failed = 0;
        for (long done = 0; count == 0 || done < count; done++) {
            try {
                Duration took = bench.tryOut(key);
                shell.status(
                        "Success",
                        "signed message using key ID #%d in %d ms"
                                .formatted(key.id(), took.toMillis()));
            } catch (ProviderException e) {
                failed++;
                shell.fail(Devices.failure("signature operation failed", e));
                pause();
            }
        }
        return failed == 0 ? 0 : 1;
    }

    private static void pause() {
        try {
            Ticker.SYSTEM.await(new CountDownLatch(1), PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
