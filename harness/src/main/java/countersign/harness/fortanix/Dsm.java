package countersign.harness.fortanix;

import countersign.bytes.Bytes;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The service behind its two endpoints.
public final class Dsm {
    private static final Pattern KID = Pattern.compile("\"kid\":\"([^\"]*)\"");
    private static final Pattern NAME = Pattern.compile("\"name\":\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern HASH = Pattern.compile("\"hash_alg\":\"([^\"]*)\"");
    private static final Pattern DATA = Pattern.compile("\"data\":\"([^\"]*)\"");

    private final String apiKey;
    private final List<DsmKey> keys;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<String> requests = new ArrayList<>();
    private DsmFault fault = DsmFault.NONE;

    public Dsm(String apiKey, List<DsmKey> keys) {
        this.apiKey = apiKey;
        this.keys = List.copyOf(keys);
    }

    /// Every request so far, as `path body`.
    public List<String> requests() {
        lock.lock();
        try {
            return List.copyOf(requests);
        } finally {
            lock.unlock();
        }
    }

    /// From now on requests come to this.
    public void fail(DsmFault how) {
        lock.lock();
        try {
            fault = how;
        } finally {
            lock.unlock();
        }
    }

    /// The fault that the next request meets. What happens once is over with that.
    DsmFault next() {
        lock.lock();
        try {
            DsmFault now = fault;
            if (now == DsmFault.UNAVAILABLE_ONCE || now == DsmFault.HANGS_UP_ONCE) {
                fault = DsmFault.NONE;
            }
            return now;
        } finally {
            lock.unlock();
        }
    }

    DsmAnswer answer(String authorization, String path, String body, DsmFault now) {
        lock.lock();
        try {
            requests.add(path + " " + body);
        } finally {
            lock.unlock();
        }
        if (!authorization.equals("Basic " + apiKey) || now == DsmFault.UNAUTHORIZED) {
            return DsmAnswer.failed(401, "Invalid credentials");
        }
        Optional<DsmKey> key = keys.stream().filter(k -> isNamed(k, body)).findFirst();
        if (key.isEmpty()) {
            return DsmAnswer.failed(404, "Sobject does not exist");
        }
        return switch (path) {
            case "/crypto/v1/keys/info" -> DsmAnswer.json(info(key.get()));
            case "/crypto/v1/sign" -> sign(key.get(), body, now);
            default -> DsmAnswer.failed(404, "no such endpoint");
        };
    }

    private static boolean isNamed(DsmKey key, String body) {
        return found(KID, body).filter(key.id()::equals).isPresent()
                || found(NAME, body).filter(key.name()::equals).isPresent();
    }

    private static String info(DsmKey key) {
        return """
        {"kid":"%s","name":"%s","obj_type":"EC","elliptic_curve":"%s","key_ops":["SIGN","VERIFY"],\
        "pub_key":"%s","enabled":true,"origin":"FortanixHSM","creator":{"user":"u"}}\
        """
                .formatted(key.id(), key.name(), key.curve(), base64(key.spki()));
    }

    private static DsmAnswer sign(DsmKey key, String body, DsmFault now) {
        Optional<String> data = found(DATA, body);
        if (data.isEmpty() || !found(HASH, body).equals(Optional.of(key.hash()))) {
            return DsmAnswer.failed(400, "invalid signing request");
        }
        Bytes message = Bytes.of(Base64.getDecoder().decode(data.get()));
        Bytes signed = now == DsmFault.WRONG_SIGNATURE ? Bytes.EMPTY : message;
        String signature = base64(key.signing().of(signed));
        return DsmAnswer.json(
                "{\"kid\":\"%s\",\"signature\":\"%s\"}".formatted(key.id(), signature));
    }

    private static Optional<String> found(Pattern pattern, String body) {
        Matcher matcher = pattern.matcher(body);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static String base64(Bytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.toArray());
    }
}
