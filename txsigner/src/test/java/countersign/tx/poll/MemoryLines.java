package countersign.tx.poll;

import countersign.tx.journal.LineStore;

import java.util.ArrayList;
import java.util.List;

/// Lines that outlive the process; it may die just before one is durable, or just after.
final class MemoryLines implements LineStore {
    private final List<String> lines = new ArrayList<>();
    private final World world;
    // Confirms lines that are not durable: a saboteur.
    boolean forgetful;

    MemoryLines(World world) {
        this.world = world;
    }

    boolean holds(String text) {
        return lines.stream().anyMatch(line -> line.contains(text));
    }

    /// What is on the disk after the process has died.
    void die() {
        if (forgetful && lines.size() > 1) {
            lines.removeLast();
        }
    }

    @Override
    public String name() {
        return "journal";
    }

    @Override
    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public long bytes() {
        return lines.stream().mapToLong(String::length).sum() + lines.size();
    }

    @Override
    public void append(String line) {
        world.mayCrash();
        lines.add(line);
        world.mayCrash();
    }

    @Override
    public void replace(List<String> fresh) {
        world.mayCrash();
        lines.clear();
        lines.addAll(fresh);
        world.mayCrash();
    }

    @Override
    public void close() {}
}
