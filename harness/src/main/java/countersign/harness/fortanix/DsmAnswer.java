package countersign.harness.fortanix;

/// What the service answers.
record DsmAnswer(int status, String body) {
    static DsmAnswer json(String body) {
        return new DsmAnswer(200, body);
    }

    /// Everything but success is said in plain text.
    static DsmAnswer failed(int status, String why) {
        return new DsmAnswer(status, why);
    }
}
