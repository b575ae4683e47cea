package countersign.app.audit.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

final class AuditFolderTest {
    private static final int ROUNDS = 200;
    private static final int MAKERS = 4;

    @TempDir private Path home = Path.of("unset");

    @Test
    void madeByManyAtOnce_isThereForAll() throws Exception {
        CyclicBarrier start = new CyclicBarrier(MAKERS);
        try (ExecutorService makers = Executors.newFixedThreadPool(MAKERS)) {
            for (int round = 0; round < ROUNDS; round++) {
                AuditFolder folder = new AuditFolder(home.resolve("audit" + round));
                List<Future<Void>> all = new ArrayList<>();
                for (int i = 0; i < MAKERS; i++) {
                    all.add(
                            makers.submit(
                                    () -> {
                                        start.await();
                                        folder.make();
                                        return null;
                                    }));
                }
                for (Future<Void> one : all) {
                    one.get();
                }
                assertEquals(
                        PosixFilePermissions.fromString("rwx------"),
                        Files.getPosixFilePermissions(folder.path()));
            }
        }
    }

    @Test
    void fileOfThatName_isNoFolder() throws IOException {
        AuditFolder folder = new AuditFolder(Files.createFile(home.resolve("audit")));

        assertThrows(FileAlreadyExistsException.class, folder::make);
    }
}
