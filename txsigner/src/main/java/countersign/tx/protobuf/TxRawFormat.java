package countersign.tx.protobuf;

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
import countersign.tx.text.CoinText;
import countersign.tx.text.SignDocument;

import java.util.ArrayList;
import java.util.List;

/// `TxRaw`:
///
///     1: body       1: message, each in an Any, 2: memo, 3: timeout height
///     2: auth info  1: signer (1: key in an Any, 2: (1: (1: sign mode)), 3: sequence),
///                   2: fee (1: coin, 2: gas)
///     3: signature
///
/// What is signed directly is `1: body, 2: auth info, 3: chain id, 4: account number`.
public final class TxRawFormat implements TxFormat {
    private static final String PUBLIC_KEY = "/cosmos.crypto.secp256k1.PubKey";

    private final Descriptors descriptors;
    private final SignMode mode;
    private final String accPrefix;
    private final ProtoBinary binary;
    private final AminoJsonForm aminoJson;

    /// `accPrefix` is what addresses of accounts begin with, as `cosmos`.
    public TxRawFormat(Descriptors descriptors, SignMode mode, String accPrefix) {
        this.descriptors = descriptors;
        this.mode = mode;
        this.accPrefix = accPrefix;
        this.binary = new ProtoBinary(descriptors);
        this.aminoJson = new AminoJsonForm(descriptors);
    }

    @Override
    public Transaction decode(TxRequest request, long timeoutHeight)
            throws RefusedRequestException {
        Problems problems = new Problems();
        new CoinText(problems).check(request.fee(), request.memo());
        ProtoRequest decoder = new ProtoRequest(descriptors, mode, accPrefix, problems);
        List<Transaction.Message> messages = new ArrayList<>();
        for (TxRequest.Asked asked : request.messages()) {
            decoder.message(asked.at(), asked.type(), asked.value()).ifPresent(messages::add);
        }
        if (!problems.isEmpty()) {
            throw new RefusedRequestException(problems.all());
        }
        return new Transaction(
                request.chain(), request.fee(), request.memo(), messages, timeoutHeight);
    }

    @Override
    public boolean hasTimeoutHeight() {
        return true;
    }

    @Override
    public Bytes signBytes(Transaction transaction, Account account) {
        return switch (mode) {
            case DIRECT ->
                    new ProtoWriter()
                            .bytes(1, body(transaction))
                            .bytes(2, authInfo(transaction.fee(), account))
                            .string(3, transaction.chain().value())
                            .varint(4, account.number().bits())
                            .encoded();
            case LEGACY_AMINO_JSON ->
                    SignDocument.of(
                            transaction,
                            account,
                            transaction.messages().stream().map(aminoJson::any));
        };
    }

    @Override
    public Bytes encode(Transaction transaction, Account account, Bytes signature) {
        Check.that(!signature.isEmpty(), "only what is signed is broadcast");
        return new ProtoWriter()
                .bytes(1, body(transaction))
                .bytes(2, authInfo(transaction.fee(), account))
                .bytes(3, signature)
                .encoded();
    }

    private Bytes body(Transaction transaction) {
        ProtoWriter out = new ProtoWriter();
        transaction.messages().forEach(message -> out.message(1, binary.any(message)));
        return out.string(2, transaction.memo()).varint(3, transaction.timeoutHeight()).encoded();
    }

    private Bytes authInfo(Fee fee, Account account) {
        Bytes key = new ProtoWriter().bytes(1, account.key().value()).encoded();
        Bytes single = new ProtoWriter().varint(1, mode.number()).encoded();
        Bytes signer =
                new ProtoWriter()
                        .message(1, ProtoBinary.any(PUBLIC_KEY, key))
                        .message(2, new ProtoWriter().message(1, single).encoded())
                        .varint(3, account.sequence())
                        .encoded();
        ProtoWriter paid = new ProtoWriter();
        fee.amount().forEach(coin -> paid.message(1, ProtoBinary.coin(coin)));
        return new ProtoWriter()
                .message(1, signer)
                .message(2, paid.varint(2, fee.gas()).encoded())
                .encoded();
    }
}
