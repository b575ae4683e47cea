package countersign.app.config.provider;

/// How a key file holds its key.
public enum SoftKeyFormat {
    /// One line of standard base64.
    BASE64("base64"),
    /// CometBFT's `priv_validator_key.json`.
    JSON("json");

    private final String word;

    SoftKeyFormat(String word) {
        this.word = word;
    }

    /// The word of the configuration file.
    public String word() {
        return word;
    }
}
