package countersign.tx;

import static countersign.proof.ForeignModule.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.proof.ForeignModule;
import countersign.proof.ForeignModule.Said;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleReference;
import java.lang.module.ResolvedModule;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// There is no way from a transaction to a consensus key, and none from the transaction signer to
/// the guard: what others could try does not compile.
final class SealedConsensusKeyTest {
    private static final Path OURS = Path.of("target/classes");

    private static final String US = "countersign.txsigner";
    private static final String SIGNER = "countersign.signer";

    /// The one module that sees both sides.
    private static final String APP = "countersign.app";

    /// All of the signer that this module is made of.
    private static final Set<String> MAY_SEE =
            Set.of(
                    "countersign.bytes",
                    "countersign.connection.Deadline",
                    "countersign.connection.Ticker",
                    "countersign.consensus",
                    "countersign.keyring.spi",
                    "countersign.proto");

    private static final Pattern NAME = Pattern.compile("countersign[./]((?:\\w+[./])*)(\\w+)");

    private static final String NAMES =
            "import countersign.guard.*; import countersign.keyring.*;"
                    + " import countersign.keyring.spi.*; import countersign.session.*;"
                    + " import countersign.tx.once.*; import countersign.tx.poll.*;"
                    + " import countersign.bytes.Bytes;";

    @TempDir private Path folder = Path.of("unset");

    @Test
    void sourcesThatBringTheTwoTogether_doNotCompile() throws IOException {
        Map<String, String> tried = new LinkedHashMap<>();
        // A consensus key to whoever signs transactions.
        tried.put("new AccountSigner((ConsensusSigner) null, null);", "converted to KeyHandle");
        tried.put("new TxPorts(null, null, (ConsensusSigner) null, null, null);", "AccountSigner");
        tried.put("new TxPorts(null, null, (KeyHandle) null, null, null);", "to AccountSigner");
        tried.put("AccountSigner s = null; s.sign((Permit) null);", "converted to Bytes");
        tried.put("new TxSigner(null, (Guard) null, null, null, null);", "converted to TxPorts");
        tried.put("new TxSigner(null, (Validator) null, null, null, null);", "to TxPorts");
        tried.put("class Mine extends AccountSigner {}", "cannot inherit from final");
        tried.put("class Mine extends TxSigner {}", "cannot inherit from final");
        tried.put("KeyHandle out = ((ConsensusSigner) null).handle;", "private access");
        // An account's key, or a transaction, to whoever signs for a validator.
        tried.put("new ConsensusSigner((AccountSigner) null);", "converted to KeyHandle");
        tried.put("new Validator(null, (AccountSigner) null);", "converted to ConsensusSigner");
        tried.put("new Validator(null, (KeyHandle) null);", "converted to ConsensusSigner");
        tried.put("ConsensusSigner s = null; s.sign((Bytes) null);", "converted to Permit");
        tried.put(
                "ConsensusSigner s = null; s.sign((countersign.tx.Transaction) null);",
                "converted to Permit");
        tried.put("KeyHandle out = ((AccountSigner) null).handle;", "private access");
        ForeignModule app = module(APP, List.of(SIGNER, US));
        for (Map.Entry<String, String> source : tried.entrySet()) {
            Said said = compile(app, program(NAMES, source.getKey()));
            assertEquals(1, said.code(), source.getKey());
            assertTrue(said.words().contains(source.getValue()), said::words);
            // Refused for what it reaches for, and not for what is no longer there.
            assertFalse(said.words().contains("cannot find symbol"), said::words);
        }
    }

    @Test
    void sourcesOfThisModuleThatReachForTheGuard_doNotCompile() throws IOException {
        ForeignModule us = module(US, List.of(SIGNER));
        for (String room : List.of("guard", "keyring", "session", "privval")) {
            Said said = compile(us, program("import countersign." + room + ".*;", ""));
            assertEquals(1, said.code(), room);
            assertTrue(said.words().contains("does not export it to module " + US), said::words);
        }
    }

    /// The test of the test: what is allowed compiles.
    @Test
    void sourcesThatStayOnOneSide_compile() throws IOException {
        String account = "AccountSigner s = new AccountSigner((KeyHandle) null, null);";
        String validator = "new Validator(null, new ConsensusSigner((KeyHandle) null));";
        ForeignModule app = module(APP, List.of(SIGNER, US));
        for (String body :
                List.of(account + " new TxPorts(null, null, s, null, null);", validator)) {
            Said said = compile(app, program(NAMES, body));
            assertEquals(0, said.code(), said::words);
        }
    }

    @Test
    void signersRooms_areOpenToThisModuleAsFarAsNeeded() {
        Set<String> open =
                descriptor(SIGNER).exports().stream()
                        .filter(e -> !e.isQualified() || e.targets().contains(US))
                        .map(ModuleDescriptor.Exports::source)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                Set.of(
                        "countersign.bytes",
                        "countersign.connection",
                        "countersign.consensus",
                        "countersign.event",
                        "countersign.keyring.spi",
                        "countersign.proto"),
                open);
        Set<String> ours =
                descriptor(US).requires().stream()
                        .map(ModuleDescriptor.Requires::name)
                        .filter(name -> name.startsWith("countersign."))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of("countersign.json", SIGNER), ours);
    }

    /// As compiled, names in texts included: no class can be loaded by a name either.
    @Test
    void classesOfThisModule_nameNothingElse() throws IOException {
        Set<String> named = new TreeSet<>();
        try (Stream<Path> files = Files.walk(OURS)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                for (PoolEntry entry : ClassFile.of().parse(file).constantPool()) {
                    if (entry instanceof Utf8Entry text) {
                        named.addAll(signersTypes(text.stringValue()));
                    }
                }
            }
        }
        assertTrue(named.contains("countersign.keyring.spi.KeyHandle"), named::toString);
        named.removeIf(SealedConsensusKeyTest::maySee);
        assertEquals(Set.of(), named);
    }

    private static Set<String> signersTypes(String text) {
        Matcher names = NAME.matcher(text);
        return names.results()
                .map(MatchResult::group)
                .map(name -> name.replace('/', '.'))
                .filter(name -> name.matches(".*\\.[A-Z]\\w*"))
                .filter(name -> !name.matches("countersign\\.(tx|json)\\..*"))
                .collect(Collectors.toSet());
    }

    private static boolean maySee(String type) {
        return MAY_SEE.contains(type) || MAY_SEE.contains(type.substring(0, type.lastIndexOf('.')));
    }

    private Said compile(ForeignModule module, Map<String, String> sources) throws IOException {
        return module.compile(sources, folder.resolve("classes-" + module.name()));
    }

    /// Built on what this process is made of, without the tests.
    private static ForeignModule module(String name, List<String> requires) {
        List<Path> places =
                ModuleLayer.boot().configuration().modules().stream()
                        .filter(module -> !module.name().equals(US) || requires.contains(US))
                        .map(ResolvedModule::reference)
                        .map(ModuleReference::location)
                        .flatMap(Optional::stream)
                        .filter(place -> place.getScheme().equals("file"))
                        .map((URI place) -> Path.of(place))
                        .toList();
        return new ForeignModule(name, requires, places);
    }

    private static ModuleDescriptor descriptor(String module) {
        return ModuleLayer.boot().findModule(module).orElseThrow().getDescriptor();
    }
}
