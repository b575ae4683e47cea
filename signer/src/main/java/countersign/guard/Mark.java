package countersign.guard;

import countersign.consensus.ConsensusMessage;
import countersign.consensus.Hrs;

import java.util.Optional;

/// The highest thing that one key may have signed on one chain. Marks only move up, but for what
/// [Lowering] does on an operator's word.
public sealed interface Mark {

    /// Height, round and step, or nothing where nothing was signed yet.
    Optional<Hrs> place();

    /// Whether this mark forbids all that `other` forbids, and more.
    default boolean isAbove(Mark other) {
        return place().isPresent()
                && (other.place().isEmpty() || place().get().compareTo(other.place().get()) > 0);
    }

    /// Nothing was ever signed: everything is allowed.
    record Unsigned() implements Mark {
        @Override
        public Optional<Hrs> place() {
            return Optional.empty();
        }
    }

    /// Something was signed here, but it is not known what: this place itself is taken. Comes from
    /// a floor that an operator set or another signer left behind.
    record Burnt(Hrs hrs) implements Mark {
        @Override
        public Optional<Hrs> place() {
            return Optional.of(hrs);
        }
    }

    /// This message was signed, or was about to be when the process died.
    record Held(ConsensusMessage message) implements Mark {
        @Override
        public Optional<Hrs> place() {
            return Optional.of(message.hrs());
        }
    }
}
