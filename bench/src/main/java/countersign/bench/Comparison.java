package countersign.bench;

import countersign.bench.peer.Adapter;
import countersign.bench.plan.Arena;
import countersign.bench.plan.Place;
import countersign.bench.plan.Starts;
import countersign.bench.plan.Workload;
import countersign.bench.report.Held;
import countersign.bench.report.JsonFile;
import countersign.bench.report.Machine;
import countersign.bench.report.MarkdownText;
import countersign.bench.report.Report;
import countersign.bench.report.Start;
import countersign.bench.report.SvgPlot;
import countersign.bench.report.Table;
import countersign.harness.node.Sources;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// The whole comparison: every place, number of chains and load in turn, then starts, and the
/// files.
record Comparison(Options options, Sources sources, Consumer<String> out) {
    void run(Map<Adapter, String> signers) throws BenchException {
        List<Table> tables = new ArrayList<>();
        List<Held> held = new ArrayList<>();
        List<Start> starts = new ArrayList<>();
        Map<String, String> places = new LinkedHashMap<>();
        String begun = sources.clock().instant().toString();
        String loadBefore = Machine.load();
        try (Place disk = Place.under("disk", options.folders().disk())) {
            places.put(disk.name(), disk.fileSystem());
            compare(disk, signers, tables, held);
            if (options.amounts().starts() > 0) {
                starts.addAll(
                        new Starts(disk, options.amounts().starts(), sources, out)
                                .measure(signers.keySet()));
            }
        }
        if (options.folders().memory().isPresent()) {
            try (Place memory = Place.under("memory", options.folders().memory().get())) {
                places.put(memory.name(), memory.fileSystem());
                compare(memory, signers, tables, held);
            }
        }
        Map<String, String> versions =
                signers.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        entry -> entry.getKey().name(),
                                        Map.Entry::getValue,
                                        (one, _) -> one,
                                        LinkedHashMap::new));
        String commit = System.getProperty("countersign.commit", "unknown");
        write(
                new Report(
                        Machine.here(places, commit, begun),
                        versions,
                        List.of(loadBefore, Machine.load()),
                        tables,
                        starts,
                        held));
    }

    private void compare(
            Place place, Map<Adapter, String> signers, List<Table> tables, List<Held> held)
            throws BenchException {
        List<Workload> workloads = options.loads().workloads();
        for (int chains : options.loads().chains()) {
            try (Arena arena = Arena.open(place, chains, signers.keySet(), sources, out)) {
                arena.warmUp(workloads, options.timing());
                for (Workload workload : workloads) {
                    Table table = arena.measure(workload, options.timing());
                    out.accept(MarkdownText.of(table));
                    tables.add(table);
                }
                held.addAll(arena.held());
            }
        }
    }

    private void write(Report report) throws BenchException {
        Path folder = options.folders().out();
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("report.md"), MarkdownText.of(report));
            Files.writeString(folder.resolve("report.json"), JsonFile.of(report));
            for (Table table : report.tables()) {
                Files.writeString(folder.resolve(table.fileName() + ".svg"), SvgPlot.of(table));
            }
            out.accept(MarkdownText.facts(report) + MarkdownText.besideTables(report));
            out.accept("report.md, report.json and plots are in " + folder.toAbsolutePath());
        } catch (IOException e) {
            throw new BenchException("cannot write to " + folder, "name another --out", e);
        }
    }
}
