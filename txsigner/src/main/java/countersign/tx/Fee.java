package countersign.tx;

import countersign.bytes.Check;

import java.util.List;

/// What a transaction may cost.
///
/// @param amount as the service lists it
/// @param gas 0 to 2^63 - 1
public record Fee(List<Coin> amount, long gas) {
    public Fee {
        amount = List.copyOf(amount);
        Check.that(gas >= 0, "gas is a number of units");
    }
}
