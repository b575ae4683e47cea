package countersign.tx;

import countersign.bytes.Check;

import java.math.BigInteger;

/// An amount of one kind of money.
///
/// @param amount 0 to 2^256 - 1, as the Cosmos SDK's integers
public record Coin(String denom, BigInteger amount) {
    private static final int BITS_MAX = 256;

    public Coin {
        Check.that(
                amount.signum() >= 0 && amount.bitLength() <= BITS_MAX,
                "an amount has 256 bits and no sign");
    }
}
