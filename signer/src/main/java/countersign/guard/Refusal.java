package countersign.guard;

/// Why a request is refused. The first four are as CometBFT's FilePV tells them apart.
public enum Refusal {
    HEIGHT_REGRESSION,
    ROUND_REGRESSION,
    STEP_REGRESSION,
    /// Another message was signed at this height, round and step.
    CONFLICT,
    /// This height, round and step is taken and nobody knows by what.
    BURNT,
    /// Bytes without a domain of their own, which the chain's settings do not allow or which could
    /// be read as a vote, a proposal or an extension.
    RAW_BYTES,
    /// The chain itself has reached this height already, as a witness said.
    BELOW_FLOOR,
    /// No witness has said yet at which height the chain is.
    FLOOR_AWAITED,
    /// Higher above the mark than an operator allowed.
    HEIGHT_JUMP,
    /// Another request waits for the disk for so long that this one's node would give up.
    BUSY,
    /// The chain's state failed or is closed; nothing is signed until the process starts again.
    POISONED
}
