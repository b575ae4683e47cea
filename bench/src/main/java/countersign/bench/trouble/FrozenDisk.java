package countersign.bench.trouble;

import countersign.bench.BenchException;
import countersign.harness.node.ListenAddress;
import countersign.harness.node.Sources;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// The neighbour's state lies on a file system of its own, an image mounted through a loop device,
/// that `fsfreeze` stops: every write to it hangs until it is thawed. Needs root and e2fsprogs.
public final class FrozenDisk implements Neighbour {
    private static final Duration COMMAND_MAX = Duration.ofSeconds(60);
    private static final String IMAGE_SIZE = "16M";

    private final Path mount;
    private final Asking asking;
    private final AtomicBoolean mounted = new AtomicBoolean(true);
    private volatile boolean frozen;

    private FrozenDisk(Path mount, Asking asking) {
        this.mount = mount;
        this.asking = asking;
    }

    /// Makes and mounts it in `folder`.
    public static FrozenDisk make(Path folder, Sources sources) throws BenchException {
        Path image = folder.resolve("disk.img");
        Path mount = folder.resolve("disk");
        try {
            Files.createDirectories(mount);
        } catch (IOException e) {
            throw new BenchException("cannot make " + mount, "", e);
        }
        run("truncate", "-s", IMAGE_SIZE, image.toString());
        run("mkfs.ext4", "-q", image.toString());
        run("mount", "-o", "loop", image.toString(), mount.toString());
        FrozenDisk disk = new FrozenDisk(mount, new Asking(sources));
        // A run that is stopped by a signal leaves nothing frozen and nothing mounted.
        Runtime.getRuntime().addShutdownHook(new Thread(disk::unmount));
        return disk;
    }

    @Override
    public String name() {
        return "a disk that hangs";
    }

    @Override
    public ListenAddress.Tcp address() {
        return asking.address();
    }

    @Override
    public Path states(Path home) {
        return mount.resolve("states");
    }

    @Override
    public void begin() {
        asking.begin();
    }

    @Override
    public void trouble(boolean on) throws BenchException {
        if (on != frozen) {
            run("fsfreeze", on ? "-f" : "-u", mount.toString());
            frozen = on;
        }
    }

    @Override
    public void close() {
        asking.close();
        unmount();
    }

    private void unmount() {
        try {
            trouble(false);
            if (mounted.compareAndSet(true, false)) {
                run("umount", "--lazy", mount.toString());
            }
        } catch (BenchException e) {
            System.err.println("left mounted: " + mount + ": " + e.what());
        }
    }

    private static void run(String... command) throws BenchException {
        String words = String.join(" ", command);
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            if (!process.waitFor(COMMAND_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new BenchException(words + " does not end", "");
            }
            if (process.exitValue() != 0) {
                throw new BenchException(words + " failed", "it takes root and e2fsprogs");
            }
        } catch (IOException e) {
            throw new BenchException("cannot run " + List.of(command).getFirst(), "install it", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", "", e);
        }
    }
}
