package countersign.tx.rpc;

/// What an application says of a transaction.
///
/// @param code 0 where all went well
/// @param codespace whose code it is; empty on old chains
/// @param data in base64
/// @param events a list, as JSON
public record TxResult(
        long code, String codespace, String data, Message message, Gas gas, String events) {
    /// A success of which nothing else is known.
    public static final TxResult NOTHING =
            new TxResult(0, "", "", new Message("", ""), new Gas(0, 0), "[]");

    private static final String OURS = "countersign";
    private static final long OLD_UNAUTHORIZED = 4;
    private static final long WRONG_SEQUENCE = 32;

    /// What it says to people.
    public record Message(String log, String info) {}

    /// Units of work.
    public record Gas(long wanted, long used) {}

    /// A result of which no more is known, or that no application has given.
    public static TxResult ofOurs(long code, String log) {
        return new TxResult(
                code, code == 0 ? "" : OURS, "", new Message(log, ""), new Gas(0, 0), "[]");
    }

    public boolean isGood() {
        return code == 0;
    }

    /// Whether the sequence may be what is wrong. Chains before SDK 0.40 give code 4 for it, as
    /// they do for a wrong account number, chain id and signature.
    public boolean mayBeSequence() {
        boolean sdk = codespace.isEmpty() || codespace.equals("sdk");
        return sdk && (code == WRONG_SEQUENCE || code == OLD_UNAUTHORIZED);
    }

    public String log() {
        return message.log();
    }
}
