package countersign.app.migrate;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// Where a validator may come from.
public enum Origin {
    TMKMS("tmkms", "tmkms"),
    TMKMS_LIGHT("tmkms-light", "tmkms-light"),
    HORCRUX("horcrux", "Horcrux"),
    COSMOS_KMS("cosmos-kms", "cosmos/kms"),
    FILE_PV("file-pv", "the node itself");

    private final String word;
    private final String title;

    Origin(String word, String title) {
        this.word = word;
        this.title = title;
    }

    /// The name on the command line.
    public String word() {
        return word;
    }

    /// The name for people.
    public String title() {
        return title;
    }

    /// The origin of that name.
    public static Optional<Origin> named(String word) {
        return Arrays.stream(values()).filter(origin -> origin.word.equals(word)).findFirst();
    }

    /// All names, for messages.
    public static String words() {
        return Arrays.stream(values()).map(Origin::word).collect(Collectors.joining(", "));
    }
}
