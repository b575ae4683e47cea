package countersign.guard;

import countersign.bytes.Bytes;
import countersign.bytes.Check;
import countersign.consensus.PublicKey;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// Leave to sign exactly these messages with exactly this key, once.
///
/// Only the [Guard] can make one, and it does so only when the mark that forbids every conflict is
/// durable. A class and not a record: a record's constructor is public.
public final class Permit {
    private final PublicKey key;
    private final List<Bytes> messages;
    private final AtomicBoolean used = new AtomicBoolean();

    Permit(PublicKey key, List<Bytes> messages) {
        Check.that(!messages.isEmpty(), "a permit is for at least one message");
        this.key = key;
        this.messages = List.copyOf(messages);
    }

    /// The key that may sign.
    public PublicKey key() {
        return key;
    }

    /// Takes the messages, in the order in which their signatures are wanted. A second call is a
    /// bug: a permit is not kept.
    public List<Bytes> use() {
        Check.that(used.compareAndSet(false, true), "a permit is used once");
        return messages;
    }
}
