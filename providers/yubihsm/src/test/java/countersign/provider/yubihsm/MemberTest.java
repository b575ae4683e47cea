package countersign.provider.yubihsm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;
import countersign.bytes.Turn;
import countersign.connection.Deadline;
import countersign.connection.Ticker;
import countersign.consensus.PublicKey;
import countersign.harness.yubihsm.HsmDevice;
import countersign.harness.yubihsm.HsmSetup;
import countersign.keyring.spi.ProviderException;
import countersign.keyring.spi.ProviderException.Outcome;
import countersign.provider.yubihsm.session.AuthKey;
import countersign.provider.yubihsm.session.Credentials;
import countersign.provider.yubihsm.transport.DeviceAddress;
import countersign.provider.yubihsm.transport.Transport;
import countersign.provider.yubihsm.wire.Algorithm;
import countersign.provider.yubihsm.wire.Capability;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/// A device over minutes, in a time of its own.
class MemberTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private static final Duration IDLE = Duration.ofSeconds(8);

    private final Bench bench = new Bench();
    private long now;
    private boolean unplugged;
    private boolean swapped;
    private int opened;
    private final HsmDevice device = newDevice();
    private final HsmDevice other = newDevice();
    private final Ticker ticker = () -> now;

    private final YubiHsm hsm =
            new YubiHsm(
                    new DeviceAddress.Usb(Optional.empty(), Duration.ofSeconds(1)),
                    new Credentials(1, key()),
                    (_, _) -> {
                        if (unplugged) {
                            throw new ProviderException(Outcome.UNREACHED, "unplugged", "plug in");
                        }
                        opened++;
                        return new DirectTransport(swapped ? other : device);
                    },
                    new SecureRandom(),
                    ticker);
    private final Member member = new Member(hsm, List.of(Bench.consensus()), bench, ticker);

    private HsmDevice newDevice() {
        return new HsmDevice(new HsmSetup(1, "2.4.0", new SecureRandom(), () -> now));
    }

    private static AuthKey key() {
        byte[] password = "password".getBytes(StandardCharsets.UTF_8);
        return AuthKey.ofPassword(SecretBytes.take(password));
    }

    private Deadline soon() {
        return Deadline.after(Duration.ofSeconds(1), ticker);
    }

    private void generate() throws ProviderException {
        hsm.use(
                soon(),
                (session, deadline) ->
                        session.generateAsymmetric(
                                Bench.key(Bench.CONSENSUS, Capability.SIGN_EDDSA),
                                Algorithm.ED25519,
                                deadline));
        member.expect(member.show(soon()).keys());
    }

    @Test
    void beats_keepTheSessionOpen() throws ProviderException {
        generate();
        for (int i = 0; i < 20; i++) {
            now += 10 * SECOND;
            member.beat(IDLE, soon());
        }
        assertEquals(1, opened);
        now += 31 * SECOND;
        member.sign(Bench.consensus(), Bench.message(1), soon());
        assertEquals(2, opened);
        assertEquals(List.of(), bench.said);
    }

    @Test
    void sessionInUse_isLeftAlone() throws ProviderException {
        generate();
        for (int i = 0; i < 5; i++) {
            now += 10 * SECOND;
            member.sign(Bench.consensus(), Bench.message(i), soon());
            unplugged = true;
            device.restart();
            member.beat(IDLE, soon());
            assertEquals(List.of(), bench.said);
            unplugged = false;
        }
    }

    @Test
    void failure_isToldOnce_andSoIsItsEnd() throws ProviderException {
        generate();
        unplugged = true;
        device.restart();
        for (int i = 0; i < 5; i++) {
            now += 10 * SECOND;
            member.beat(IDLE, soon());
        }
        assertEquals(List.of("failed: unplugged"), bench.said);
        unplugged = false;
        now += 10 * SECOND;
        member.beat(IDLE, soon());
        member.beat(IDLE, soon());
        assertEquals(List.of("failed: unplugged", "recovered"), bench.said);
    }

    @Test
    void deviceWithAnotherKey_isNotAsked() throws ProviderException {
        generate();
        swapped = true;
        now += 40 * SECOND;
        generateInOther();
        int before = opened;
        member.beat(IDLE, soon());
        assertTrue(bench.said.getFirst().contains("and not"), bench.said::toString);
        assertEquals(before, opened, "the session goes on, and nothing is signed in it");
    }

    @Test
    void closedWhileASessionIsOpened_keepsTheKey_andLeavesNoSessionOpen() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        AuthKey key = key();
        YubiHsm slow =
                new YubiHsm(
                        new DeviceAddress.Usb(Optional.empty(), Duration.ofSeconds(1)),
                        new Credentials(1, key),
                        (_, _) -> new Slow(new DirectTransport(device), asked, mayGoOn),
                        new SecureRandom(),
                        ticker);
        CompletableFuture<Bytes> echoed = new CompletableFuture<>();
        Thread asking =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    try {
                                        echoed.complete(
                                                slow.use(
                                                        soon(),
                                                        (session, until) ->
                                                                session.echo(
                                                                        Bench.message(1), until)));
                                    } catch (ProviderException | RuntimeException e) {
                                        echoed.completeExceptionally(e);
                                    }
                                });
        asked.await();

        slow.close();
        mayGoOn.countDown();
        asking.join();

        assertEquals(Bench.message(1), echoed.get());
        assertEquals(0, device.sessions());
        assertEquals(AuthKey.BYTES, key.unsafeExport().length);
    }

    /// An account's key has half a minute for a transaction, and a vote may wait behind it.
    @Test
    void longDeadline_isCutToThatOfAVote() throws ProviderException {
        generate();
        List<Duration> left = new ArrayList<>();
        YubiHsm watched =
                new YubiHsm(
                        new DeviceAddress.Usb(Optional.empty(), Duration.ofSeconds(1)),
                        new Credentials(1, key()),
                        (_, _) -> new Watched(new DirectTransport(device), left),
                        new SecureRandom(),
                        ticker);
        Member only = new Member(watched, List.of(Bench.consensus()), bench, ticker);
        Members members = new Members(List.of(only), ticker);
        PublicKey shown = members.show().keys().getFirst();
        left.clear();

        Deadline late = Deadline.after(Duration.ofSeconds(30), ticker);
        members.sign(Bench.consensus(), shown, Bench.message(1), late);
        assertEquals(Set.of(Duration.ofSeconds(4)), Set.copyOf(left));

        left.clear();
        members.sign(Bench.consensus(), shown, Bench.message(2), soon());
        assertEquals(Set.of(Duration.ofSeconds(1)), Set.copyOf(left));
    }

    /// Notes how long each message may take.
    private record Watched(Transport device, List<Duration> left) implements Transport {
        @Override
        public byte[] exchange(byte[] message, Deadline deadline) throws ProviderException {
            left.add(deadline.remaining());
            return device.exchange(message, deadline);
        }

        @Override
        public void close() {
            device.close();
        }
    }

    /// Gives no answer before it may.
    private record Slow(Transport device, CountDownLatch asked, CountDownLatch mayGoOn)
            implements Transport {
        @Override
        public byte[] exchange(byte[] message, Deadline deadline) throws ProviderException {
            asked.countDown();
            Turn.await(mayGoOn, Duration.ofMinutes(1));
            return device.exchange(message, deadline);
        }

        @Override
        public void close() {
            device.close();
        }
    }

    private void generateInOther() throws ProviderException {
        hsm.useTwice(
                soon(),
                (session, deadline) ->
                        session.generateAsymmetric(
                                Bench.key(Bench.CONSENSUS, Capability.SIGN_EDDSA),
                                Algorithm.ED25519,
                                deadline));
    }
}
