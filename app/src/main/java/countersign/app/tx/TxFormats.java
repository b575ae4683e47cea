package countersign.app.tx;

import countersign.app.config.Config;
import countersign.app.config.ConfigException;
import countersign.app.config.Located;
import countersign.app.config.schema.SchemaReader;
import countersign.app.config.tx.FormatSettings;
import countersign.app.config.tx.TxSignerSettings;
import countersign.app.file.PlainFile;
import countersign.app.shell.Failure;
import countersign.app.shell.Fault;
import countersign.app.shell.Problem;
import countersign.bytes.Bytes;
import countersign.tx.TxFormat;
import countersign.tx.amino.StdTxFormat;
import countersign.tx.protobuf.DescriptorException;
import countersign.tx.protobuf.Descriptors;
import countersign.tx.protobuf.SignMode;
import countersign.tx.protobuf.TxRawFormat;
import countersign.tx.schema.Schema;

import java.nio.file.Path;
import java.util.List;

/// How a chain writes transactions, from the files that say so.
public final class TxFormats {
    private static final int SCHEMA_BYTES_MAX = 1024 * 1024;

    private final Config config;

    public TxFormats(Config config) {
        this.config = config;
    }

    /// The format of a signer. A failure points at the line of the file that is wrong.
    public TxFormat of(TxSignerSettings signer) throws Failure {
        return switch (signer.format()) {
            case FormatSettings.StdTx(Located<Path> schema) -> stdTx(schema, signer);
            case FormatSettings.TxRaw(FormatSettings.Mode mode, List<Located<Path>> files) ->
                    new TxRawFormat(descriptors(files), mode(mode), signer.account().prefix());
        };
    }

    private static SignMode mode(FormatSettings.Mode mode) {
        return switch (mode) {
            case DIRECT -> SignMode.DIRECT;
            case AMINO_JSON -> SignMode.LEGACY_AMINO_JSON;
        };
    }

    private TxFormat stdTx(Located<Path> file, TxSignerSettings signer) throws Failure {
        String origin = config.origin(file.line());
        Schema schema;
        try {
            Bytes contents = read(file, "the transaction schema", SCHEMA_BYTES_MAX);
            schema = SchemaReader.read(file.value().toString(), contents);
        } catch (ConfigException e) {
            List<Problem> problems =
                    e.problems().stream()
                            .map(
                                    p ->
                                            new Problem(
                                                    file.value() + ":" + p.line() + ": " + p.what(),
                                                    p.hint()))
                            .toList();
            throw new Failure(Fault.CONFIGURATION, problems);
        }
        String prefix = signer.account().prefix();
        if (!prefix.equals(schema.accPrefix())) {
            throw Failure.configuration(
                    "%saddresses of the schema %s begin with %s, and account_address with %s"
                            .formatted(origin, file.value(), schema.accPrefix(), prefix),
                    "correct the one that is of another chain");
        }
        for (String type : signer.policy().messages().keySet()) {
            if (schema.message(type).isEmpty()) {
                throw Failure.configuration(
                        "%sthe schema %s has no message `%s`, which is allowed"
                                .formatted(origin, file.value(), type),
                        "add its [[definition]], or take it out of what is allowed");
            }
        }
        return new StdTxFormat(schema);
    }

    private Descriptors descriptors(List<Located<Path>> files) throws Failure {
        Descriptors all = Descriptors.standard();
        for (Located<Path> file : files) {
            try {
                all = all.and(read(file, "the descriptors", Descriptors.BYTES_MAX));
            } catch (DescriptorException e) {
                throw Failure.configuration(
                        "%scannot use the descriptors %s: %s"
                                .formatted(
                                        config.origin(file.line()), file.value(), e.getMessage()),
                        "make them with `buf build -o descriptors.binpb`, or with `protoc"
                                + " --include_imports -o descriptors.binpb`");
            }
        }
        return all;
    }

    private Bytes read(Located<Path> file, String what, int bytesMax) throws Failure {
        try {
            return Bytes.of(PlainFile.readThroughLinks(file.value(), what, bytesMax));
        } catch (Failure e) {
            Problem problem = e.problems().getFirst();
            throw Failure.configuration(
                    config.origin(file.line()) + problem.what(), problem.next());
        }
    }
}
