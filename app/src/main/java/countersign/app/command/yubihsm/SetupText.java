package countersign.app.command.yubihsm;

import countersign.app.shell.Shell;
import countersign.bytes.SecretBytes;
import countersign.provider.yubihsm.setup.DeviceSetup;
import countersign.provider.yubihsm.setup.Role;
import countersign.provider.yubihsm.setup.SetupSecrets;

import java.util.Arrays;
import java.util.HexFormat;

/// What a setup shows on standard output, word for word as tmkms does. This is the one place where
/// the secrets of a device are shown, so that somebody can write them down.
final class SetupText {
    private static final HexFormat HEX = HexFormat.of();

    private final Shell shell;

    SetupText(Shell shell) {
        this.shell = shell;
    }

    /// Without touching the device.
    void derived(SetupSecrets secrets, boolean restored) {
        line(
                restored
                        ? "Below are all keys/passwords derived from your 24-word admin mnemonic:"
                        : "Below is a randomly generated 24-word admin mnemonic and derived"
                                + " keys/passwords:");
        secrets(secrets);
    }

    /// Before the device is erased.
    void warning(SetupSecrets secrets, String serial) {
        line("This process will *ERASE* the configured YubiHSM2 and reinitialize it:");
        line("");
        line("- YubiHSM serial: " + serial);
        line("");
        line("Authentication keys with the following IDs and passwords will be created:");
        secrets(secrets);
    }

    private void secrets(SetupSecrets secrets) {
        line("");
        line("- key 0x0001: admin:");
        line("");
        for (SecretBytes words : secrets.mnemonic().lines()) {
            secret("    ", words);
        }
        line("");
        secret("- authkey 0x0002 [operator]:  ", secrets.password(Role.OPERATOR));
        secret("- authkey 0x0003 [auditor]:   ", secrets.password(Role.AUDITOR));
        secret("- authkey 0x0004 [validator]: ", secrets.password(Role.VALIDATOR));
        try (SecretBytes wrapKey = secrets.wrapKey(DeviceSetup.WRAP_KEY)) {
            secret("- wrapkey 0x0001 [primary]:   ", hex(wrapKey));
        }
    }

    private void line(String text) {
        shell.out().println(text);
    }

    /// As bytes, past the buffers in which a stream keeps text. Closes `text`.
    private void secret(String title, SecretBytes text) {
        byte[] bytes = text.unsafeExport();
        text.close();
        shell.out().print(title);
        shell.out().flush();
        shell.out().write(bytes, 0, bytes.length);
        shell.out().println();
        Arrays.fill(bytes, (byte) 0);
    }

    private static SecretBytes hex(SecretBytes secret) {
        byte[] bytes = secret.unsafeExport();
        byte[] digits = new byte[2 * bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            digits[2 * i] = (byte) HEX.toHighHexDigit(bytes[i]);
            digits[2 * i + 1] = (byte) HEX.toLowHexDigit(bytes[i]);
        }
        Arrays.fill(bytes, (byte) 0);
        return SecretBytes.take(digits);
    }
}
