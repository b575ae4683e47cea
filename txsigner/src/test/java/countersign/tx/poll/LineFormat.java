package countersign.tx.poll;

import countersign.bytes.Bytes;
import countersign.tx.Account;
import countersign.tx.Transaction;
import countersign.tx.TxFormat;
import countersign.tx.TxRequest;
import countersign.tx.Value;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Transactions as [World] reads them.
record LineFormat(boolean hasTimeoutHeight) implements TxFormat {
    @Override
    public Transaction decode(TxRequest request, long timeoutHeight) {
        return new Transaction(
                request.chain(),
                request.fee(),
                request.memo(),
                List.of(new Transaction.Message("sim/Msg", new Value.Struct(Map.of()))),
                timeoutHeight);
    }

    @Override
    public Bytes signBytes(Transaction transaction, Account account) {
        String text =
                transaction.memo()
                        + "|"
                        + account.sequence()
                        + "|"
                        + transaction.timeoutHeight()
                        + "|";
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Bytes encode(Transaction transaction, Account account, Bytes signature) {
        return signBytes(transaction, account).concat(signature);
    }
}
