package countersign.provider.fortanix;

/// How a key of the service is named.
public sealed interface KeyReference {
    /// By its UUID, which never changes.
    record Id(String uuid) implements KeyReference {
        @Override
        public String toString() {
            return uuid;
        }
    }

    /// By its name, which somebody may give to another key.
    record Name(String name) implements KeyReference {
        @Override
        public String toString() {
            return '"' + name + '"';
        }
    }
}
