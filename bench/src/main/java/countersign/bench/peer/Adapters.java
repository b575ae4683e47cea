package countersign.bench.peer;

import countersign.bench.BenchException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The adapters of this project and those of whoever runs it.
public record Adapters(Path folder, Map<String, String> environment) {
    /// What is compared where nobody chooses. The null signer is the floor of all others.
    public static final List<String> USUAL =
            List.of("null", "countersign", "tmkms", "filepv", "horcrux", "cosmos-kms");

    /// Those of `wanted` that can be run, each with what its check says. A name stands for a script
    /// of this project, `NAME=PATH` for one of somebody's own. Which signer is left out, and why,
    /// is told to `out`.
    public Map<Adapter, String> present(List<String> wanted, Path scratch, Consumer<String> out)
            throws BenchException {
        Map<Adapter, String> present = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        for (String one : wanted) {
            Adapter adapter = adapter(one);
            Adapter.Presence presence = adapter.check(scratch);
            if (presence.there()) {
                present.put(adapter, presence.says());
            } else {
                missing.add("SKIPPED " + adapter.name() + ": " + presence.says());
            }
        }
        missing.forEach(out);
        if (present.isEmpty()) {
            throw new BenchException("no signer is there", "`./run peers bench` builds some");
        }
        return present;
    }

    private Adapter adapter(String wanted) {
        int equals = wanted.indexOf('=');
        return equals < 0
                ? new Adapter(wanted, folder.resolve(wanted), environment)
                : new Adapter(
                        wanted.substring(0, equals),
                        Path.of(wanted.substring(equals + 1)),
                        environment);
    }
}
