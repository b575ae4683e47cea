package countersign.bench.report;

import countersign.bench.peer.ProcessFacts;

/// What a signer with so many chains held after all loads.
public record Held(String name, String place, int chains, ProcessFacts facts) {}
