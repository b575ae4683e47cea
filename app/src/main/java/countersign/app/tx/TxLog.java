package countersign.app.tx;

import countersign.app.log.Level;
import countersign.app.log.LogWriter;
import countersign.bytes.Bytes;
import countersign.consensus.ChainId;
import countersign.json.OneLine;
import countersign.tx.poll.TxEvent;
import countersign.tx.poll.TxEvents;

/// What transaction signers do, as lines. Where tmkms has a line for it the words are its own.
///
/// @param log takes lines without ever waiting
record TxLog(LogWriter log) implements TxEvents {
    private static final String TARGET = "tx_signer";
    private static final int WORDS_CHARS_MAX = 400;

    @Override
    public void emit(TxEvent event) {
        switch (event) {
            case TxEvent.KeyAdded(ChainId _, String provider, String address) ->
                    log.write(
                            Level.INFO,
                            "keyring",
                            "[keyring:" + provider + "] added account ECDSA key: " + address);
            case TxEvent.Waiting(ChainId chain, long height) ->
                    info(chain, "waiting until block height: " + height);
            case TxEvent.Signed signed ->
                    info(
                            signed.chain(),
                            "signed TX %d for %s (%d msgs total; types: %s)"
                                    .formatted(
                                            signed.sequence(),
                                            signed.address(),
                                            signed.messages(),
                                            shown(String.join(", ", signed.types()))));
            case TxEvent.Broadcast(ChainId chain, long sequence, Bytes hash) ->
                    info(chain, "broadcast TX " + sequence + ": " + hash.upperHex());
            case TxEvent.Unclear(ChainId chain, long sequence, Bytes hash, String why) ->
                    warn(chain, tx(sequence, hash) + " may have been taken or not: " + shown(why));
            case TxEvent.Committed(ChainId chain, long sequence, Bytes hash, long height) ->
                    info(
                            chain,
                            "successfully broadcast "
                                    + tx(sequence, hash)
                                    + " at height "
                                    + height);
            case TxEvent.Failed(ChainId chain, long sequence, Bytes hash, long code, String why) ->
                    error(
                            chain,
                            "%s failed: %s (DeliverTx code=%d); it is not tried again"
                                    .formatted(tx(sequence, hash), shown(why), code));
            case TxEvent.GivenUp(ChainId chain, long sequence, Bytes hash, String why) ->
                    warn(
                            chain,
                            tx(sequence, hash) + " is not waited for any longer: " + shown(why));
            case TxEvent.Gone(ChainId chain, long sequence, Bytes hash, boolean again) ->
                    warn(
                            chain,
                            tx(sequence, hash)
                                    + " was not executed and cannot be any more"
                                    + (again ? "; its request is signed anew" : ""));
            case TxEvent.Resumed(ChainId chain, long sequence, Bytes hash) ->
                    info(
                            chain,
                            tx(sequence, hash)
                                    + " was signed before the start: finding out what became of"
                                    + " it");
            case TxEvent.Refused(ChainId chain, String rule, String what) ->
                    error(chain, "access denied: " + shown(rule + ": " + what));
            case TxEvent.SequenceCorrected(ChainId chain, String file, long said, long sequence) ->
                    warn(
                            chain,
                            "%s said sequence %d; the chain says %d and is believed"
                                    .formatted(file, said, sequence));
            case TxEvent.Trouble(ChainId chain, String what, String next) ->
                    error(chain, shown(what) + (next.isEmpty() ? "" : "; hint: " + next));
        }
    }

    void error(ChainId chain, String what) {
        write(Level.ERROR, chain, what);
    }

    private void info(ChainId chain, String what) {
        write(Level.INFO, chain, what);
    }

    private void warn(ChainId chain, String what) {
        write(Level.WARN, chain, what);
    }

    private void write(Level level, ChainId chain, String what) {
        log.write(level, TARGET, "[" + chain + "] " + what);
    }

    private static String tx(long sequence, Bytes hash) {
        return "TX " + sequence + " (hash=" + hash.upperHex() + ")";
    }

    /// Nodes and services choose these words: one line, and not too long.
    private static String shown(String words) {
        return OneLine.of(words, WORDS_CHARS_MAX);
    }
}
