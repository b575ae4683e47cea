package countersign.provider.pkcs11;

import countersign.bytes.Bytes;
import countersign.connection.Deadline;
import countersign.connection.Ticker;
import countersign.consensus.PublicKey;
import countersign.keyring.spi.ProviderException;
import countersign.provider.pkcs11.cryptoki.Attribute;
import countersign.provider.pkcs11.cryptoki.Ckr;
import countersign.provider.pkcs11.cryptoki.Cryptoki;
import countersign.provider.pkcs11.cryptoki.CryptokiSession;
import countersign.provider.pkcs11.cryptoki.Curve;
import countersign.provider.pkcs11.cryptoki.Function;
import countersign.provider.pkcs11.cryptoki.Template;
import countersign.provider.pkcs11.cryptoki.TokenFacts;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// What an operator does with a token by hand. None of it signs anything that a chain would know.
public final class TokenTasks {
    /// For one task, or one signature of a test: devices take seconds to make a key.
    private static final Duration TASK_MAX = Duration.ofSeconds(60);

    private static final int KEYS_MAX = 256;

    /// How a token says that it knows the curve by another name.
    private static final Set<Ckr> OTHER_NAME =
            EnumSet.of(
                    Ckr.ATTRIBUTE_VALUE_INVALID,
                    Ckr.CURVE_NOT_SUPPORTED,
                    Ckr.DOMAIN_PARAMS_INVALID,
                    Ckr.TEMPLATE_INCONSISTENT);

    private TokenTasks() {}

    /// The tokens that a module sees.
    public static List<TokenFacts> tokens(TokenModule module) throws ProviderException {
        return inLane(module.toString(), _ -> module.during(TokenTasks::tokens));
    }

    /// Its private keys, at most 256.
    public static List<KeyFacts> keys(Token token) throws ProviderException {
        return inSession(token, false, TokenTasks::keys);
    }

    /// Makes a key pair that never leaves the token, and has it sign before it returns the public
    /// key. `wanted` has a label and an id that no key of the token has.
    public static PublicKey generate(Token token, KeySettings wanted) throws ProviderException {
        PublicKey made =
                inSession(
                        token,
                        true,
                        session -> {
                            requireFree(session, wanted, token);
                            generate(session, wanted, token);
                            FoundKey found = FoundKey.find(session, wanted, token.title());
                            requireKept(session, found, wanted, token);
                            return found.publicKey();
                        });
        TokenKey.open(token, wanted.pinned(made), () -> {}, deadline(token)).close();
        return made;
    }

    /// Has a key sign a fixed text, `times` times, and verifies each signature.
    public static Latencies test(Token token, KeySettings wanted, int times)
            throws ProviderException {
        List<Duration> each = new ArrayList<>();
        try (TokenKey key = TokenKey.open(token, wanted, () -> {}, deadline(token))) {
            for (int i = 0; i < times; i++) {
                long began = token.ticker().nanos();
                key.prove(deadline(token));
                each.add(Duration.ofNanos(token.ticker().nanos() - began));
            }
        }
        return Latencies.of(each);
    }

    private interface Task<R> {
        R in(Deadline deadline) throws ProviderException;
    }

    private interface Visit<R> {
        R in(CryptokiSession session) throws ProviderException;
    }

    private static <R> R inSession(Token token, boolean writable, Visit<R> visit)
            throws ProviderException {
        return inLane(
                token.title(),
                deadline -> {
                    CryptokiSession session = token.open(writable, deadline);
                    try {
                        return token.during(_ -> visit.in(session));
                    } finally {
                        token.leave(session);
                    }
                });
    }

    private static <R> R inLane(String title, Task<R> task) throws ProviderException {
        Deadline deadline = Deadline.after(TASK_MAX, Ticker.SYSTEM);
        try (Lane lane = Lane.open(title, new AtomicInteger())) {
            return lane.run(deadline, () -> task.in(deadline));
        }
    }

    private static Deadline deadline(Token token) {
        return Deadline.after(TASK_MAX, token.ticker());
    }

