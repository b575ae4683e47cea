package countersign.app.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.app.shell.Persona;
import countersign.bytes.Bytes;
import countersign.consensus.BlockId;
import countersign.consensus.ChainId;
import countersign.consensus.Hrs;
import countersign.consensus.KeyType;
import countersign.consensus.PublicKey;
import countersign.consensus.Step;
import countersign.consensus.Timestamp;
import countersign.consensus.Vote;
import countersign.event.Event;
import countersign.event.Events;
import countersign.event.LinkName;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

final class LogTest {
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2022-03-08T23:42:37.926816Z"));
    private static final ChainId CHAIN = new ChainId("osmosis-1");
    private static final LinkName LINK = new LinkName(CHAIN, "tcp://node:26659");
    private static final Vote PRECOMMIT =
            new Vote(
                    new Hrs(100, 0, Step.PRECOMMIT),
                    new BlockId(
                            Bytes.ofHex("26c0a41f32".repeat(6) + "abcd"),
                            1,
                            Bytes.ofHex("00".repeat(32))),
                    new Timestamp(0, 0));

    @Test
    void events_areSaidInTmkmsWords() {
        PublicKey key =
                new PublicKey(
                        KeyType.ED25519,
                        Bytes.ofHex(
                                "cba8cec72988a6cd9a61902f38ebc383"
                                        + "bb4e3ccabb5a78df69500fd5d5c6ec1e"));
        assertEquals(
                """
                T  INFO tmkms::keyring: [keyring:softsign] added consensus Ed25519 key: CBA8
                T  INFO tmkms::connection::tcp: KMS node ID: 48f6
                T ERROR tmkms::client: [osmosis-1@tcp://node:26659] I/O error: Connection refused\
                 (os error 111): nobody listens (Connection refused); hint: start it
                T  INFO tmkms::session: [osmosis-1@tcp://node:26659] connected to validator\
                 successfully
                T  WARN tmkms::session: [osmosis-1@tcp://node:26659]: unverified validator peer\
                 ID! (53ac)
                T  INFO tmkms::session: [osmosis-1@tcp://node:26659] signed Precommit:26C0A41F32\
                 at h/r/s 100/0/2 (3 ms)
                T  INFO tmkms::session: [osmosis-1@tcp://node:26659] repeated\
                 Precommit:26C0A41F32 at h/r/s 100/0/2 (the recorded answer)
                T ERROR tmkms::session: [osmosis-1@tcp://node:26659] attempted double sign\
                 Precommit at h/r/s: 100/0/2 (<nil> != 26C0A41F32)
                T  INFO tmkms::session: [osmosis-1@tcp://node:26659] signed raw bytes: id (1 ms)
                T ERROR tmkms::client: [osmosis-1] FATAL -- disk full; hint: make room
                """
                        .replace("T ", "2022-03-08T23:42:37.926816Z "),
                logged(
                        new Log(Persona.TMKMS, false, false, false),
                        events -> {
                            events.emit(new Event.KeyLoaded(CHAIN, "softsign", key));
                            events.emit(new Event.Dialling(LINK, "48f6"));
                            events.emit(
                                    new Event.Disconnected(
                                            LINK,
                                            "nobody listens (Connection refused)",
                                            "start it"));
                            events.emit(new Event.Connected(LINK));
                            events.emit(new Event.PeerUnverified(LINK, "53ac"));
                            events.emit(new Event.Signed(LINK, PRECOMMIT, Duration.ofMillis(3)));
                            events.emit(new Event.Repeated(LINK, PRECOMMIT));
                            events.emit(new Event.DoubleSignRefused(LINK, PRECOMMIT, "<nil>"));
                            events.emit(new Event.RawBytesSigned(LINK, "id", Duration.ofMillis(1)));
                            events.emit(new Event.MarkAdvanced(CHAIN, Bytes.EMPTY, PRECOMMIT));
                            events.emit(new Event.ChainPoisoned(CHAIN, "disk full", "make room"));
                        }));
    }

    @Test
    void limitedKey_saysWhatItCannotSignAndWhomItWaitsFor() {
        assertEquals(
                """
                T  WARN countersign::keyring: [keyring:ledgertm] [osmosis-1] signs nothing above\
                 round 127; hint: keep it elsewhere
                T  WARN countersign::session: [osmosis-1@tcp://node:26659] the ledgertm key asks a\
                 person before it signs Precommit:26C0A41F32 at h/r/s 100/0/2: confirm it at the\
                 device within 300 s
                """
                        .replace("T ", "2022-03-08T23:42:37.926816Z "),
                logged(
                        new Log(Persona.COUNTERSIGN, false, false, false),
                        events -> {
                            events.emit(
                                    new Event.KeyLimited(
                                            CHAIN,
                                            "ledgertm",
                                            "signs nothing above round 127",
                                            "keep it elsewhere"));
                            events.emit(
                                    new Event.PersonAwaited(
                                            LINK, "ledgertm", PRECOMMIT, Duration.ofMinutes(5)));
                        }));
    }

