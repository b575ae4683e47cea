package countersign.app.migrate;

import countersign.app.shell.Failure;
import countersign.app.shell.Shell;

/// Every kind of old home, but tmkms', whose configuration is read as our own.
public final class OldHomes {
    private OldHomes() {}

    /// The plan for the old home, or everything that is in its way.
    public static Plan read(Wanted wanted, OldConfiguration tmkms, Shell shell) throws Failure {
        return TmkmsHome.read(wanted, tmkms, shell);
    }

    /// As above, of any origin but tmkms.
    public static Plan read(Wanted wanted, Shell shell) throws Failure {
        return switch (wanted.origin()) {
            case TMKMS -> throw new IllegalArgumentException("tmkms has a configuration to read");
            case TMKMS_LIGHT -> LightHome.read(wanted, shell);
            case HORCRUX -> HorcruxHome.read(wanted, shell);
            case COSMOS_KMS -> CosmosKmsHome.read(wanted, shell);
            case FILE_PV -> NodeHome.read(wanted, shell);
        };
    }
}