    private static List<TokenFacts> tokens(Cryptoki cryptoki) throws ProviderException {
        cryptoki.initialize();
        return cryptoki.tokens();
    }

    private static List<KeyFacts> keys(CryptokiSession session) throws ProviderException {
        Template all = new Template().with(Attribute.CLASS, Attribute.PRIVATE_KEY);
        List<KeyFacts> keys = new ArrayList<>();
        for (long object : session.find(all, KEYS_MAX)) {
            Optional<Curve> curve = FoundKey.curve(session, object);
            Optional<PublicKey> key =
                    curve.isPresent()
                            ? FoundKey.publicKey(session, object, curve.get())
                            : Optional.empty();
            String label =
                    session.attribute(object, Attribute.LABEL)
                            .map(text -> new String(text.toArray(), StandardCharsets.UTF_8))
                            .orElse("");
            keys.add(
                    new KeyFacts(
                            curve.map(Curve::title).orElse("of another kind"),
                            TokenFacts.printable(label),
                            session.attribute(object, Attribute.ID).orElse(Bytes.EMPTY),
                            key,
                            isExtractable(session, object)));
        }
        return keys;
    }

    /// Also where the token does not say.
    private static boolean isExtractable(CryptokiSession session, long object)
            throws ProviderException {
        return session.attribute(object, Attribute.EXTRACTABLE)
                .filter(value -> value.equals(Bytes.of((byte) 0)))
                .isEmpty();
    }

    /// Two keys that are called the same would leave open which one signs.
    private static void requireFree(CryptokiSession session, KeySettings wanted, Token token)
            throws ProviderException {
        for (long objectClass : new long[] {Attribute.PRIVATE_KEY, Attribute.PUBLIC_KEY}) {
            Template labelled = new Template().with(Attribute.CLASS, objectClass);
            wanted.label().ifPresent(label -> labelled.with(Attribute.LABEL, label));
            Template numbered = new Template().with(Attribute.CLASS, objectClass);
            wanted.id().ifPresent(id -> numbered.with(Attribute.ID, id));
            boolean taken =
                    !session.find(labelled, 1).isEmpty() || !session.find(numbered, 1).isEmpty();
            if (taken) {
                throw new ProviderException(
                        token.title() + " has a key with the label or the id of " + wanted,
                        "choose others; `pkcs11 list` shows those that are taken");
            }
        }
    }

    private static void generate(CryptokiSession session, KeySettings wanted, Token token)
            throws ProviderException {
        Curve curve = Curve.of(wanted.type());
        long code = Ckr.CURVE_NOT_SUPPORTED.code();
        for (Bytes parameters : curve.parameters()) {
            Template ofPublic =
                    wanted.template(Attribute.PUBLIC_KEY)
                            .with(Attribute.TOKEN, true)
                            .with(Attribute.PRIVATE, false)
                            .with(Attribute.VERIFY, true)
                            .with(Attribute.EC_PARAMS, parameters);
            Template ofPrivate =
                    wanted.template(Attribute.PRIVATE_KEY)
                            .with(Attribute.TOKEN, true)
                            .with(Attribute.PRIVATE, true)
                            .with(Attribute.SENSITIVE, true)
                            .with(Attribute.EXTRACTABLE, false)
                            .with(Attribute.SIGN, true);
            code = session.generate(curve.generating(), ofPublic, ofPrivate);
            long answer = code;
            if (OTHER_NAME.stream().noneMatch(ckr -> ckr.is(answer))) {
                break;
            }
        }
        if (!Ckr.OK.is(code)) {
            throw Ckr.failure(Function.C_GENERATE_KEY_PAIR.title(), code, token.title());
        }
    }

    private static void requireKept(
            CryptokiSession session, FoundKey found, KeySettings wanted, Token token)
            throws ProviderException {
        if (isExtractable(session, found.object())) {
            throw new ProviderException(
                    token.title() + " made " + wanted + " extractable, though told not to",
                    "delete that key with the tool of the vendor, and do not trust this token");
        }
    }
}
