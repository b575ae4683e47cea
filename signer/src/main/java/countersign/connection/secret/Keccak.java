package countersign.connection.secret;

import java.util.Arrays;

/// The permutation Keccak-f[1600] of FIPS 202 over a state of 200 bytes, 25 little-endian lanes.
final class Keccak {
    static final int STATE_BYTES = 200;

    private static final long[] ROUND_CONSTANTS = {
        0x0000000000000001L, 0x0000000000008082L, 0x800000000000808AL, 0x8000000080008000L,
        0x000000000000808BL, 0x0000000080000001L, 0x8000000080008081L, 0x8000000000008009L,
        0x000000000000008AL, 0x0000000000000088L, 0x0000000080008009L, 0x000000008000000AL,
        0x000000008000808BL, 0x800000000000008BL, 0x8000000000008089L, 0x8000000000008003L,
        0x8000000000008002L, 0x8000000000000080L, 0x000000000000800AL, 0x800000008000000AL,
        0x8000000080008081L, 0x8000000000008080L, 0x0000000080000001L, 0x8000000080008008L
    };

    // Rho and pi walk the lanes as one cycle from lane 1 on: the lane to go to, and by how much
    // the bits turn on the way.
    private static final int[] CYCLE_LANES = {
        10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1
    };
    private static final int[] CYCLE_TURNS = {
        1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44
    };

    private final long[] lanes = new long[25];

    void xor(int position, int value) {
        lanes[position >>> 3] ^= (value & 0xFFL) << (8 * (position & 7));
    }

    byte at(int position) {
        return (byte) (lanes[position >>> 3] >>> (8 * (position & 7)));
    }

    void permute() {
        for (long constant : ROUND_CONSTANTS) {
            theta();
            rhoAndPi();
            chi();
            lanes[0] ^= constant;
        }
    }

    void wipe() {
        Arrays.fill(lanes, 0);
    }

    private void theta() {
        long[] parities = new long[5];
        for (int x = 0; x < 5; x++) {
            parities[x] = lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20];
        }
        for (int x = 0; x < 5; x++) {
            long change = parities[(x + 4) % 5] ^ Long.rotateLeft(parities[(x + 1) % 5], 1);
            for (int y = 0; y < 25; y += 5) {
                lanes[x + y] ^= change;
            }
        }
    }

    private void rhoAndPi() {
        long moving = lanes[1];
        for (int i = 0; i < CYCLE_LANES.length; i++) {
            int to = CYCLE_LANES[i];
            long displaced = lanes[to];
            lanes[to] = Long.rotateLeft(moving, CYCLE_TURNS[i]);
            moving = displaced;
        }
    }

    private void chi() {
        for (int y = 0; y < 25; y += 5) {
            long first = lanes[y];
            long second = lanes[y + 1];
            for (int x = 0; x < 3; x++) {
                lanes[y + x] ^= ~lanes[y + x + 1] & lanes[y + x + 2];
            }
            lanes[y + 3] ^= ~lanes[y + 4] & first;
            lanes[y + 4] ^= ~first & second;
        }
    }
}
