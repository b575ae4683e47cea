package countersign.app.foreign;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// The state formats of other signers, by the names they have on the command line.
public enum ForeignFormat {
    TMKMS("tmkms", Layout.TMKMS),
    TMKMS_LIGHT("tmkms-light", Layout.TMKMS),
    FILE_PV("file-pv", Layout.FILE_PV),
    COSMOS_KMS("cosmos-kms", Layout.FILE_PV),
    HORCRUX("horcrux", Layout.HORCRUX),
    SIGNCTRL("signctrl", Layout.FILE_PV),
    NEBULA("nebula", Layout.NEBULA);

    private final String word;
    private final Layout layout;

    ForeignFormat(String word, Layout layout) {
        this.word = word;
        this.layout = layout;
    }

    public String word() {
        return word;
    }

    /// How its files look; several signers share one layout.
    public Layout layout() {
        return layout;
    }

    /// The format of that name.
    public static Optional<ForeignFormat> named(String word) {
        return Arrays.stream(values()).filter(format -> format.word.equals(word)).findFirst();
    }

    /// All names, for messages.
    public static String words() {
        return Arrays.stream(values()).map(ForeignFormat::word).collect(Collectors.joining(", "));
    }
}
