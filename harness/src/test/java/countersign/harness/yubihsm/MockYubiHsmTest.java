package countersign.harness.yubihsm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import countersign.bytes.Bytes;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// The device against published values, its connector against what Yubico's clients insist on, and
/// both against what nobody should send.
class MockYubiHsmTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final int SEED = 7;

    private static JsonNode vectors() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(MockYubiHsmTest.class.getResourceAsStream("vectors.json"))) {
            return JsonMapper.shared().readTree(file.readAllBytes());
        }
    }

    private static byte[] bytes(JsonNode line, String field) {
        return Bytes.ofHex(line.path(field).asString()).toArray();
    }

    @Test
    void rfc8032Keys_signAsPublished_alsoAfterExport() throws IOException {
        for (JsonNode vector : vectors().path("ed25519_rfc8032")) {
            EdwardsKey key = EdwardsKey.ofSeed(bytes(vector, "sk"));
            EdwardsKey again = EdwardsKey.ofExported(key.exported());
            assertArrayEquals(bytes(vector, "pk"), again.publicKey());
            assertArrayEquals(bytes(vector, "sig"), again.sign(bytes(vector, "msg")));
        }
    }

    @Test
    void wrappedByYubicosTool_isUnwrapped_andWrappedTheSame() throws Exception {
        JsonNode sample = vectors().path("yubihsm_wrap_tool_ed25519_sample");
        byte[] key = bytes(sample, "wrap_key");
        byte[] wrapped = Base64.getDecoder().decode(sample.path("base64").asString());
        byte[] plain = Wrapper.unwrap(key, wrapped);
        assertEquals(sample.path("plaintext").asString(), HEX.formatHex(plain));
        assertArrayEquals(
                wrapped, Wrapper.wrap(key, Arrays.copyOf(wrapped, Wrapper.NONCE_BYTES), plain));

        JsonNode computed = vectors().path("computed_wrap_ed25519");
        StoredObject object = StoredObject.imported(bytes(computed, "plaintext"), 42);
        assertEquals(
                computed.path("public_key").asString(), HEX.formatHex(KeyData.publicKey(object)));
    }

    @Test
    void status_isWordForWordAsYubicosClientsReadIt() throws IOException {
        try (MockYubiHsm mock = MockYubiHsm.start()) {
            String answer = http(mock, "GET /connector/status HTTP/1.1\r\nHost: a\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
            assertTrue(answer.contains("\r\nContent-Length: "), answer);
            assertTrue(answer.contains("\r\n\r\nstatus=OK\nserial=0012345678\n"), answer);
            assertTrue(answer.endsWith("port=" + mock.port() + "\n"), answer);
        }
    }

    @Test
    void plainEchoAndInfo_areAnsweredOverHttp() throws IOException {
        try (MockYubiHsm mock = MockYubiHsm.start()) {
            String echo = post(mock, "\u0001\u0000\u0002hi");
            assertTrue(echo.endsWith("\r\n\r\n\u0081\u0000\u0002hi"), echo);
            assertTrue(echo.startsWith("HTTP/1.1 200 OK\r\n"), echo);
        }
    }

    @Test
    void unwantedRequests_areRefusedByTheConnector() throws IOException {
        try (MockYubiHsm mock = MockYubiHsm.start()) {
            assertTrue(post(mock, "ab").startsWith("HTTP/1.1 400 "));
            String put = "PUT /connector/api HTTP/1.1\r\nContent-Length: 0\r\n\r\n";
            assertTrue(http(mock, put).startsWith("HTTP/1.1 405 "));
            assertTrue(http(mock, "GET / HTTP/1.1\r\n\r\n").startsWith("HTTP/1.1 404 "));
            assertEquals("", http(mock, "nonsense\r\n\r\n"));
            assertEquals(0, mock.messages());
        }
    }

    @Test
    void unknownKey_getsAnErrorByte_andTheDeviceGoesOn() {
        HsmDevice device = device(() -> 0);
        assertEquals("7f00010b", answer(device, "03000a00090000000000000000"));
        assertEquals("7f000101", answer(device, "540000"));
        assertEquals("7f000103", answer(device, "05001900" + "00".repeat(24)));
        assertEquals("7f000108", answer(device, "0500"));
        assertEquals("8100020102", answer(device, "0100020102"));
    }

    @Test
    void seventeenthSession_isRefused_untilTheOthersWereSilent() {
        long[] now = {0};
        HsmDevice device = device(() -> now[0]);
        for (int i = 0; i < 16; i++) {
            String created = answer(device, "03000a00010000000000000000");
            assertTrue(created.startsWith("830011%02x".formatted(i)), created);
        }
        assertEquals("7f000105", answer(device, "03000a00010000000000000000"));
        now[0] = 31_000_000_000L;
        assertEquals(0, device.sessions());
        assertTrue(answer(device, "03000a00010000000000000000").startsWith("83001100"));
    }

    @Test
    void randomMessages_neverEndTheDevice() {
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        HsmDevice device = device(() -> 0);
        int[] commands = {0x01, 0x03, 0x04, 0x05, 0x06, 0x40, 0xff};
        for (int i = 0; i < 5_000; i++) {
            byte[] message = new byte[random.nextInt(80)];
            random.nextBytes(message);
            if (message.length > 2 && random.nextBoolean()) {
                message[0] = (byte) commands[random.nextInt(commands.length)];
                message[1] = 0;
                message[2] = (byte) (message.length - 3);
            }
            assertTrue(device.answer(message).length >= 3);
        }
        assertEquals("810000", answer(device, "010000"));
    }

    private static HsmDevice device(LongSupplier nanos) {
        return new HsmDevice(new HsmSetup(1, "2.4.0", new Random(SEED), nanos));
    }

    private static String answer(HsmDevice device, String hex) {
        return HEX.formatHex(device.answer(HEX.parseHex(hex)));
    }

    private static String post(MockYubiHsm mock, String body) throws IOException {
        return http(
                mock,
                "POST /connector/api HTTP/1.1\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(body.length(), body));
    }

    private static String http(MockYubiHsm mock, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), mock.port())) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
