package countersign.fuzz;

import java.util.List;

/// One thing that is fuzzed. Whatever leaves [#fuzz] is a finding; what the code under test
/// promises to throw is caught there by its type.
///
/// A target is a class `…Fuzz` with a constructor without arguments and a static
/// `fuzzerTestOneInput(byte[])` for Jazzer.
public interface FuzzTarget {
    /// Tries one input. Throws what is a finding.
    void fuzz(byte[] input);

    /// Inputs near the interesting paths, from which a fuzzer starts.
    List<byte[]> seeds();

    /// Throws unless `holds`: the oracle's word for a finding.
    static void require(boolean holds, String oracle) {
        if (!holds) {
            throw new AssertionError(oracle);
        }
    }
}
