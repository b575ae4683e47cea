package countersign.event;

import countersign.bytes.Bytes;
import countersign.consensus.ChainId;
import countersign.consensus.ConsensusMessage;
import countersign.consensus.Hrs;
import countersign.consensus.PublicKey;

import java.time.Duration;

/// Something happened that an operator, a metric or an auditor may want to know.
public sealed interface Event {

    /// A key is loaded and has proved itself.
    record KeyLoaded(ChainId chain, String provider, PublicKey key) implements Event {}

    /// The key cannot sign something that the chain may need, known before it is asked to, or asks
    /// a person first.
    record KeyLimited(ChainId chain, String provider, String what, String next) implements Event {}

    /// The key's device may show this message to a person and wait, for so long at most.
    record PersonAwaited(LinkName link, String provider, ConsensusMessage message, Duration limit)
            implements Event {}

    /// The link is about to be dialled with this connection identity.
    record Dialling(LinkName link, String nodeId) implements Event {}

    record Connected(LinkName link) implements Event {}

    /// The node's identity is not pinned in the configuration.
    record PeerUnverified(LinkName link, String peerId) implements Event {}

    /// The link is down. `why` says what failed; `next` what the operator may do about it, and is
    /// empty where there is nothing.
    record Disconnected(LinkName link, String why, String next) implements Event {}

    /// A signature was made and verified, and its answer is on the way. `took` is the time from the
    /// request to the verified signature.
    record Signed(LinkName link, ConsensusMessage message, Duration took) implements Event {}

    /// A message that is covered by the mark was signed again.
    record Repeated(LinkName link, ConsensusMessage message) implements Event {}

    record ExtensionSigned(LinkName link, Hrs hrs, int bytes) implements Event {}

    record RawBytesSigned(LinkName link, String uniqueId, Duration took) implements Event {}

    /// A different message for a height, round and step that is already taken.
    record DoubleSignRefused(LinkName link, ConsensusMessage asked, String held) implements Event {}

    /// A request was refused for another reason.
    record Refused(LinkName link, String what, String why) implements Event {}

    /// The mark of the validator with this address is on stable storage. Sent before the message is
    /// signed.
    record MarkAdvanced(ChainId chain, Bytes validatorAddress, ConsensusMessage message)
            implements Event {}

    /// A command made, raised, replaced or lowered the state of the validator with this address.
    /// `command` is as it was typed, without paths; `before` and `after` are marks in words, and
    /// `before` is empty where there was none.
    record StateChanged(
            ChainId chain, Bytes validatorAddress, String command, String before, String after)
            implements Event {}

    /// The chain has reached this height, says `source`: nothing new is signed at or below it.
    record FloorLearned(ChainId chain, long height, String source) implements Event {}

    /// Not enough of those who should know the chain's height said it.
    record FloorNotLearned(ChainId chain, String why, String next) implements Event {}

    /// Those who should know the chain's height contradict each other.
    record FloorDoubted(ChainId chain, String why, String next) implements Event {}

    /// The chain's state can no longer be trusted. It never signs again in this process.
    record ChainPoisoned(ChainId chain, String why, String next) implements Event {}

    /// A key backend failed; the request was answered with an error.
    record ProviderFailed(LinkName link, String provider, String why, String next)
            implements Event {}

    /// The link is over for good: it was stopped, or it broke and does not reconnect.
    record Stopped(LinkName link) implements Event {}
}
