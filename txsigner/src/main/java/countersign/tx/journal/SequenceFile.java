package countersign.tx.journal;

import countersign.json.Fields;
import countersign.json.JsonDocument;
import countersign.json.JsonException;
import countersign.json.JsonValue;
import countersign.json.JsonWriter;
import countersign.json.Problems;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.OptionalLong;

/// tmkms' `seq_file`: `{"sequence": 123456}`. Replaced as a whole, so that a reader finds the old
/// number or the new one.
public final class SequenceFile implements SequenceStore {
    private static final int FILE_BYTES_MAX = 4096;

    private final Path path;

    public SequenceFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public OptionalLong read() throws JournalException {
        byte[] content;
        try (InputStream in = Files.newInputStream(path)) {
            content = in.readNBytes(FILE_BYTES_MAX + 1);
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        } catch (IOException e) {
            throw failed("read", e);
        }
        if (content.length > FILE_BYTES_MAX) {
            throw wrong("it has more than " + FILE_BYTES_MAX + " bytes");
        }
        Problems problems = new Problems();
        try {
            if (!(JsonDocument.parse(content) instanceof JsonValue.Members members)) {
                throw wrong("it holds no object");
            }
            Fields fields = new Fields(members, problems);
            OptionalLong sequence = fields.whole("sequence", Long.MAX_VALUE);
            fields.refuseOthers();
            if (!problems.isEmpty()) {
                throw wrong(problems.toString());
            }
            return sequence;
        } catch (JsonException e) {
            throw wrong(e.what());
        }
    }

    @Override
    public void write(long sequence) throws JournalException {
        Path next = path.resolveSibling(path.getFileName() + ".next");
        byte[] content =
                new JsonWriter()
                        .whole("sequence", sequence)
                        .done()
                        .getBytes(StandardCharsets.UTF_8);
        try {
            Files.deleteIfExists(next);
            try (RandomAccessFile file = new RandomAccessFile(next.toFile(), "rwd")) {
                file.write(content);
            }
            Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
            Directories.sync(Objects.requireNonNull(path.getParent()));
        } catch (IOException e) {
            throw failed("written", e);
        }
    }

    private JournalException wrong(String why) {
        return new JournalException(
                path + " holds no sequence: " + why,
                "it should read {\"sequence\": 123456}; without the file, the chain is asked");
    }

    private JournalException failed(String verb, IOException e) {
        return new JournalException(
                path
                        + " cannot be "
                        + verb
                        + ": "
                        + e.getClass().getSimpleName()
                        + ": "
                        + e.getMessage(),
                "check that its directory exists and belongs to whoever runs the signer",
                e);
    }
}
