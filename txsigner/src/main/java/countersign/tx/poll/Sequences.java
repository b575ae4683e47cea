package countersign.tx.poll;

import countersign.tx.journal.JournalException;
import countersign.tx.journal.SequenceStore;
import countersign.tx.rpc.AccountAnswer;
import countersign.tx.rpc.ChainStatus;
import countersign.tx.rpc.RpcException;

import java.util.OptionalLong;

/// Which sequence the next transaction has. It is always the one that the chain's state asks for,
/// never a later one: a transaction that is ahead of the chain would stay valid until somebody
/// sends what is missing before it.
final class Sequences {
    /// How many blocks a sequence file that is ahead of the chain is waited for: what another
    /// program has handed in is not in the chain's state yet.
    static final long FILE_AHEAD_BLOCKS = 5;

    private final TxSettings settings;
    private final TxPorts ports;
    private final TxEvents events;
    private OptionalLong aheadSince = OptionalLong.empty();

    Sequences(TxSettings settings, TxPorts ports, TxEvents events) {
        this.settings = settings;
        this.ports = ports;
        this.events = events;
    }

    /// Number and sequence, with nothing of ours on its way.
    AccountAnswer.Known next(ChainStatus status)
            throws RpcException, JournalException, NotReadyException {
        return switch (ports.chain().account(settings.address())) {
            case AccountAnswer.Unknown _ ->
                    throw new NotReadyException(
                            "chain " + settings.chain() + " has no account " + settings.address(),
                            "an account begins with the first coins that are sent to it; check the"
                                    + " address too");
            case AccountAnswer.Known known -> checked(known, status);
        };
    }

    /// What is on its way is the next one's predecessor.
    void signed(long sequence) throws JournalException {
        if (ports.sequenceFile().isPresent()) {
            ports.sequenceFile().get().write(sequence + 1);
        }
    }

    /// What was on its way did not take its sequence.
    void unused(long sequence) throws JournalException {
        if (ports.sequenceFile().isPresent()) {
            ports.sequenceFile().get().write(sequence);
        }
    }

    private AccountAnswer.Known checked(AccountAnswer.Known known, ChainStatus status)
            throws JournalException, NotReadyException {
        if (settings.accountNumber().isPresent()
                && !settings.accountNumber().get().equals(known.number())) {
            throw new NotReadyException(
                    "account "
                            + settings.address()
                            + " has number "
                            + known.number()
                            + " on chain "
                            + settings.chain()
                            + ", and not "
                            + settings.accountNumber().get(),
                    "correct `account_number`, or leave it out");
        }
        long floor = ports.journal().floor();
        if (known.sequence() < floor) {
            throw new NotReadyException(
                    "the node says that the account's sequence is "
                            + known.sequence()
                            + ", and the chain had "
                            + floor
                            + " already",
                    "the node is behind, or of another chain of the same name: wait, or ask another"
                            + " node");
        }
        if (ports.sequenceFile().isPresent()) {
            compare(ports.sequenceFile().get(), known.sequence(), status.height());
        }
        return known;
    }

    private void compare(SequenceStore file, long sequence, long height)
            throws JournalException, NotReadyException {
        OptionalLong said = file.read();
        if (said.isEmpty()) {
            file.write(sequence);
        } else if (said.getAsLong() > sequence && isWaitedFor(height)) {
            throw new NotReadyException(
                    "%s says that the sequence is %d, and the chain says %d"
                            .formatted(file.name(), said.getAsLong(), sequence),
                    "another program's transactions may be on their way: after "
                            + FILE_AHEAD_BLOCKS
                            + " blocks the chain is believed");
        } else if (said.getAsLong() != sequence) {
            file.write(sequence);
            events.emit(
                    new TxEvent.SequenceCorrected(
                            settings.chain(), file.name(), said.getAsLong(), sequence));
        }
        aheadSince = OptionalLong.empty();
    }

    private boolean isWaitedFor(long height) {
        if (aheadSince.isEmpty()) {
            aheadSince = OptionalLong.of(height);
        }
        return height < aheadSince.getAsLong() + FILE_AHEAD_BLOCKS;
    }
}
