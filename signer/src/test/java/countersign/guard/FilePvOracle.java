package countersign.guard;

import countersign.bytes.Bytes;
import countersign.consensus.ChainId;
import countersign.consensus.ConsensusMessage;
import countersign.consensus.Proposal;
import countersign.consensus.SignBytes;
import countersign.consensus.Timestamp;
import countersign.consensus.Vote;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// CometBFT's `CheckHRS` and `signVote`, written a second time and another way: on numbers and sign
/// bytes, with the whole set of what was released instead of one mark.
final class FilePvOracle {
    private static final ChainId CHAIN = new ChainId("oracle");
    private static final Timestamp CANONICAL = new Timestamp(1, 1);

    /// The number of a message's sign bytes and of its sign bytes but for the time, and its place.
    private final int[] signBytes;

    private final int[] timeless;
    private final long[][] place;
    private final boolean[] proposal;
    private final int[] released = new int[8];
    private int count;

    FilePvOracle(List<ConsensusMessage> domain) {
        int size = domain.size();
        signBytes = new int[size];
        timeless = new int[size];
        place = new long[size][];
        proposal = new boolean[size];
        Map<Bytes, Integer> numbers = new HashMap<>();
        for (int i = 0; i < size; i++) {
            ConsensusMessage message = domain.get(i);
            signBytes[i] = number(numbers, SignBytes.of(message, CHAIN));
            timeless[i] = number(numbers, SignBytes.of(withoutTime(message), CHAIN));
            place[i] =
                    new long[] {
                        message.hrs().height(), message.hrs().round(), message.hrs().step().number()
                    };
            proposal[i] = message instanceof Proposal;
        }
    }

    /// What FilePV does with a request: `+` signs it, `=` gives the recorded signature, `~` signs a
    /// recorded proposal at its new time, else the first letter of the error.
    char ask(int request) {
        for (int i = count - 1; i >= 0; i--) {
            char order = compare(place[request], place[released[i]]);
            if (order == 'H' || order == 'R' || order == 'S') {
                return order;
            }
        }
        for (int i = 0; i < count; i++) {
            if (compare(place[request], place[released[i]]) == '=') {
                return timeless[request] != timeless[released[i]]
                        ? 'C'
                        : proposal[request] ? '~' : '=';
            }
        }
        return '+';
    }

    /// What was released first in a request's place; -1 where nothing was.
    int recorded(int request) {
        for (int i = 0; i < count; i++) {
            if (compare(place[request], place[released[i]]) == '=') {
                return released[i];
            }
        }
        return -1;
    }

    /// Notes a release and tells whether it conflicts with an earlier one: other sign bytes for the
    /// same place, unless they are those of the same proposal at another time.
    boolean release(int message) {
        boolean conflict = false;
        for (int i = 0; i < count; i++) {
            boolean samePlace = compare(place[message], place[released[i]]) == '=';
            boolean sameButForTime = timeless[message] == timeless[released[i]];
            conflict |=
                    samePlace
                            && signBytes[message] != signBytes[released[i]]
                            && !(proposal[message] && sameButForTime);
        }
        released[count++] = message;
        return conflict;
    }

    int released() {
        return count;
    }

    /// Goes back to when `count` messages had been released.
    void rewind(int count) {
        this.count = count;
    }

    private static char compare(long[] asked, long[] last) {
        if (asked[0] < last[0]) {
            return 'H';
        }
        if (asked[0] == last[0]) {
            if (asked[1] < last[1]) {
                return 'R';
            }
            if (asked[1] == last[1]) {
                if (asked[2] < last[2]) {
                    return 'S';
                }
                if (asked[2] == last[2]) {
                    return '=';
                }
            }
        }
        return '>';
    }

    private static ConsensusMessage withoutTime(ConsensusMessage message) {
        return switch (message) {
            case Vote vote -> new Vote(vote.hrs(), vote.blockId(), CANONICAL);
            case Proposal proposal ->
                    new Proposal(
                            proposal.hrs(), proposal.polRound(), proposal.blockId(), CANONICAL);
        };
    }

    private static int number(Map<Bytes, Integer> numbers, Bytes bytes) {
        return numbers.computeIfAbsent(bytes, _ -> numbers.size());
    }
}
