package countersign.event;

import countersign.consensus.ChainId;

/// One validator link: the chain and the node's address as configured.
public record LinkName(ChainId chain, String address) {
    /// `chain@address`, as operators know it from tmkms' logs.
    @Override
    public String toString() {
        return chain + "@" + address;
    }
}
