package countersign.harness.node;

import countersign.bytes.Bytes;
import countersign.consensus.ChainId;
import countersign.consensus.ConsensusMessage;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;
import countersign.consensus.Vote;
import countersign.harness.wire.Answer;
import countersign.harness.wire.AnswerDecoder;
import countersign.harness.wire.CanonicalBytes;
import countersign.harness.wire.Dialect;
import countersign.harness.wire.Query;

import java.time.Duration;
import java.util.Optional;

/// A node's judgement of answers: `SignerClient`, `types.SignAndCheckVote` and what consensus
/// verifies of its own votes, proposals and extensions.
public record AnswerCheck(Dialect dialect, boolean extensionsEnabled) {
    /// A message whose signature is good. `objection` is why a node would reject the answer all the
    /// same.
    public record Verified(
            ConsensusMessage message,
            Bytes signature,
            Bytes extensionSignature,
            Bytes nonRpExtensionSignature,
            Optional<String> objection) {}

    Outcome<Duration> pong(Bytes answer, Duration took) {
        return switch (decode(answer)) {
            case Answer.Pong() -> new Outcome.Given<>(took, took);
            case Answer other -> wrongType("a pong", other);
        };
    }

    Outcome<PublicKey> key(Bytes answer, Duration took) {
        return switch (decode(answer)) {
            case Answer.ShownKey shown ->
                    shown.error().isPresent()
                            ? refused(shown.error().get())
                            : shownKey(shown, took);
            case Answer other -> wrongType("a public key", other);
        };
    }

    /// The judgement of an answer to `asked`, which took so long.
    public Outcome<Verified> vote(
            Query.SignVote asked, PublicKey key, Bytes answer, Duration took) {
        return switch (decode(answer)) {
            case Answer.SignedVote signed ->
                    signed.error().isPresent()
                            ? refused(signed.error().get())
                            : verifiedVote(asked, key, signed, took);
            case Answer other -> wrongType("a signed vote", other);
        };
    }

    /// The judgement of an answer to `asked`, which took so long.
    public Outcome<Verified> proposal(
            Query.SignProposal asked, PublicKey key, Bytes answer, Duration took) {
        return switch (decode(answer)) {
            case Answer.SignedProposal signed ->
                    signed.error().isPresent()
                            ? refused(signed.error().get())
                            : verifiedProposal(asked, key, signed.signature(), took);
            case Answer other -> wrongType("a signed proposal", other);
        };
    }

    /// A signature over bare or raw bytes; not verified.
    Outcome<Bytes> signedBytes(Bytes answer, Duration took) {
        return switch (decode(answer)) {
            case Answer.SignedBytes signed ->
                    signed.error().isPresent()
                            ? refused(signed.error().get())
                            : new Outcome.Given<>(signed.signature(), took);
            case Answer other -> wrongType("signed bytes", other);
        };
    }

    private Outcome<PublicKey> shownKey(Answer.ShownKey shown, Duration took) {
        Optional<KeyType> type;
        Bytes value;
        if (dialect.isV1OrLater()) {
            type = typeOfName(shown.type());
            value = shown.bytes();
        } else {
            type = shown.oneof().flatMap(key -> typeOfMember(key.member()));
            value = shown.oneof().map(Answer.OneofKey::value).orElse(Bytes.EMPTY);
        }
        if (type.isEmpty()) {
            return new Outcome.Wrong<>(
                    "the answer has no public key where a " + dialect + " node looks for it");
        }
        try {
            return new Outcome.Given<>(new PublicKey(type.get(), value), took);
        } catch (IllegalArgumentException e) {
            return new Outcome.Wrong<>("the answer has a bad key: " + e.getMessage());
        }
    }

    private Outcome<Verified> verifiedVote(
            Query.SignVote asked, PublicKey key, Answer.SignedVote signed, Duration took) {
        ChainId chain = new ChainId(asked.chainId());
        Vote vote = asked.vote().at(signed.timestamp());
        if (!key.verifies(CanonicalBytes.of(vote, chain), signed.signature())) {
            return new Outcome.Wrong<>(
                    "the signature does not verify over the vote at the returned time");
        }
        return new Outcome.Given<>(
                new Verified(
                        vote,
                        signed.signature(),
                        signed.extensionSignature(),
                        signed.nonRpExtensionSignature(),
                        objection(asked, key, signed)),
                took);
    }

