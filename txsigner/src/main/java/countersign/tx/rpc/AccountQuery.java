package countersign.tx.rpc;

import countersign.bytes.Bytes;
import countersign.json.JsonDocument;
import countersign.json.JsonException;
import countersign.json.JsonValue;
import countersign.json.JsonWriter;
import countersign.proto.MalformedException;
import countersign.proto.ProtoReader;
import countersign.proto.ProtoWriter;
import countersign.tx.AccountNumber;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// What applications are asked of an account, and what they answer: amino JSON before SDK 0.40,
/// protobuf since.
final class AccountQuery {
    private static final long OLD_UNKNOWN_ADDRESS = 9;
    private static final long NOT_FOUND = 22;
    private static final long UNKNOWN_PATH = 6;

    private static final String ACCOUNT_TYPE = "/cosmos.auth.v1beta1.BaseAccount";

    /// An answer that is neither an account nor the lack of one.
    static final class UselessException extends Exception {
        private static final long serialVersionUID = 1L;

        UselessException(String what) {
            super(what);
        }
    }

    sealed interface Reply {
        record Answered(AccountAnswer answer) implements Reply {}

        /// The application knows the other path.
        record NoSuchPath() implements Reply {}
    }

    private AccountQuery() {}

    static Bytes oldRequest(String address) {
        String json = new JsonWriter().text("Address", address).done();
        return Bytes.of(json.getBytes(StandardCharsets.UTF_8));
    }

    static Bytes request(String address) {
        return new ProtoWriter().string(1, address).encoded();
    }

    static Reply reply(long code, Bytes value, boolean old) throws UselessException {
        if (code == UNKNOWN_PATH) {
            return new Reply.NoSuchPath();
        }
        if (code == (old ? OLD_UNKNOWN_ADDRESS : NOT_FOUND)) {
            return new Reply.Answered(new AccountAnswer.Unknown());
        }
        if (code != 0) {
            throw new UselessException("code " + code);
        }
        return new Reply.Answered(old ? oldAccount(value) : account(value));
    }

    /// `{"type": …, "value": {…, "account_number": "1", "sequence": "4"}}`. Accounts that vest have
    /// theirs in a `BaseAccount` further within.
    private static AccountAnswer oldAccount(Bytes value) throws UselessException {
        try {
            Optional<JsonValue> json = Optional.of(JsonDocument.parse(value.toArray()));
            while (json.orElse(null) instanceof JsonValue.Members(var _, var members)) {
                Optional<AccountNumber> number =
                        Optional.ofNullable(members.get("account_number"))
                                .flatMap(Numbers::written)
                                .flatMap(AccountNumber::parse);
                OptionalLong sequence = Numbers.whole(Optional.ofNullable(members.get("sequence")));
                if (number.isPresent() && sequence.isPresent()) {
                    return known(number.get(), sequence.getAsLong());
                }
                json =
                        Stream.of("value", "BaseVestingAccount", "BaseAccount")
                                .filter(members::containsKey)
                                .map(members::get)
                                .findFirst();
            }
        } catch (JsonException e) {
            throw new UselessException(e.what());
        }
        throw new UselessException("there is no account in it");
    }

    /// `QueryAccountResponse { Any account = 1 }`, of a `BaseAccount { 3: number, 4: sequence }`.
    private static AccountAnswer account(Bytes value) throws UselessException {
        try {
            ProtoReader response = ProtoReader.of(value);
            while (response.next()) {
                if (response.field() == 1) {
                    return known(baseAccount(response.message()));
                }
                response.skip();
            }
        } catch (MalformedException e) {
            throw new UselessException(String.valueOf(e.getMessage()));
        }
        throw new UselessException("there is no account in it");
    }

    private static Bytes baseAccount(ProtoReader any) throws MalformedException, UselessException {
        String type = "";
        Bytes value = Bytes.EMPTY;
        while (any.next()) {
            switch (any.field()) {
                case 1 -> type = new String(any.bytes().toArray(), StandardCharsets.UTF_8);
                case 2 -> value = any.bytes();
                default -> any.skip();
            }
        }
        if (!type.equals(ACCOUNT_TYPE)) {
            throw new UselessException("this kind of account is not served: " + type);
        }
        return value;
    }

    private static AccountAnswer known(Bytes baseAccount)
            throws MalformedException, UselessException {
        ProtoReader account = ProtoReader.of(baseAccount);
        AccountNumber number = new AccountNumber(0);
        long sequence = 0;
        while (account.next()) {
            switch (account.field()) {
                case 3 -> number = new AccountNumber(account.int64());
                case 4 -> sequence = account.int64();
                default -> account.skip();
            }
        }
        return known(number, sequence);
    }

    private static AccountAnswer known(AccountNumber number, long sequence)
            throws UselessException {
        if (sequence < 0 || sequence > AccountAnswer.SEQUENCE_MAX) {
            throw new UselessException(
                    "no account has the sequence " + Long.toUnsignedString(sequence));
        }
        return new AccountAnswer.Known(number, sequence);
    }
}
