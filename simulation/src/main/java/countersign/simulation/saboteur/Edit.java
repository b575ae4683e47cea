package countersign.simulation.saboteur;

/// One change: `text` stands exactly once in `file`, which is named from the root of the tree.
public record Edit(String file, String text, String replacement) {}
