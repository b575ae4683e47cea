package countersign.proof;

import java.util.Locale;

/// How much of a proof is run.
public enum Form {
    /// With every change: all of it in ten minutes on two cores.
    QUICK,
    /// By command: hours.
    LONG;

    private static final String PROPERTY = "countersign.prove";

    /// The form of this run: the system property `countersign.prove`, `quick` where it is not set.
    static Form ofThisRun() {
        String name = System.getProperty(PROPERTY, "quick");
        for (Form form : values()) {
            if (form.word().equals(name)) {
                return form;
            }
        }
        throw new IllegalArgumentException(PROPERTY + " is " + name + ", not quick or long");
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
