package countersign.tx.service;

import countersign.bytes.Bytes;
import countersign.tx.http.BoundedHttp;
import countersign.tx.http.ExchangeException;
import countersign.tx.rpc.ChainStatus;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import javax.net.ssl.SSLContext;

/// A service behind an address. Each question has a connection of its own, as tmkms' had: one that
/// was kept may be closed by the other side just when it is used again.
public final class HttpService implements Service {
    /// tmkms waits for ever. Services that work for longer than this are too late for their block.
    public static final Duration ANSWER_MAX = Duration.ofSeconds(30);

    static final int ANSWER_BYTES_MAX = 1024 * 1024;

    private final ServiceSettings settings;
    private final Duration answerMax;
    private final SSLContext tls;

    public HttpService(ServiceSettings settings, SSLContext tls) {
        this(settings, ANSWER_MAX, tls);
    }

    HttpService(ServiceSettings settings, Duration answerMax, SSLContext tls) {
        this.settings = settings;
        this.answerMax = answerMax;
        this.tls = tls;
    }

    @Override
    public ServiceAnswer ask(ChainStatus status, Optional<LastTx> last) throws ServiceException {
        BoundedHttp.Answer answer = exchange(status, last);
        if (!answer.isGood()) {
            throw new ServiceException(
                    BoundedHttp.shown(settings.uri())
                            + " answered with HTTP status "
                            + answer.status(),
                    "nothing of such an answer is signed; look at the service's log");
        }
        return new AnswerReader(settings).read(answer.body());
    }

    private BoundedHttp.Answer exchange(ChainStatus status, Optional<LastTx> last)
            throws ServiceException {
        Bytes question =
                switch (settings.dialect()) {
                    case LIST -> Bytes.EMPTY;
                    case ONE, EITHER -> Question.of(settings, status, last);
                };
        Map<String, String> headers =
                Map.of(
                        "content-type",
                        "application/json",
                        "user-agent",
                        settings.dialect().userAgent());
        BoundedHttp.Limits limits = new BoundedHttp.Limits(answerMax, ANSWER_BYTES_MAX);
        try (BoundedHttp http = new BoundedHttp(settings.uri(), headers, tls)) {
            return http.post(question, limits);
        } catch (ExchangeException e) {
            throw new ServiceException(e.what(), e.next(), e);
        }
    }
}
