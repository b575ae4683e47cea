package countersign.tx.poll;

import countersign.bytes.Bytes;
import countersign.keyring.spi.ProviderException;
import countersign.tx.Account;
import countersign.tx.RefusedRequestException;
import countersign.tx.Transaction;
import countersign.tx.journal.Journal;
import countersign.tx.journal.JournalException;
import countersign.tx.once.AccountSigner;
import countersign.tx.once.Pending;
import countersign.tx.policy.DailySpending;
import countersign.tx.policy.Verdict;
import countersign.tx.rpc.AccountAnswer;
import countersign.tx.rpc.ChainStatus;
import countersign.tx.rpc.RpcException;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// From a request to bytes that are signed, recorded, and may be handed in.
final class Signing {
    private final TxSettings settings;
    private final Journal journal;
    private final TxEvents events;
    private final InstantSource clock;
    private final AccountSigner signer;
    private final Sequences sequences;
    private final DailySpending spending = new DailySpending();

    Signing(TxSettings settings, TxPorts ports, TxEvents events, InstantSource clock) {
        this.settings = settings;
        this.journal = ports.journal();
        this.events = events;
        this.clock = clock;
        this.signer = ports.key();
        this.sequences = new Sequences(settings, ports, events);
        journal.spent().forEach(spent -> spending.add(spent.at(), spent.expenses()));
    }

    String provider() {
        return signer.provider();
    }

    /// What may be handed in now; nothing where the request is refused. Throws where it may be
    /// tried again: then nothing was signed.
    Optional<Pending> sign(Order order, ChainStatus status)
            throws RpcException, JournalException, NotReadyException, ProviderException {
        Transaction transaction;
        try {
            transaction = settings.format().decode(order.request(), timeoutHeight(status));
        } catch (RefusedRequestException e) {
            refuse(order.number(), "form", String.join("; ", e.problems()));
            return Optional.empty();
        }
        Instant now = clock.instant();
        return switch (settings.judge().judge(transaction, now, spending.at(now))) {
            case Verdict.Denied(String rule, String what) -> {
                refuse(order.number(), rule, what);
                yield Optional.empty();
            }
            case Verdict.Allowed allowed -> Optional.of(sign(order, status, transaction, allowed));
        };
    }

    /// Records that a request is not signed, and says so.
    void refuse(long request, String rule, String what) throws JournalException {
        journal.refused(request, rule, what);
        events.emit(new TxEvent.Refused(settings.chain(), rule, what));
    }

    /// The sequence of what is no longer waited for is free.
    void unused(long sequence) throws JournalException {
        sequences.unused(sequence);
    }

    private Pending sign(
            Order order, ChainStatus status, Transaction transaction, Verdict.Allowed allowed)
            throws RpcException, JournalException, NotReadyException, ProviderException {
        AccountAnswer.Known known = sequences.next(status);
        Account account = new Account(signer.publicKey(), known.number(), known.sequence());
        Bytes signature = signer.sign(settings.format().signBytes(transaction, account));
        Bytes bytes = settings.format().encode(transaction, account, signature);
        Pending pending =
                new Pending(
                        order.number(),
                        known.sequence(),
                        bytes.sha256(),
                        bytes,
                        status.height(),
                        transaction.timeoutHeight());
        // Counted even if the lines below fail: nobody knows then how far they got.
        spending.add(clock.instant(), allowed.expenses());
        sequences.signed(known.sequence());
        journal.signed(pending, allowed.expenses());
        events.emit(
                new TxEvent.Signed(
                        settings.chain(),
                        known.sequence(),
                        settings.address(),
                        transaction.messages().size(),
                        types(transaction)));
        return pending;
    }

    private long timeoutHeight(ChainStatus status) {
        return settings.format().hasTimeoutHeight()
                ? status.height() + settings.timeoutBlocks()
                : 0;
    }

    private static List<String> types(Transaction transaction) {
        return transaction.messages().stream()
                .map(Transaction.Message::type)
                .distinct()
                .sorted()
                .toList();
    }
}
