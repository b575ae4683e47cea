package countersign.tx.service;

import countersign.bytes.Bytes;
import countersign.json.Fields;
import countersign.json.JsonDocument;
import countersign.json.JsonException;
import countersign.json.JsonValue;
import countersign.json.OneLine;
import countersign.json.Problems;
import countersign.tx.RefusedRequestException;
import countersign.tx.TxRequest;
import countersign.tx.http.BoundedHttp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the answer of a service: its frame here, each transaction by itself, so that one that is
/// wrong costs no other.
final class AnswerReader {
    /// Transactions in one list.
    static final int REQUESTS_MAX = 64;

    /// What is asked for at once has some thousands at most.
    static final int VALUES_MAX = 32_000;

    private static final int WORDS_CHARS_MAX = 300;

    private final ServiceSettings settings;
    private final RequestReader requests;

    AnswerReader(ServiceSettings settings) {
        this.settings = settings;
        this.requests = new RequestReader(settings.chain());
    }

    ServiceAnswer read(Bytes body) throws ServiceException {
        try {
            JsonValue whole = JsonDocument.parse(body.toArray(), VALUES_MAX);
            if (whole instanceof JsonValue.Members members) {
                return read(members);
            }
            throw useless(whole.at() + ": this is " + whole.kind() + " instead of an object");
        } catch (JsonException e) {
            throw useless(e.what());
        }
    }

    private ServiceAnswer read(JsonValue.Members members) throws ServiceException {
        Problems problems = new Problems();
        Fields fields = new Fields(members, problems);
        String status = fields.text("status").map(JsonValue.Text::value).orElse("");
        Optional<JsonValue.Text> words = fields.optionalText("msg");
        if (!problems.isEmpty()) {
            throw useless(problems.toString());
        }
        return switch (status) {
            case "ok" -> transactions(fields.optional("tx"));
            case "error" ->
                    throw new ServiceException(
                            service()
                                    + " has nothing to be signed and says why: "
                                    + words.map(AnswerReader::line).orElse("no reason given"),
                            "look at the service's log");
            default ->
                    throw useless(
                            members.at().member("status")
                                    + ": "
                                    + Fields.shown(status)
                                    + " is neither `ok` nor `error`");
        };
    }

    private ServiceAnswer transactions(Optional<JsonValue> tx) throws ServiceException {
        return switch (tx.orElse(null)) {
            case null -> ServiceAnswer.NOTHING;
            case JsonValue.Word(var _, String word) when word.equals("null") ->
                    ServiceAnswer.NOTHING;
            case JsonValue.Items list when settings.dialect() != Dialect.ONE -> each(list);
            case JsonValue.Members one when settings.dialect() != Dialect.LIST -> all(List.of(one));
            case JsonValue.Items list ->
                    throw new ServiceException(
                            service()
                                    + " answered as services of tmkms 0.8 do: "
                                    + list.at()
                                    + " is a list of transactions",
                            "if that is how it speaks, configure `dialect = \"list\"`");
            case JsonValue.Members one ->
                    throw new ServiceException(
                            service()
                                    + " answered as services of tmkms 0.9 to 0.12 do: "
                                    + one.at()
                                    + " is one transaction and not a list",
                            "if that is how it speaks, configure `dialect = \"one\"`");
            case JsonValue other ->
                    throw useless(other.at() + ": this is " + other.kind() + ", no transaction");
        };
    }

    private ServiceAnswer each(JsonValue.Items list) throws ServiceException {
        if (list.values().size() > REQUESTS_MAX) {
            throw useless(list.at() + ": more than " + REQUESTS_MAX + " transactions at once");
        }
        return all(list.values());
    }

    private ServiceAnswer all(List<? extends JsonValue> items) {
        List<TxRequest> good = new ArrayList<>();
        List<RefusedRequestException> refused = new ArrayList<>();
        for (JsonValue item : items) {
            try {
                good.add(requests.read(item));
            } catch (RefusedRequestException e) {
                refused.add(e);
            }
        }
        return new ServiceAnswer(good, refused);
    }

    private String service() {
        return BoundedHttp.shown(settings.uri());
    }

    private ServiceException useless(String why) {
        return new ServiceException(
                service() + " gave no usable answer: " + why,
                "nothing of such an answer is signed; look at what the service sends");
    }

    private static String line(JsonValue.Text words) {
        return OneLine.of(words.value(), WORDS_CHARS_MAX);
    }
}
