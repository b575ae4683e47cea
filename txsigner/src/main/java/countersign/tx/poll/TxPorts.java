package countersign.tx.poll;

import countersign.tx.journal.Journal;
import countersign.tx.journal.SequenceStore;
import countersign.tx.once.AccountSigner;
import countersign.tx.rpc.Chain;
import countersign.tx.service.Service;

import java.util.Optional;

/// What a transaction signer works with. Nobody else may use the key, the journal or the sequence
/// file while it runs; whoever opened them closes them afterwards.
///
/// @param key of an account, never of a validator
/// @param sequenceFile where other programs find the sequence, and what this one waits for a while
///   before it believes a chain that says less
public record TxPorts(
        Chain chain,
        Service service,
        AccountSigner key,
        Journal journal,
        Optional<SequenceStore> sequenceFile) {}