    private Optional<String> objection(
            Query.SignVote asked, PublicKey key, Answer.SignedVote signed) {
        boolean extension = !signed.extensionSignature().isEmpty();
        boolean second = !signed.nonRpExtensionSignature().isEmpty();
        Optional<String> halt =
                dialect.extensionObjection(asked.vote(), extensionsEnabled, extension, second);
        if (halt.isPresent() || !dialect.hasExtensions()) {
            return halt;
        }
        Bytes canonical =
                CanonicalBytes.ofExtension(
                        asked.extensions().replayProtected(),
                        asked.vote().hrs().height(),
                        asked.vote().hrs().round(),
                        new ChainId(asked.chainId()));
        if (extension && !key.verifies(canonical, signed.extensionSignature())) {
            return Optional.of("the extension signature does not verify");
        }
        boolean read = second && dialect.hasNonRpExtensions();
        Bytes bare = asked.extensions().nonReplayProtected();
        if (read && !key.verifies(bare, signed.nonRpExtensionSignature())) {
            return Optional.of("the non-replay-protected extension's signature does not verify");
        }
        return Optional.empty();
    }

    private static Outcome<Verified> verifiedProposal(
            Query.SignProposal asked, PublicKey key, Bytes signature, Duration took) {
        ChainId chain = new ChainId(asked.chainId());
        if (!key.verifies(CanonicalBytes.of(asked.proposal(), chain), signature)) {
            return new Outcome.Wrong<>(
                    "the signature does not verify over the proposal at the requested time, which"
                            + " is the only one that nodes know");
        }
        return new Outcome.Given<>(
                new Verified(
                        asked.proposal(), signature, Bytes.EMPTY, Bytes.EMPTY, Optional.empty()),
                took);
    }

    private Answer decode(Bytes answer) {
        if (answer.length() > dialect.answerBytesMax()) {
            return new Answer.Malformed(
                    "the answer has "
                            + answer.length()
                            + " bytes and a "
                            + dialect
                            + " node reads "
                            + dialect.answerBytesMax());
        }
        AnswerDecoder.Decoded decoded = AnswerDecoder.decode(answer);
        return decoded.strangers().isEmpty()
                ? decoded.answer()
                : new Answer.Malformed(
                        "the answer has what no version knows: "
                                + String.join(", ", decoded.strangers()));
    }

    private static <T> Outcome<T> refused(Answer.SignerError error) {
        return new Outcome.Refused<>(error.code(), error.description());
    }

    private static <T> Outcome<T> wrongType(String wanted, Answer other) {
        return new Outcome.Wrong<>(
                switch (other) {
                    case Answer.Malformed(String why) -> "the answer cannot be read: " + why;
                    case Answer.Unexpected(int member) ->
                            member == 0
                                    ? "the answer is empty instead of " + wanted
                                    : "a message " + member + " came instead of " + wanted;
                    case Answer.Pong _ -> "a pong came instead of " + wanted;
                    case Answer.ShownKey _ -> "a public key came instead of " + wanted;
                    case Answer.SignedVote _ -> "a signed vote came instead of " + wanted;
                    case Answer.SignedProposal _ -> "a signed proposal came instead of " + wanted;
                    case Answer.SignedBytes _ -> "signed bytes came instead of " + wanted;
                });
    }

    private static Optional<KeyType> typeOfMember(int member) {
        return switch (member) {
            case 1 -> Optional.of(KeyType.ED25519);
            case 2 -> Optional.of(KeyType.SECP256K1);
            default -> Optional.empty();
        };
    }

    private static Optional<KeyType> typeOfName(String name) {
        return switch (name) {
            case "ed25519" -> Optional.of(KeyType.ED25519);
            case "secp256k1" -> Optional.of(KeyType.SECP256K1);
            default -> Optional.empty();
        };
    }
}
