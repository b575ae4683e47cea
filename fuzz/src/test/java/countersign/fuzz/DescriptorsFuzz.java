package countersign.fuzz;

import countersign.bytes.Bug;
import countersign.bytes.Bytes;
import countersign.tx.protobuf.DescriptorException;
import countersign.tx.protobuf.Descriptors;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// A descriptor set that somebody configured: it is read, or refused with a reason.
public final class DescriptorsFuzz implements FuzzTarget {
    /// Of the program's own descriptors: what a mutation hits.
    private static final int SEED_BYTES = 2_048;

    private static final Descriptors STANDARD = Descriptors.standard();

    public static void fuzzerTestOneInput(byte[] input) {
        new DescriptorsFuzz().fuzz(input);
    }

    @Override
    public void fuzz(byte[] input) {
        try {
            Descriptors own = STANDARD.and(Bytes.of(input));
            FuzzTarget.require(own.has("cosmos.bank.v1beta1.MsgSend"), "nothing is lost");
        } catch (DescriptorException refused) {
            FuzzTarget.require(refused.getMessage() != null, "a refusal has a reason");
        }
    }

    @Override
    public List<byte[]> seeds() {
        try (InputStream in = Descriptors.class.getResourceAsStream("standard.bin")) {
            if (in == null) {
                throw new Bug("the program has its descriptors");
            }
            byte[] all = in.readAllBytes();
            int first = 1 + lengthBytes(all) + length(all);
            return List.of(
                    Bytes.of(all).first(first).toArray(),
                    Bytes.of(all).first(SEED_BYTES).toArray());
        } catch (IOException e) {
            throw new Bug("the program can be read", e);
        }
    }

    /// The first file is longer than 127 bytes and shorter than 16 KiB.
    private static int length(byte[] all) {
        return (all[1] & 0x7F) | all[2] << 7;
    }

    private static int lengthBytes(byte[] all) {
        return all[1] < 0 ? 2 : 1;
    }
}
