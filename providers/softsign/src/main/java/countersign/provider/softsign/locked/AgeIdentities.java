package countersign.provider.softsign.locked;

import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;
import countersign.provider.softsign.KeyFileException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The X25519 identities of a file as `age-keygen` writes it: `AGE-SECRET-KEY-1…` a line, empty
/// lines and lines with `#` in front.
public final class AgeIdentities implements AutoCloseable {
    private static final int IDENTITIES_MAX = 16;
    private static final byte[] PREFIX = "AGE-SECRET-KEY-1".getBytes(StandardCharsets.US_ASCII);

    private final List<SecretBytes> scalars = new ArrayList<>();

    /// Empty until it is filled.
    private AgeIdentities() {}

    /// Reads the contents of an identity file, which the caller wipes.
    public static AgeIdentities parse(byte[] contents) throws KeyFileException {
        AgeIdentities identities = new AgeIdentities();
        boolean whole = false;
        try {
            identities.fill(contents);
            whole = true;
            return identities;
        } finally {
            if (!whole) {
                identities.close();
            }
        }
    }

    @Override
    public void close() {
        scalars.forEach(SecretBytes::close);
    }

    /// The scalars, which stay this object's to close.
    List<SecretBytes> scalars() {
        return scalars;
    }

    private void fill(byte[] contents) throws KeyFileException {
        int line = 1;
        int from = 0;
        while (from < contents.length) {
            int to = from;
            while (to < contents.length && contents[to] != '\n') {
                to++;
            }
            int end = to > from && contents[to - 1] == '\r' ? to - 1 : to;
            if (end > from && contents[from] != '#') {
                add(contents, from, end, line);
            }
            from = to + 1;
            line++;
        }
        if (scalars.isEmpty()) {
            throw new KeyFileException(
                    "there is no identity in it", "name the file that `age-keygen` wrote");
        }
    }

    private void add(byte[] contents, int from, int to, int line) throws KeyFileException {
        boolean known =
                to - from > PREFIX.length
                        && Bytes.of(contents, from, PREFIX.length).equals(Bytes.of(PREFIX));
        if (!known || scalars.size() == IDENTITIES_MAX) {
            throw new KeyFileException(
                    "line %d is not one of up to %d X25519 identities"
                            .formatted(line, IDENTITIES_MAX),
                    "an identity begins with AGE-SECRET-KEY-1; plugins and SSH keys are not read");
        }
        byte[] text = Arrays.copyOfRange(contents, from, to);
        try {
            scalars.add(SecretBech32.decode(text, PREFIX.length));
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }
}
