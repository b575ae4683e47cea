package countersign.app.command.yubihsm;

import countersign.app.file.NewFile;
import countersign.app.shell.Failure;
import countersign.app.shell.Persona;
import countersign.app.shell.Problem;
import countersign.app.shell.Shell;
import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;
import countersign.connection.Ticker;
import countersign.keyring.spi.ProviderException;
import countersign.provider.yubihsm.setup.DeviceSetup;
import countersign.provider.yubihsm.setup.Mnemonic;
import countersign.provider.yubihsm.setup.MnemonicException;
import countersign.provider.yubihsm.setup.SetupSecrets;
import countersign.provider.yubihsm.workbench.HeldKey;
import countersign.provider.yubihsm.workbench.Workbench;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/// Erases a device and sets it up.
@Command(
        name = "setup",
        mixinStandardHelpOptions = true,
        description =
                "Erase the device and set it up anew: four passwords and a wrap key, all of which"
                        + " follow from 24 words. Shows them, and asks first.")
final class SetupCommand implements Callable<Integer> {
    private final Shell shell;
    @Mixin private final DeviceOption device = new DeviceOption();

    @Option(
            names = {"-p", "--print-only"},
            description = "print the words and passwords, and leave the device alone")
    private boolean printOnly;

    @Option(
            names = {"-r", "--restore"},
            description = "take the words of an earlier setup; asks for them")
    private boolean restore;

    @Option(
            names = {"-w", "--write-report"},
            paramLabel = "FILE",
            description = "also write the report of the setup to FILE, which must not exist")
    private @Nullable Path reportFile;

    SetupCommand(Shell shell) {
        this.shell = shell;
    }

    // What guides for tmkms give it. All there is to say is said without it.
    @Option(
            names = {"-v", "--verbose"},
            hidden = true)
    void verbose(boolean asked) {}

    @Override
    public Integer call() throws Failure {
        if (reportFile != null) {
            BackupFile.requireFree(shell.resolve(reportFile));
        }
        List<Problem> exposures = shell.hardening().get();
        if (shell.persona() == Persona.COUNTERSIGN) {
            exposures.forEach(exposure -> shell.warn(exposure.what()));
        }
        try {
            if (printOnly && restore) {
                try (SetupSecrets secrets = new SetupSecrets(restored())) {
                    new SetupText(shell).derived(secrets, restore);
                }
                return 0;
            }
            return withDevice(device.open(shell));
        } catch (ProviderException e) {
            throw Devices.failure("HSM error", e);
        }
    }

    private int withDevice(ConfiguredDevice configured) throws Failure, ProviderException {
        String serial;
        List<HeldKey> lost;
        Mnemonic mnemonic;
        try (Workbench bench = configured.configuredWorkbench()) {
            serial = bench.device().serialText();
            lost = printOnly ? List.of() : bench.keys();
            mnemonic = restore ? restored() : generated(bench);
        }
        try (SetupSecrets secrets = new SetupSecrets(mnemonic)) {
            SetupText text = new SetupText(shell);
            if (printOnly) {
                text.derived(secrets, restore);
                return 0;
            }
            text.warning(secrets, serial);
            if (!lost.isEmpty()) {
                sayWhatIsLost(lost);
            }
            if (!isWanted()) {
                shell.out().println("Aborting");
                return 1;
            }
            setUp(configured, secrets, serial);
            return 0;
        }
    }

    private void setUp(ConfiguredDevice configured, SetupSecrets secrets, String serial)
            throws Failure, ProviderException {
        SecureRandom random = new SecureRandom();
        Bytes report = SetupReport.json(serial, Instant.now(), shell.variables());
        new DeviceSetup(configured::as, random, Ticker.SYSTEM)
                .run(configured.configured(), secrets, Devices.now(), report);
        shell.status("Success", "reinitialized YubiHSM (serial: " + serial + ")");
        if (reportFile != null) {
            shell.status("Writing", "provisioning report to: " + reportFile);
            NewFile.create(shell.resolve(reportFile), report.toArray());
        }
        if (shell.persona() == Persona.COUNTERSIGN) {
            shell.hint(
                    "write the validator's password into the `password_file` of `auth`, set its"
                            + " `key` to 4, and keep the 24 words on paper");
        }
    }

    private Mnemonic generated(Workbench bench) throws ProviderException {
        byte[] ofMachine = new byte[Mnemonic.ENTROPY_BYTES];
        new SecureRandom().nextBytes(ofMachine);
        try (SecretBytes first = bench.random(Mnemonic.ENTROPY_BYTES);
                SecretBytes second = SecretBytes.take(ofMachine)) {
            return Mnemonic.generate(first, second);
        }
    }

    private Mnemonic restored() throws Failure {
        shell.out()
                .println(
                        "Restoring and reprovisioning YubiHSM from existing 24-word mnemonic"
                                + " phrase.");
        shell.out().println();
        try (SecretBytes typed =
                shell.secret(
                        "*** Enter mnemonic (separate words with spaces): ",
                        "run it in a terminal, or pipe the words in")) {
            Mnemonic mnemonic = Mnemonic.ofPhrase(typed);
            shell.out().println("\nMnemonic phrase decoded/checksummed successfully!\n");
            return mnemonic;
        } catch (MnemonicException e) {
            throw Failure.operation(
                    "couldn't decode mnemonic: " + e.what(),
                    "type the 24 words in small letters, with spaces between them");
        }
    }

    private void sayWhatIsLost(List<HeldKey> lost) {
        String ids =
                lost.stream()
                        .map(key -> ObjectIds.text(key.id()))
                        .collect(Collectors.joining(", "));
        shell.out().println();
        shell.warn("keys in the device that are lost without a backup: " + ids);
    }

    private boolean isWanted() throws Failure {
        String answer =
                shell.answer(
                        "\n*** Are you SURE you want erase and reinitialize this HSM? (y/N): ",
                        "run it in a terminal, or pipe the answer in");
        return answer.equals("y") || answer.equals("Y");
    }
}
