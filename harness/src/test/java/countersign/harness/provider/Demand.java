package countersign.harness.provider;

import countersign.keyring.spi.ProviderException;

/// What a claim says must be so.
final class Demand {
    private Demand() {}

    static void that(boolean isSo, String otherwise) {
        if (!isSo) {
            throw new AssertionError(otherwise);
        }
    }

    /// The exception that `act` ends with; anything else breaks the claim.
    static ProviderException failure(String of, Patience.Act act) throws Exception {
        try {
            act.run();
        } catch (ProviderException e) {
            return e;
        }
        throw new AssertionError(of + " did not fail");
    }
}