    @Test
    void changedState_saysWhatItWasAndWhatItIs() {
        assertEquals(
                """
                T  WARN countersign::commands::state: [osmosis-1] state raise:\
                 state of ABCD changed\
                 from 1/0/0 to 2/0/2
                T  WARN countersign::commands::state: [osmosis-1] state init: state of ABCD changed\
                 from no state to unsigned
                """
                        .replace("T ", "2022-03-08T23:42:37.926816Z "),
                logged(
                        new Log(Persona.COUNTERSIGN, false, false, false),
                        events -> {
                            Bytes address = Bytes.ofHex("abcd");
                            events.emit(
                                    new Event.StateChanged(
                                            CHAIN, address, "state raise", "1/0/0", "2/0/2"));
                            events.emit(
                                    new Event.StateChanged(
                                            CHAIN, address, "state init", "", "unsigned"));
                        }));
    }

    @Test
    void json_repeatsTheFactsAsFields() {
        assertEquals(
                "{\"time\":\"2022-03-08T23:42:37.926816Z\",\"level\":\"INFO\","
                        + "\"target\":\"countersign::session\",\"message\":\"[osmosis-1@tcp://"
                        + "node:26659] signed Precommit:26C0A41F32 at h/r/s 100/0/2 (3 ms)\","
                        + "\"chain\":\"osmosis-1\",\"address\":\"tcp://node:26659\","
                        + "\"type\":\"Precommit\",\"block\":\""
                        + "26C0A41F32".repeat(6)
                        + "ABCD\",\"height\":100,\"round\":0,\"step\":2,\"took_us\":3141}\n",
                logged(
                        new Log(Persona.COUNTERSIGN, true, true, false),
                        events ->
                                events.emit(
                                        new Event.Signed(
                                                LINK, PRECOMMIT, Duration.ofNanos(3_141_592)))));
    }

    @Test
    void peersText_cannotStartALineOrSteerATerminal() {
        String log =
                logged(
                        new Log(Persona.COUNTERSIGN, false, false, false),
                        events ->
                                events.emit(
                                        new Event.Refused(
                                                LINK, "a\nb\u001b[31m\u202e", "x".repeat(9000))));

        assertEquals(1, log.lines().count());
        assertTrue(log.contains("a\\u{a}b\\u{1b}[31m\\u{202e}"), log);
        assertTrue(log.length() < 3000, "a peer cannot make a line as long as it likes");
    }

    @Test
    void colors_areForTerminals() {
        Consumer<Events> connected = events -> events.emit(new Event.Connected(LINK));

        assertFalse(
                logged(new Log(Persona.TMKMS, false, false, false), connected).contains("\u001b"));
        assertTrue(
                logged(new Log(Persona.TMKMS, false, true, false), connected)
                        .contains("\u001b[32m INFO\u001b[0m"));
    }

    @Test
    void sameFailureAgainAndAgain_isThinnedOut() {
        AtomicLong now = new AtomicLong();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Log log = new Log(Persona.COUNTERSIGN, false, false, false);
        try (LogWriter writer = log.open(out, CLOCK)) {
            Events events = log.events(writer, (_, _) -> "", now::get);
            for (int second = 0; second < 130; second++) {
                events.emit(new Event.Dialling(LINK, "48f6"));
                events.emit(new Event.Disconnected(LINK, "down", ""));
                now.addAndGet(Duration.ofSeconds(1).toNanos());
            }
            events.emit(new Event.Disconnected(LINK, "other", ""));
        }
        String text = out.toString(StandardCharsets.UTF_8);
        assertEquals(5, text.lines().filter(l -> l.contains("KMS node ID")).count(), text);
        assertEquals(7, text.lines().filter(l -> l.contains(" down")).count(), text);
        assertTrue(text.contains("down; 59 times more before"), text);
        assertTrue(text.contains("] other\n"), text);
    }

    @Test
    void stalledReader_neverBlocksAndLearnsWhatItMissed() throws InterruptedException {
        CountDownLatch stalled = new CountDownLatch(1);
        CountDownLatch reads = new CountDownLatch(1);
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        OutputStream out =
                new OutputStream() {
                    @Override
                    public void write(int octet) throws IOException {
                        stalled.countDown();
                        try {
                            reads.await();
                        } catch (InterruptedException e) {
                            throw new IOException(e);
                        }
                        read.write(octet);
                    }
                };
        try (LogWriter writer =
                new Log(Persona.COUNTERSIGN, false, false, false).open(out, CLOCK)) {
            writer.write(Level.INFO, "test", "first");
            stalled.await();
            for (int i = 0; i < LogWriter.LINES_MAX + 7; i++) {
                writer.write(Level.INFO, "test", "line");
            }
            reads.countDown();
        }
        String text = read.toString(StandardCharsets.UTF_8);
        assertEquals(LogWriter.LINES_MAX + 2, text.lines().count());
        assertTrue(text.contains("7 log lines dropped"), "the loss is said");
    }

    private static String logged(Log log, Consumer<Events> said) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (LogWriter writer = log.open(out, CLOCK)) {
            said.accept(
                    log.events(
                            writer,
                            (_, key) -> key.value().first(2).upperHex(),
                            countersign.connection.Ticker.SYSTEM));
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
