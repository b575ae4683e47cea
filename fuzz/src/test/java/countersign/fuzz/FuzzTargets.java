package countersign.fuzz;

import countersign.connection.secret.FramesFuzz;
import countersign.connection.secret.HandshakeFuzz;
import countersign.guard.StateFileFuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// All targets, and their seeds as files for a fuzzer to start from.
public final class FuzzTargets {
    static final List<FuzzTarget> ALL =
            List.of(
                    new HandshakeFuzz(),
                    new FramesFuzz(),
                    new PrivvalMessagesFuzz(),
                    new StateFileFuzz(),
                    new KeyFilesFuzz(),
                    new LockedKeysFuzz(),
                    new ConfigurationsFuzz(),
                    new AuditFuzz(),
                    new ForeignStatesFuzz(),
                    new TransactionsFuzz(),
                    new SchemasFuzz(),
                    new DescriptorsFuzz());

    private FuzzTargets() {}

    /// Writes the seeds of every target to a folder of its class's name below the one given, and
    /// prints the class names, one a line.
    public static void main(String[] args) throws IOException {
        for (FuzzTarget target : ALL) {
            String name = target.getClass().getName();
            Path folder = Files.createDirectories(Path.of(args[0], name));
            int number = 0;
            for (byte[] seed : target.seeds()) {
                Files.write(folder.resolve("seed-" + number++), seed);
            }
            System.out.println(name);
        }
    }
}
