package countersign.simulation.saboteur;

import java.util.List;

/// One thing broken on purpose. `breaks` says what, in a few words.
public record Saboteur(String name, String breaks, List<Edit> edits) {
    @Override
    public String toString() {
        return name;
    }
}
