package countersign.app.migrate;

import countersign.app.file.FolderEntries;
import countersign.app.file.NewFile;
import countersign.app.key.KeyFiles;
import countersign.app.key.SecretFile;
import countersign.app.shell.Failure;
import countersign.app.shell.Shell;
import countersign.app.state.ServedNote;
import countersign.consensus.KeyType;
import countersign.guard.StateFile;
import countersign.guard.StoreException;
import countersign.provider.softsign.SoftKey;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/// Makes the home of a plan: under another name beside it, where it is checked, and then all at
/// once by a rename. Whatever stops it on the way leaves no home behind.
public final class NewHome {
    private static final String CONFIGURATION = "tmkms.toml";
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Plan plan;
    private final KeyFiles keys;
    private final Path home;

    public NewHome(Plan plan, Shell shell) {
        this.plan = plan;
        this.keys = new KeyFiles(shell);
        this.home = plan.wanted().home();
    }

    /// Finds out whether a home may be made there: nothing is, or an empty folder.
    public void requireRoom() throws Failure {
        Path above = home.getParent();
        if (above == null || !Files.isDirectory(above)) {
            throw Failure.operation(
                    "cannot make " + home + ": the folder above it does not exist",
                    "make that folder first");
        }
        if (!Files.exists(home, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> inside = Files.list(home)) {
            if (!Files.isSymbolicLink(home) && inside.findAny().isEmpty()) {
                return;
            }
        } catch (IOException e) {
            // Said below: a file, or a folder that cannot be looked into.
        }
        throw Failure.operation(
                home + " exists already and is not empty", "choose another name with --home");
    }

    /// What looks at a home before it gets its name, by its configuration.
    public interface Check {
        void of(Path configuration) throws Failure;
    }

    /// Writes the home.
    public void make(Check check) throws Failure {
        requireRoom();
        Path above = Objects.requireNonNull(home.getParent());
        Path draft = null;
        try {
            draft = Files.createTempDirectory(above, "." + home.getFileName() + ".migrating-");
            fill(draft, check);
            Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw Failure.operation(
                    "cannot make " + home + ": " + e.getMessage(),
                    "nothing was left behind; check the owner, the mode and the free space");
        } finally {
            // Whatever ended it: where all went well there is none any more.
            remove(draft);
        }
        try {
            FolderEntries.sync(above);
        } catch (IOException e) {
            throw Failure.operation(
                    home + " is complete, but may be gone after a power cut: " + e.getMessage(),
                    "check the disk");
        }
    }

    private void fill(Path draft, Check check) throws IOException, Failure {
        Files.createDirectory(draft.resolve("state"), OWNER_ONLY);
        Files.createDirectory(draft.resolve("secrets"), OWNER_ONLY);
        for (KeyMove key : plan.keys()) {
            write(key, draft.resolve(key.to()));
        }
        Path configuration = draft.resolve(CONFIGURATION);
        for (StateMove state : plan.states()) {
            create(state, draft);
            new ServedNote(configuration).add(state.chain(), state.key());
        }
        // As it would be if the draft were the home; then as it is to be.
        write(configuration, draft);
        check.of(configuration);
        Files.delete(configuration);
        write(configuration, home);
        for (Path folder : List.of(draft.resolve("state"), draft.resolve("secrets"), draft)) {
            FolderEntries.sync(folder);
        }
    }

    private void write(Path configuration, Path as) throws Failure {
        NewFile.create(configuration, plan.text().apply(as).getBytes(StandardCharsets.UTF_8));
    }

    private void write(KeyMove key, Path to) throws Failure {
        switch (key) {
            case KeyMove.Copied(Path from, String _, String _) -> {
                byte[] contents = SecretFile.read(from, "");
                try {
                    NewFile.create(to, contents);
                } finally {
                    Arrays.fill(contents, (byte) 0);
                }
            }
            case KeyMove.Imported(Path from, String _, String _) -> {
                try (SoftKey soft = keys.read(from, KeyType.ED25519)) {
                    keys.write(to, soft);
                }
            }
            case KeyMove.Fresh _ -> keys.generate(to, KeyType.ED25519);
        }
    }

    private static void create(StateMove state, Path draft) throws Failure {
        try {
            StateFile.create(draft.resolve(state.to()), state.chain(), state.key(), state.mark());
        } catch (StoreException e) {
            throw Failure.operation(e.what(), e.next());
        }
    }

    /// Only ever what was made here a moment ago.
    private static void remove(@Nullable Path draft) {
        if (draft == null || !Files.exists(draft, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> all = Files.walk(draft)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            // It has a name that says what it is, and nothing reads it.
        }
    }
}
