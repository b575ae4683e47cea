package countersign.privval;

import countersign.bytes.Bytes;
import countersign.connection.PeerException;
import countersign.connection.PeerFault;
import countersign.consensus.ChainId;
import countersign.proto.MalformedException;
import countersign.proto.ProtoReader;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Reads the `Message` that holds a request, and the requests themselves.
final class RequestReader {
    /// Celestia's nodes use names of a few words.
    private static final int UNIQUE_ID_BYTES_MAX = 1024;

    private RequestReader() {}

    /// Go keeps the last of several members; no node sends more than one, and here is only one
    /// read.
    static Request read(ProtoReader in) throws MalformedException, PeerException {
        Optional<Request> request = Optional.empty();
        int unknown = 0;
        while (in.next()) {
            Optional<Request> member = member(in);
            if (member.isEmpty()) {
                unknown = in.field();
                in.skip();
            } else if (request.isPresent()) {
                throw new MalformedException("two requests in one message");
            } else {
                request = member;
            }
        }
        if (request.isPresent()) {
            return request.get();
        }
        if (unknown == 0) {
            throw new MalformedException("it is empty");
        }
        throw new PeerException(
                PeerFault.MALFORMED,
                "the node sent a request of an unknown kind (oneof " + unknown + ")",
                "is this node newer than this signer? look for a newer release of the signer");
    }

    /// The member of the oneof that the current field is, or nothing where it is not known.
    private static Optional<Request> member(ProtoReader in) throws MalformedException {
        return switch (in.field()) {
            case 1 -> Optional.of(showPublicKey(in.message()));
            case 3 -> Optional.of(signVote(in.message()));
            case 5 -> Optional.of(signProposal(in.message()));
            case 7 -> Optional.of(ping(in.message()));
            case 9 -> Optional.of(signBytes(in.message()));
            case 2, 4, 6, 8, 10 ->
                    throw new MalformedException(
                            "an answer (oneof " + in.field() + ") instead of a request");
            default -> Optional.empty();
        };
    }

    private static Request ping(ProtoReader in) throws MalformedException {
        in.skipAll();
        return new Request.Ping();
    }

    private static Request showPublicKey(ProtoReader in) throws MalformedException {
        Bytes chainId = Bytes.EMPTY;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> chainId = in.bytes();
                default -> in.skip();
            }
        }
        Optional<String> flaw = chainIdFlaw(chainId);
        if (flaw.isPresent()) {
            return new Request.Unsignable(AnswerKind.PUBLIC_KEY, flaw.get());
        }
        return new Request.ShowPublicKey(text(chainId));
    }

    private static Request signVote(ProtoReader in) throws MalformedException {
        Optional<VoteFields> vote = Optional.empty();
        Bytes chainId = Bytes.EMPTY;
        boolean skipsExtension = false;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> vote = Optional.of(VoteFields.read(in.message()));
                case 2 -> chainId = in.bytes();
                case 3 -> skipsExtension = in.bool();
                default -> in.skip();
            }
        }
        Optional<String> chainFlaw = chainIdFlaw(chainId);
        if (chainFlaw.isPresent()) {
            return new Request.Unsignable(AnswerKind.VOTE, chainFlaw.get());
        }
        if (vote.isEmpty()) {
            return new Request.Unsignable(AnswerKind.VOTE, "the request has no vote");
        }
        return vote.get().toRequest(text(chainId), skipsExtension);
    }

    private static Request signProposal(ProtoReader in) throws MalformedException {
        Optional<ProposalFields> proposal = Optional.empty();
        Bytes chainId = Bytes.EMPTY;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> proposal = Optional.of(ProposalFields.read(in.message()));
                case 2 -> chainId = in.bytes();
                default -> in.skip();
            }
        }
        Optional<String> chainFlaw = chainIdFlaw(chainId);
        if (chainFlaw.isPresent()) {
            return new Request.Unsignable(AnswerKind.PROPOSAL, chainFlaw.get());
        }
        if (proposal.isEmpty()) {
            return new Request.Unsignable(AnswerKind.PROPOSAL, "the request has no proposal");
        }
        return proposal.get().toRequest(text(chainId));
    }

    /// Celestia's request has all of 1 chain id, 2 raw bytes and 3 unique id; v1's has the bare
    /// bytes in 1 and nothing else.
    private static Request signBytes(ProtoReader in) throws MalformedException {
        Bytes first = Bytes.EMPTY;
        Bytes rawBytes = Bytes.EMPTY;
        Bytes uniqueId = Bytes.EMPTY;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> first = in.bytes();
                case 2 -> rawBytes = in.bytes();
                case 3 -> uniqueId = in.bytes();
                default -> in.skip();
            }
        }
        if (rawBytes.isEmpty() && uniqueId.isEmpty()) {
            return new Request.SignBareBytes();
        }
        Optional<String> flaw = rawBytesFlaw(first, rawBytes, uniqueId);
        if (flaw.isPresent()) {
            return new Request.Unsignable(AnswerKind.RAW_BYTES, flaw.get());
        }
        return new Request.SignRawBytes(text(first), rawBytes, text(uniqueId));
    }

    private static Optional<String> rawBytesFlaw(Bytes chainId, Bytes rawBytes, Bytes uniqueId) {
        if (chainId.isEmpty() || rawBytes.isEmpty() || uniqueId.isEmpty()) {
            return Optional.of("raw bytes without all of chain id, content and unique id");
        }
        return chainIdFlaw(chainId).or(() -> textFlaw("unique id", uniqueId, UNIQUE_ID_BYTES_MAX));
    }

    private static Optional<String> chainIdFlaw(Bytes chainId) {
        return textFlaw("chain id", chainId, ChainId.BYTES_MAX);
    }

    private static Optional<String> textFlaw(String name, Bytes value, int bytesMax) {
        if (value.length() > bytesMax) {
            return Optional.of(
                    name + " has " + value.length() + " bytes instead of at most " + bytesMax);
        }
        Bytes readAgain = Bytes.of(text(value).getBytes(StandardCharsets.UTF_8));
        return readAgain.equals(value) ? Optional.empty() : Optional.of(name + " is not UTF-8");
    }

    private static String text(Bytes utf8) {
        return new String(utf8.toArray(), StandardCharsets.UTF_8);
    }
}
