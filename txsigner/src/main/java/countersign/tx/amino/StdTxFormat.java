package countersign.tx.amino;

import countersign.bytes.Bytes;
import countersign.bytes.Check;
import countersign.json.Problems;
import countersign.proto.ProtoWriter;
import countersign.tx.Account;
import countersign.tx.Fee;
import countersign.tx.RefusedRequestException;
import countersign.tx.Transaction;
import countersign.tx.TxFormat;
import countersign.tx.TxRequest;
import countersign.tx.schema.Schema;
import countersign.tx.text.CoinText;
import countersign.tx.text.SignDocument;
import countersign.tx.text.Varint;

import java.util.ArrayList;
import java.util.List;

/// `StdTx`: sorted JSON is signed, amino is broadcast.
///
///     varint length ‖ prefix of the namespace ‖
///       1: message, each  prefix of its type ‖ its fields
///       2: fee            1: coin (1: denom, 2: amount as text), 2: gas
///       3: signature      1: eb5ae987 21 ‖ public key, 2: 64 bytes
///       4: memo
public final class StdTxFormat implements TxFormat {
    // The prefix of tendermint/PubKeySecp256k1 and the key's length.
    private static final Bytes PUBLIC_KEY_START = Bytes.ofHex("EB5AE98721");

    private final Schema schema;
    private final AminoJson json;
    private final AminoBinary binary;

    public StdTxFormat(Schema schema) {
        this.schema = schema;
        this.json = new AminoJson(schema);
        this.binary = new AminoBinary(schema);
    }

    @Override
    public Transaction decode(TxRequest request, long timeoutHeight)
            throws RefusedRequestException {
        Check.that(timeoutHeight == 0, "a StdTx has no timeout height");
        Problems problems = new Problems();
        new CoinText(problems).check(request.fee(), request.memo());
        AminoRequest decoder = new AminoRequest(schema, problems);
        List<Transaction.Message> messages = new ArrayList<>();
        for (TxRequest.Asked asked : request.messages()) {
            decoder.message(asked.at(), asked.type(), asked.value()).ifPresent(messages::add);
        }
        if (!problems.isEmpty()) {
            throw new RefusedRequestException(problems.all());
        }
        return new Transaction(request.chain(), request.fee(), request.memo(), messages, 0);
    }

    @Override
    public boolean hasTimeoutHeight() {
        return false;
    }

    @Override
    public Bytes signBytes(Transaction transaction, Account account) {
        Check.that(transaction.timeoutHeight() == 0, "a StdTx has no timeout height");
        return SignDocument.of(
                transaction, account, transaction.messages().stream().map(json::message));
    }

    @Override
    public Bytes encode(Transaction transaction, Account account, Bytes signature) {
        Bytes signed =
                new ProtoWriter()
                        .message(1, PUBLIC_KEY_START.concat(account.key().value()))
                        .message(2, signature)
                        .encoded();
        ProtoWriter body = new ProtoWriter();
        transaction.messages().forEach(message -> body.message(1, binary.message(message)));
        Bytes fields =
                body.bytes(2, fee(transaction.fee()))
                        .message(3, signed)
                        .string(4, transaction.memo())
                        .encoded();
        Bytes whole = AminoPrefix.of(schema.namespace()).concat(fields);
        return Varint.of(whole.length()).concat(whole);
    }

    private static Bytes fee(Fee fee) {
        ProtoWriter out = new ProtoWriter();
        fee.amount().forEach(coin -> out.message(1, AminoBinary.coin(coin)));
        return out.varint(2, fee.gas()).encoded();
    }
}
