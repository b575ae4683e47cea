package countersign.harness.provider;

/// One thing that every provider does. The name is a sentence.
public record Claim(String name, Body body) {
    /// Returns where it is so, and throws `AssertionError`, or what the provider threw, where not.
    public void hold() throws Exception {
        body.hold();
    }

    /// What shows whether the claim is true.
    interface Body {
        void hold() throws Exception;
    }
}
