package countersign.tx.poll;

import countersign.bytes.Bytes;
import countersign.json.OneLine;
import countersign.tx.journal.Journal;
import countersign.tx.journal.JournalException;
import countersign.tx.once.OnceRules;
import countersign.tx.once.Pending;
import countersign.tx.once.Step;
import countersign.tx.once.Watch;
import countersign.tx.rpc.AccountAnswer;
import countersign.tx.rpc.BroadcastAnswer;
import countersign.tx.rpc.Chain;
import countersign.tx.rpc.ChainStatus;
import countersign.tx.rpc.Lookup;
import countersign.tx.rpc.RpcException;
import countersign.tx.rpc.TxResult;
import countersign.tx.service.LastTx;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// Looks after what was signed until it is known what became of it.
final class Outcome {
    /// How many blocks are looked through for a proof. What takes longer is given up.
    static final long PROOF_BLOCKS_MAX = 200;

    private static final int WORDS_CHARS_MAX = 300;

    private final TxSettings settings;
    private final Chain chain;
    private final Journal journal;
    private final Signing signing;
    private final TxEvents events;
    private final CountDownLatch stopped;

    private Watch watch = Watch.INHERITED;
    // Nothing where an earlier process knew it.
    private @Nullable Order order;
    private TxResult check = TxResult.NOTHING;
    private boolean announced;
    private Optional<LastTx> last;
    private long looked = -1;

    /// `stopped` ends a look through many blocks, which begins anew at the next start.
    Outcome(
            TxSettings settings,
            TxPorts ports,
            Signing signing,
            TxEvents events,
            CountDownLatch stopped) {
        this.settings = settings;
        this.chain = ports.chain();
        this.journal = ports.journal();
        this.signing = signing;
        this.events = events;
        this.stopped = stopped;
        this.last = journal.last().map(Outcome::told);
    }

    /// What came of the last one, whichever process signed it: a service that asks until it is told
    /// must not ask twice because of a restart.
    Optional<LastTx> last() {
        return last;
    }

    /// Hands in what was just signed.
    void begin(Pending pending, Order signed, ChainStatus status) throws JournalException {
        watch = Watch.FRESH;
        order = signed;
        check = TxResult.NOTHING;
        announced = false;
        looked = status.height();
        broadcast(pending, status.height());
    }

    /// Looks again when there is another block, and more often when only the index is waited for.
    /// Gives back the request where it must be signed anew.
    Optional<Order> look(Pending pending, ChainStatus status)
            throws RpcException, JournalException {
        if (status.height() <= looked && !OnceRules.mayBeIndexedAnyTime(watch, status.height())) {
            return Optional.empty();
        }
        Optional<AccountAnswer.Known> account = Optional.empty();
        @Nullable RpcException silent = null;
        try {
            account = account();
        } catch (RpcException e) {
            silent = e;
        }
        try {
            if (chain.find(pending.hash()) instanceof Lookup.Found found) {
                executed(pending, found);
                return Optional.empty();
            }
        } catch (RpcException e) {
            // An index that is off tells nothing. The proof is read off the blocks anyway.
            if (silent != null) {
                throw silent;
            }
        }
        looked = status.height();
        return follow(
                pending,
                OnceRules.unseen(pending, watch, status.height(), account),
                status.height());
    }

    private Optional<AccountAnswer.Known> account() throws RpcException {
        return switch (chain.account(settings.address())) {
            case AccountAnswer.Known known -> Optional.of(known);
            case AccountAnswer.Unknown _ -> Optional.empty();
        };
    }

    private Optional<Order> follow(Pending pending, Step step, long height)
            throws JournalException {
        return switch (step) {
            case Step.Wait(Watch next) -> {
                watch = next;
                yield Optional.empty();
            }
            case Step.Broadcast(Watch next) -> {
                watch = next;
                broadcast(pending, height);
                yield Optional.empty();
            }
            case Step.Prove proof -> {
                watch = proof.watch();
                yield prove(pending, proof);
            }
            case Step.GiveUp(String why) -> {
                giveUp(pending, why);
                yield Optional.empty();
            }
        };
    }

    private void broadcast(Pending pending, long height) throws JournalException {
        BroadcastAnswer answer;
        try {
            answer = chain.broadcast(pending.transaction());
        } catch (RpcException e) {
            watch = OnceRules.unanswered(watch, height);
            journal.broadcast(pending.hash(), "lost", e.what());
            unclear(pending, e.what());
            return;
        }
        switch (answer) {
            case BroadcastAnswer.Taken(TxResult taken) -> {
                check = taken;
                journal.broadcast(pending.hash(), "taken", "");
                if (!announced) {
                    announced = true;
                    events.emit(
                            new TxEvent.Broadcast(
                                    settings.chain(), pending.sequence(), pending.hash()));
                }
            }
            case BroadcastAnswer.Refused(TxResult refused) -> {
                check = refused;
                String words = words(refused, "CheckTx");
                journal.broadcast(pending.hash(), "refused", words);
                unclear(pending, words);
            }
            case BroadcastAnswer.SeenBefore _ ->
                    journal.broadcast(pending.hash(), "seen before", "");
            case BroadcastAnswer.TurnedAway(String why) -> {
                journal.broadcast(pending.hash(), "turned away", why);
                unclear(pending, why);
            }
        }
        follow(pending, OnceRules.answered(watch, height, answer), height);
    }

