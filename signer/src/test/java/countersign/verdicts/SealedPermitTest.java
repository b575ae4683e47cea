package countersign.verdicts;

import static countersign.proof.ForeignModule.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.CodedInputStream;

import countersign.guard.Permit;
import countersign.proof.Figures;
import countersign.proof.ForeignModule;
import countersign.proof.ForeignModule.Said;
import countersign.proof.Proof;

import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// A [Permit] is made by the guard and by nobody else: everything that others could try does not
/// compile, or where it compiles, does not run.
class SealedPermitTest {

    private static final Path SIGNER = Path.of("target/classes");

    /// A module that the guard's room is exported to, and one that is nobody.
    private static final String TRUSTED = "countersign.app";

    private static final String NOBODY = "thief";

    @TempDir private Path folder = Path.of("unset");

    @Proof("A5")
    void sourcesThatMakeAPermit_doNotCompile(Figures figures) throws Exception {
        Map<String, String> tried = new LinkedHashMap<>();
        tried.put("new Permit(null, java.util.List.of());", "not public");
        tried.put("new Permit(null, java.util.List.of()) {};", "cannot inherit from final");
        tried.put("class Mine extends Permit {}", "cannot inherit from final");
        tried.put("Permit p = new Verdict.Allowed(null).permit(); p.messages.get(0);", "private");
        tried.put("new Guard(null, null, null, null, null).permit(null, null);", "private");
        tried.put("class Lax extends Guard {}", "cannot inherit from final");
        tried.put("class Lax extends countersign.keyring.ConsensusSigner {}", "from final");
        tried.put(
                "new countersign.keyring.ConsensusSigner(null)"
                        + ".sign(countersign.bytes.Bytes.EMPTY);",
                "cannot be converted to Permit");
        for (Map.Entry<String, String> source : tried.entrySet()) {
            Said said = compile(TRUSTED, program("import countersign.guard.*;", source.getKey()));
            assertEquals(1, said.code(), source.getKey());
            assertTrue(said.words().contains(source.getValue()), said::words);
        }
        Said stranger = compile(NOBODY, program("import countersign.guard.*;", ""));
        assertEquals(1, stranger.code());
        assertTrue(
                stranger.words().contains("does not export it to module thief"), stranger::words);
        Said moved = compile(TRUSTED, Map.of("countersign/guard/Mine.java", MINE));
        assertEquals(1, moved.code());
        assertTrue(moved.words().contains("package exists in another module"), moved::words);
        figures.found("sources refused by the compiler", tried.size() + 2L);
    }

    @Proof("A5")
    void programsThatReachForAPermit_fail(Figures figures) throws Exception {
        String type = "Class<?> permit = Class.forName(\"countersign.guard.Permit\");";
        String constructor = type + "var made = permit.getDeclaredConstructors()[0];";
        Map<String, String> tried = new LinkedHashMap<>();
        tried.put(constructor + "made.setAccessible(true);", "InaccessibleObjectException");
        tried.put(constructor + "made.newInstance(null, null);", "IllegalAccessException");
        tried.put(
                type
                        + "java.lang.invoke.MethodHandles.privateLookupIn("
                        + "permit, java.lang.invoke.MethodHandles.lookup());",
                "IllegalAccessException");
        tried.put(
                type + "permit.getDeclaredField(\"messages\").setAccessible(true);",
                "InaccessibleObjectException");
        for (String module : List.of(TRUSTED, NOBODY)) {
            for (Map.Entry<String, String> program : tried.entrySet()) {
                assertEquals(0, compile(module, program("", program.getKey())).code());
                Said said = run(module);
                assertEquals(1, said.code(), program.getKey());
                assertTrue(said.words().contains(program.getValue()), said::words);
            }
        }
        figures.found("programs refused by the system", 2L * tried.size());
    }

    /// The test of the test: what is allowed compiles and runs.
    @Proof("A5")
    void programThatTakesNoPermit_runs() throws Exception {
        String harmless = "countersign.bytes.Bytes.ofHex(\"00\").length();";
        for (String module : List.of(TRUSTED, NOBODY)) {
            assertEquals(0, compile(module, program("", harmless)).code());
            assertEquals(new Said(0, "1"), run(module));
        }
    }

    private static final String MINE =
            "package countersign.guard; class Mine { Permit made = new Permit(null, null); }";

    private Said compile(String module, Map<String, String> sources) throws IOException {
        return new ForeignModule(module, List.of("countersign.signer"), List.of(places()))
                .compile(sources, classes(module));
    }

    /// Runs the program with a signer module of its own: that of the tests is open to them.
    private Said run(String module) throws Exception {
        Configuration resolved =
                ModuleLayer.boot()
                        .configuration()
                        .resolve(ModuleFinder.of(fresh(module)), ModuleFinder.of(), Set.of(module));
        ClassLoader platform = ClassLoader.getPlatformClassLoader();
        Class<?> program =
                ModuleLayer.boot()
                        .defineModulesWithOneLoader(resolved, platform)
                        .findLoader(module)
                        .loadClass("reach.Main");
        try {
            return new Said(0, String.valueOf(program.getMethod("run").invoke(null)));
        } catch (InvocationTargetException e) {
            return new Said(1, String.valueOf(e.getCause()));
        }
    }

    private Path classes(String module) throws IOException {
        return Files.createDirectories(folder.resolve("classes").resolve(module));
    }

    private static Path[] places(Path... first) {
        // The sealed module as it is packaged, without the tests that share its rooms here.
        return Stream.concat(
                        Stream.of(first),
                        Stream.of(
                                SIGNER.toAbsolutePath(),
                                home(Ed25519.class),
                                home(CodedInputStream.class)))
                .toArray(Path[]::new);
    }

    /// What the program is made of, but for libraries that this process has as modules anyway.
    private Path[] fresh(String module) throws IOException {
        return ModuleLayer.boot().findModule("com.google.protobuf").isPresent()
                ? new Path[] {classes(module), SIGNER.toAbsolutePath()}
                : places(classes(module));
    }

    private static Path home(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    }
}
