package countersign.app.foreign;

import countersign.consensus.Step;
import countersign.json.Fields;
import countersign.json.JsonValue;

import java.util.List;
import java.util.Optional;

/// How a state file is laid out, which is what it can be told by. The numbers of the steps differ,
/// so that a file taken for another's would say less than it means: what cannot be told apart for
/// certain is not guessed.
///
/// | layout | height | round | step | and |
/// | --- | --- | --- | --- | --- |
/// | tmkms | text | text | 0, 1, 2; before its 0.8: 3, 6 | `block_id` |
/// | FilePV | text | number | 0 to 3 | `signature`, `signbytes`, or neither |
/// | Horcrux | text | text | 0 to 3 | `nonce_public`, before 3.0 `ephemeral_public` |
/// | Nebula | number | number | 1, 2, 32, or their names | |
public enum Layout {
    TMKMS("tmkms"),
    FILE_PV("CometBFT's FilePV"),
    HORCRUX("Horcrux"),
    NEBULA("Nebula");

    private static final List<String> OF_HORCRUX_ALONE =
            List.of("nonce_public", "ephemeral_public", "vote_ext_signature");

    private final String title;

    Layout(String title) {
        this.title = title;
    }

    /// Whose it is, for people.
    public String title() {
        return title;
    }

    /// The layout of a file, by what nothing else has. Empty where that is not certain.
    static Optional<Layout> of(JsonValue.Members file) {
        if (file.values().containsKey("block_id")) {
            return Optional.of(TMKMS);
        }
        if (OF_HORCRUX_ALONE.stream().anyMatch(file.values()::containsKey)) {
            return Optional.of(HORCRUX);
        }
        boolean heightInText = file.values().get("height") instanceof JsonValue.Text;
        boolean roundInText = file.values().get("round") instanceof JsonValue.Text;
        if (roundInText) {
            return Optional.empty();
        }
        return Optional.of(heightInText ? FILE_PV : NEBULA);
    }

    /// The layout of a file that is said to be of this one. Horcrux alone, without cosigners,
    /// writes as FilePV does, under the same name.
    Layout asIn(JsonValue.Members file) {
        boolean roundInNumbers = file.values().get("round") instanceof JsonValue.Numeral;
        return this == HORCRUX && roundInNumbers ? FILE_PV : this;
    }

    /// Asks for everything that a file of this layout has besides its place; it is not looked into.
    void askForTheRest(Fields file) {
        switch (this) {
            case TMKMS -> file.required("block_id");
            case FILE_PV -> {
                file.optional("signature");
                file.optional("signbytes");
            }
            case HORCRUX -> {
                OF_HORCRUX_ALONE.forEach(file::optional);
                FILE_PV.askForTheRest(file);
            }
            case NEBULA -> {
                file.optional("request_key");
                file.optional("sign_bytes_hash");
                file.optional("signature");
                file.optional("extension_signature");
            }
        }
    }

    boolean heightIsText() {
        return this != NEBULA;
    }

    boolean roundIsText() {
        return this == TMKMS || this == HORCRUX;
    }

    /// What a step means, as a floor: the highest of what it may mean. Empty where it means
    /// nothing. `written` is the number, or of Nebula's newer files the name.
    Optional<Step> step(String written) {
        return Optional.ofNullable(
                switch (this) {
                    case TMKMS ->
                            switch (written) {
                                case "0" -> Step.PROPOSE;
                                case "1" -> Step.PREVOTE;
                                case "2", "3", "6" -> Step.PRECOMMIT;
                                default -> null;
                            };
                    case FILE_PV, HORCRUX ->
                            switch (written) {
                                case "0", "1" -> Step.PROPOSE;
                                case "2" -> Step.PREVOTE;
                                case "3" -> Step.PRECOMMIT;
                                default -> null;
                            };
                    case NEBULA ->
                            switch (written) {
                                case "0", "32", "Unknown", "Proposal" -> Step.PROPOSE;
                                case "1", "Prevote" -> Step.PREVOTE;
                                case "2", "Precommit" -> Step.PRECOMMIT;
                                default -> null;
                            };
                });
    }
}
