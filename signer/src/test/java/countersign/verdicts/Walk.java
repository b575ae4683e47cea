package countersign.verdicts;

import countersign.consensus.ConsensusMessage;

/// A long history that mostly stays where it is, sometimes goes up and sometimes looks back: the
/// same as in `acceptance/peers/filepv-table`, number for number.
final class Walk {
    private long state;
    private long height = 1;

    Walk(long seed) {
        this.state = seed;
    }

    ConsensusMessage request() {
        if (next(16) == 0) {
            height++;
        }
        long asked = next(16) == 0 ? height - 1 : height;
        int round = next(3);
        int step = next(3);
        int polRound = next(2) - 1;
        int block = next(3);
        int time = next(2) + 1;
        return Recorded.request(asked, round, step, new int[] {polRound, block, time});
    }

    private int next(int below) {
        state = state * 6364136223846793005L + 1442695040888963407L;
        return (int) ((state >>> 33) % below);
    }
}
