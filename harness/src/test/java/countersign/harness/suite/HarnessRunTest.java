package countersign.harness.suite;

import static countersign.harness.Fixtures.CHAIN;
import static countersign.harness.Fixtures.SOURCES;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.consensus.PublicKey;
import countersign.harness.node.ListenAddress;
import countersign.harness.node.ListenException;
import countersign.harness.signer.Fault;
import countersign.harness.signer.TestKey;
import countersign.harness.signer.TestSigner;
import countersign.harness.wire.Dialect;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The test of the tester: a good signer passes everything, and each bad one is caught by the check
/// that is there for it.
final class HarnessRunTest {
    private final List<String> lines = new ArrayList<>();

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource
    void goodSigner_passesInEveryDialect(Dialect dialect) throws Exception {
        HarnessReport report = run(Fault.NONE, dialect);
        assertEquals(List.of(), report.failures());
        assertEquals(0, report.exitCode());
        int expected =
                switch (dialect) {
                    case V0_34, V0_37 -> 35;
                    case V0_38_STRICT, V0_38, V0_39, V0_40 -> 43;
                    case V1_0, V2_0_RC1 -> 45;
                };
        assertEquals(expected, report.passed(), "every check ran");
    }

    @Test
    void goodSigner_passesAllDialectsInOneRunOverTcp() throws Exception {
        ListenAddress address = new ListenAddress.Tcp("127.0.0.1", freePort());
        try (TestSigner signer = TestSigner.start(address, CHAIN, Fault.NONE)) {
            HarnessReport report =
                    run(address, Optional.of(signer.publicKey()), List.of(Dialect.values()));
            assertEquals(List.of(), report.failures());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    NO_EXTENSION_SIGNATURE | extension; empty extension
                    NO_EXTENSION_SIGNATURE | extension of 1 MiB
                    EXTENSION_SIGNATURE_ON_PREVOTES | prevote
                    EXTENSION_SIGNATURE_ON_PREVOTES | no extension signature on other votes
                    EXTENSION_SIGNATURE_ON_NIL | nil votes
                    EXTENSION_SIGNATURE_ON_NIL | no extension signature on other votes
                    BAD_EXTENSION_SIGNATURE | extension; empty extension
                    SIGNS_EXTENSIONS_ANYWHERE | extension on a prevote
                    SIGNS_EXTENSIONS_ANYWHERE | extension on a nil precommit
                    ECHOES_EXTENSION | extension of 1 MiB
                    RETURNS_ANOTHER_TIME | prevote; precommit
                    RETURNS_NO_TIME | prevote; precommit
                    SIGNS_AN_OWN_TIME | prevote; precommit
                    SIGNS_VOTES_AFRESH | same vote, new time
                    SIGNS_VOTES_AFRESH | same vote on a new connection
                    REPEATS_STALE_PROPOSALS | same proposal, new time
                    SIGNS_CONFLICTS | conflicting proposal; conflicting prevote
                    SIGNS_CONFLICTS | nil after a block
                    IGNORES_POL_ROUNDS | conflicting proposal
                    SIGNS_CONFLICTS | conflicting precommit; block after nil
                    SIGNS_BROKEN_VOTES | vote at a negative height
                    IGNORES_NIL_CONFLICTS | nil after a block; block after nil
                    SIGNS_LOWER_HEIGHTS | lower height
                    SIGNS_LOWER_ROUNDS | lower round
                    SIGNS_LOWER_STEPS | lower step
                    REFUSES_TWO_BLOCKS_IN_A_ROUND | prevote and precommit for two blocks
                    FORGETS_ON_RECONNECT | same vote on a new connection
                    CLOSES_ON_REFUSAL | conflicting prevote; lower height; lower round
                    CLOSES_ON_REFUSAL | lower step
                    ANSWERS_ANOTHER_TYPE | prevote; precommit; nil votes
                    ANSWERS_TWICE | conflicting prevote; lower height
                    ANSWERS_EMPTY | prevote; precommit; nil votes
                    SIGNS_ANY_CHAIN | wrong chain
                    SHOWS_KEY_OF_ANY_CHAIN | public key of a wrong chain
                    SIGNS_WITH_ANOTHER_KEY | proposal; prevote; precommit
                    SHOWS_NEW_KEY_ONLY | public key
                    SIGNS_BROKEN_VOTES | vote with a broken block id
                    SIGNS_BROKEN_VOTES | vote of an unknown type
                    WRITES_A_STRANGE_FIELD | prevote; precommit
                    """)
    void badSigner_isCaught(Fault fault, String checks) throws Exception {
        assertCaught(fault, Dialect.V0_38, checks);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    V0_38_STRICT | NO_EXTENSION_SIGNATURE | precommit; extensions off
                    V1_0 | SHOWS_OLD_KEY_ONLY | public key
                    V1_0 | SIGNS_BARE_BYTES | vote as bare bytes
                    V1_0 | SIGNS_SKIPPED_EXTENSIONS | skipped extension
                    V2_0_RC1 | NO_NON_RP_SIGNATURE | precommit; extension; empty extension
                    V2_0_RC1 | NO_EXTENSION_SIGNATURE | precommit; extension
                    V2_0_RC1 | NO_EXTENSION_SIGNATURE | empty extension
                    """)
    void badSigner_isCaughtByTheDialectThatMinds(Dialect dialect, Fault fault, String checks)
            throws Exception {
        assertCaught(fault, dialect, checks);
    }

    @Test
    void everyFault_isCaughtSomewhere() throws Exception {
        Set<Fault> listed = EnumSet.of(Fault.NONE, Fault.NEVER_COMES_BACK);
        for (var method : HarnessRunTest.class.getDeclaredMethods()) {
            CsvSource source = method.getAnnotation(CsvSource.class);
            if (source != null) {
                for (Fault fault : Fault.values()) {
                    if (source.textBlock().contains(fault.name() + " ")) {
                        listed.add(fault);
                    }
                }
            }
        }
        assertEquals(EnumSet.allOf(Fault.class), listed);
    }

    @Test
    void faultsOfExtensions_areNothingToOldNodes() throws Exception {
        for (Fault fault :
                List.of(
                        Fault.NO_EXTENSION_SIGNATURE,
                        Fault.EXTENSION_SIGNATURE_ON_PREVOTES,
                        Fault.SHOWS_OLD_KEY_ONLY)) {
            assertEquals(List.of(), run(fault, Dialect.V0_37).failures());
        }
    }

    @Test
    void signerThatNeverComesBack_endsTheRun() throws Exception {
        HarnessReport report = run(Fault.NEVER_COMES_BACK, Dialect.V0_40);
        assertEquals(1, report.exitCode());
        assertEquals("reconnect", report.failures().getLast().check());
        assertTrue(report.failures().size() <= 2, report.failures().toString());
    }

    @Test
    void noSigner_isOneFailureAndExitCode1() throws Exception {
        HarnessReport report = run(unix(), Optional.empty(), List.of(Dialect.V0_38, Dialect.V1_0));
        assertEquals(1, report.failures().size());
        assertEquals("connect", report.failures().getFirst().check());
        assertEquals(1, report.exitCode());
        assertEquals("0 passed, 1 failed", lines.getLast());
    }

    @Test
    void anotherKeyThanExpected_isCaught() throws Exception {
        ListenAddress address = unix();
        try (TestSigner _ = TestSigner.start(address, CHAIN, Fault.NONE)) {
            PublicKey expected = TestKey.generate().publicKey();
            HarnessReport report = run(address, Optional.of(expected), List.of(Dialect.V0_38));
            assertEquals(Set.of("public key"), failed(report));
        }
    }

    @Test
    void report_hasALineForEachCheck() throws Exception {
        HarnessReport report = run(Fault.IGNORES_POL_ROUNDS, Dialect.V0_37);
        assertTrue(lines.getFirst().startsWith("listening at unix://"), lines.getFirst());
        assertTrue(lines.contains("ok      v0.37  prevote"), lines.toString());
        assertTrue(
                lines.contains(
                        "FAILED  v0.37  conflicting proposal: double sign: a signature for"
                                + " another Proposal at 13/1/0"),
                lines.toString());
        assertEquals(report.passed() + report.failures().size() + 2, lines.size());
    }

    @Test
    void addressInUse_saysWhatToDo() throws Exception {
        Path socket = Files.createFile(folder.resolve("used.sock"));
        ListenAddress address = new ListenAddress.Unix(socket);
        ListenException e =
                assertThrows(
                        ListenException.class,
                        () -> run(address, Optional.empty(), List.of(Dialect.V0_38)));
        assertTrue(e.what().contains(socket.toString()), e.what());
        assertTrue(e.next().contains("remove"), e.next());
        assertTrue(Files.exists(socket), "the file is not ours to remove");
    }

    private void assertCaught(Fault fault, Dialect dialect, String checks) throws Exception {
        HarnessReport report = run(fault, dialect);
        Set<String> expected =
                Arrays.stream(checks.split(";")).map(String::strip).collect(Collectors.toSet());
        Set<String> missed = new TreeSet<>(expected);
        missed.removeAll(failed(report));
        assertEquals(Set.of(), missed, "not caught; the report: " + report.failures());
        assertFalse(failed(report).contains("ping"), "a ping is never at fault");
        assertEquals(1, report.exitCode());
    }

    private HarnessReport run(Fault fault, Dialect dialect) throws ListenException {
        ListenAddress address = unix();
        try (TestSigner signer = TestSigner.start(address, CHAIN, fault)) {
            return run(address, Optional.of(signer.publicKey()), List.of(dialect));
        }
    }

    private HarnessReport run(
            ListenAddress address, Optional<PublicKey> expected, List<Dialect> dialects)
            throws ListenException {
        HarnessSettings settings =
                new HarnessSettings(
                        address, CHAIN, expected, dialects, 1, Duration.ofMillis(1_500));
        return new HarnessRun(settings, SOURCES, lines::add).run();
    }

    private ListenAddress unix() {
        return new ListenAddress.Unix(folder.resolve("node" + lines.size() + ".sock"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Set<String> failed(HarnessReport report) {
        return report.failures().stream()
                .map(HarnessReport.Failure::check)
                .collect(Collectors.toSet());
    }
}