    private Optional<Order> prove(Pending pending, Step.Prove proof) throws JournalException {
        long from = proof.from();
        long to = proof.to();
        if (to - from >= PROOF_BLOCKS_MAX) {
            giveUp(pending, "its time is over, and the node's index does not have it");
            return Optional.empty();
        }
        try {
            for (long height = from; height <= to; height++) {
                if (stopped.getCount() == 0) {
                    return Optional.empty();
                }
                int place = chain.blockTransactions(height).indexOf(pending.hash());
                if (place >= 0) {
                    included(pending, height, place);
                    return Optional.empty();
                }
            }
        } catch (RpcException e) {
            unproven(e);
            return Optional.empty();
        }
        if (!proof.enough()) {
            giveUp(pending, "its time is over, and the node does not say as of which block");
            return Optional.empty();
        }
        // A request that an earlier process knew is not signed anew.
        Order known = order;
        boolean again = known != null && known.maySignAgain();
        journal.gone(pending.hash(), "in no block from " + from + " to " + to);
        signing.unused(pending.sequence());
        events.emit(new TxEvent.Gone(settings.chain(), pending.sequence(), pending.hash(), again));
        last = Optional.of(told(pending.hash(), "it was not executed in time"));
        order = null;
        return known != null && again ? Optional.of(known.signedAgain()) : Optional.empty();
    }

    /// The node's index is off, or behind: the block's own results say what came of it.
    private void included(Pending pending, long height, int place) throws JournalException {
        TxResult result;
        try {
            result = chain.blockResult(height, place);
        } catch (RpcException e) {
            unproven(e);
            if (watch.unprovenBlocks() >= OnceRules.PROOFS_MAX) {
                includedUnknown(pending, height);
            }
            return;
        }
        executed(pending, new Lookup.Found(height, result));
    }

    private void unproven(RpcException e) {
        watch = watch.unproven();
        events.emit(new TxEvent.Trouble(settings.chain(), e.what(), e.next()));
    }

    private void executed(Pending pending, Lookup.Found found) throws JournalException {
        TxResult result = found.result();
        journal.executed(pending.hash(), found.height(), result.code(), words(result, "execution"));
        events.emit(
                result.isGood()
                        ? new TxEvent.Committed(
                                settings.chain(),
                                pending.sequence(),
                                pending.hash(),
                                found.height())
                        : new TxEvent.Failed(
                                settings.chain(),
                                pending.sequence(),
                                pending.hash(),
                                result.code(),
                                result.log()));
        last = Optional.of(new LastTx(passed(), result, pending.hash(), found.height()));
        order = null;
    }

    /// What was executed has passed CheckTx, whatever was said when it was handed in once more.
    private TxResult passed() {
        return check.isGood() ? check : TxResult.NOTHING;
    }

    /// It is done, for better or worse. A service that is told so will not ask for it again.
    private void includedUnknown(Pending pending, long height) throws JournalException {
        String why = "it is in block " + height + ", and the node does not say what came of it";
        journal.included(pending.hash(), height, why);
        events.emit(new TxEvent.GivenUp(settings.chain(), pending.sequence(), pending.hash(), why));
        last = Optional.of(new LastTx(passed(), TxResult.ofOurs(0, why), pending.hash(), height));
        order = null;
    }

    private void giveUp(Pending pending, String reason) throws JournalException {
        String why = check.isGood() ? reason : reason + " (" + words(check, "CheckTx") + ")";
        journal.givenUp(pending.hash(), why);
        signing.unused(pending.sequence());
        events.emit(new TxEvent.GivenUp(settings.chain(), pending.sequence(), pending.hash(), why));
        last =
                Optional.of(
                        check.isGood()
                                ? told(pending.hash(), why)
                                : new LastTx(check, TxResult.NOTHING, pending.hash(), 0));
        order = null;
    }

    /// What is in no block is told as tmkms tells it: CheckTx has failed.
    private static LastTx told(Bytes hash, String why) {
        return new LastTx(TxResult.ofOurs(1, why), TxResult.NOTHING, hash, 0);
    }

    private static LastTx told(Journal.Settled settled) {
        return settled.height() == 0
                ? told(settled.hash(), settled.words())
                : new LastTx(
                        TxResult.NOTHING,
                        TxResult.ofOurs(settled.code(), settled.words()),
                        settled.hash(),
                        settled.height());
    }

    private void unclear(Pending pending, String why) {
        events.emit(new TxEvent.Unclear(settings.chain(), pending.sequence(), pending.hash(), why));
    }

    private static String words(TxResult result, String where) {
        String shown = OneLine.of(result.log(), WORDS_CHARS_MAX);
        return result.isGood() ? "" : where + " code " + result.code() + ": " + shown;
    }
}
