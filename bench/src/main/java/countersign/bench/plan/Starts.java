package countersign.bench.plan;

import countersign.bench.BenchException;
import countersign.bench.peer.Adapter;
import countersign.bench.report.Start;
import countersign.harness.node.Sources;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// How long each signer takes from its start to its first signature, in turns.
public record Starts(Place place, int times, Sources sources, Consumer<String> out) {
    /// Every adapter is started as often; one that fails is told to `out` and left out.
    public List<Start> measure(Collection<Adapter> adapters) throws BenchException {
        Map<Adapter, List<Double>> millis = new LinkedHashMap<>();
        adapters.forEach(adapter -> millis.put(adapter, new ArrayList<>()));
        for (int time = 0; time < times; time++) {
            for (Adapter adapter : adapters) {
                String home = adapter.name() + "-start-" + time;
                try (Stand stand = Stand.open(adapter, place.resolve(home), 1, sources)) {
                    millis.getOrDefault(adapter, new ArrayList<>())
                            .add(stand.firstSignature().toNanos() / 1e6);
                } catch (BenchException e) {
                    out.accept("LEFT OUT " + adapter.name() + ": " + e.what());
                }
            }
        }
        return millis.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> new Start(entry.getKey().name(), List.copyOf(entry.getValue())))
                .toList();
    }
}
