package countersign.acceptance.device;

import countersign.acceptance.Child;
import countersign.acceptance.Peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// SoftHSM2 in a folder of its own, with one token `kms`, and OpenSC's tool for it.
public record SoftHsmTokens(Path folder, Path module) {
    public static final String VARIABLE = "SOFTHSM2_CONF";
    public static final String PIN = "1234";

    private static final List<Path> MODULES =
            List.of(
                    Path.of("/usr/lib/softhsm/libsofthsm2.so"),
                    Path.of("/usr/lib64/pkcs11/libsofthsm2.so"),
                    Path.of("/usr/local/lib/softhsm/libsofthsm2.so"));

    public static SoftHsmTokens create(Path folder) throws IOException {
        Peers.requireInstalled("softhsm2-util", "softhsm2");
        Peers.requireInstalled("pkcs11-tool", "opensc");
        Optional<Path> module = MODULES.stream().filter(Files::exists).findFirst();
        SoftHsmTokens made = new SoftHsmTokens(folder, module.orElseThrow());
        Files.createDirectories(made.tokens());
        Files.writeString(
                made.configuration(),
                "directories.tokendir = %s\nobjectstore.backend = file\n".formatted(made.tokens()));
        made.run(
                "softhsm2-util",
                "--init-token",
                "--free",
                "--label",
                "kms",
                "--pin",
                PIN,
                "--so-pin",
                "5678");
        return made;
    }

    /// What `VARIABLE` is set to.
    public Path configuration() {
        return folder.resolve("softhsm2.conf");
    }

    /// Where SoftHSM keeps what is on its tokens.
    Path tokens() {
        return folder.resolve("tokens");
    }

    /// Has `pkcs11-tool` do something with the token.
    public String tool(String... arguments) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "pkcs11-tool",
                                "--module",
                                module.toString(),
                                "--token-label",
                                "kms",
                                "--login",
                                "--pin",
                                PIN));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    private String run(String... command) {
        Map<String, String> environment = Map.of(VARIABLE, configuration().toString());
        return Child.finish(folder.resolve("tool.log"), folder, environment, List.of(command));
    }
}
