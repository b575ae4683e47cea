package countersign.acceptance.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.bytes.SecretBytes;
import countersign.provider.yubihsm.setup.Mnemonic;
import countersign.provider.yubihsm.setup.SetupSecrets;
import countersign.provider.yubihsm.wrap.WrappedObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/// The real tmkms and Countersign under its name, each with a device of its own: the same commands
/// say the same and leave the same device, and what one of them made the other one goes on with.
@Execution(ExecutionMode.CONCURRENT)
final class TmkmsCommandsIT {
    /// From the tests of tmkms.
    private static final String MNEMONIC =
            "abandon amount liar amount expire adjust cage candy arch gather drum bullet absurd"
                    + " math era live bid rhythm alien crouch range attend journey unaware";

    private static final String NODE_KEY =
            """
            {"address":"275184F7F3BB2D1EB56FB91F0DC9E0FE6FB64097","pub_key":{"type":\
            "tendermint/PubKeyEd25519","value":"Dicjr17rwt2WMy+Wo/hLGc2qPpx03kvyUJCJGqh1MXM="},\
            "priv_key":{"type":"tendermint/PrivKeyEd25519","value":"qIoGOuRm6GHobrRGq9t2I388pnWO7Z\
            B9FE0R+M8TM6oOJyOvXuvC3ZYzL5aj+EsZzao+nHTeS/JQkIkaqHUxcw=="}}
            """;

    private static final String SEED = "qIoGOuRm6GHobrRGq9t2I388pnWO7ZB9FE0R+M8TM6o=";

    /// Four roles, a wrap key and a report; six keys.
    private static final int OBJECTS = 12;

    @TempDir private Path temporary = Path.of("unset");

    @Test
    void sameCommands_saySameAndMakeTheSameDevice() throws Exception {
        try (DeviceHome theirs = home("theirs");
                DeviceHome ours = home("ours")) {
            String said = session(DeviceTool.TMKMS, theirs);
            assertTrue(said.contains("2>    Generated consensus (ed25519) key 0x0001: KEY"), said);
            assertTrue(said.contains("1>    label: \"oracle\""), said);
            assertEquals(said, session(DeviceTool.COUNTERSIGN, ours));
            assertEquals(OBJECTS, theirs.objects().size());
            assertEquals(theirs.objects(), ours.objects());
            assertEquals(theirs.signature(3), ours.signature(3));
        }
    }

    /// What each of them refuses, with the same exit code.
    @ParameterizedTest
    @EnumSource(DeviceTool.class)
    void mistakes_changeNothing(DeviceTool tool) throws Exception {
        try (DeviceHome home = home("home")) {
            home.run(tool, MNEMONIC + "\ny\n", "setup", "-r").endsWith(0);
            home.logInWith(MNEMONIC);
            home.run(tool, "", "keys", "generate", "1").endsWith(0);
            var before = home.objects();
            home.run(tool, "", "keys", "generate", "1").endsWith(1);
            home.run(tool, "", "keys", "generate").endsWith(1);
            home.run(tool, "", "keys", "generate", "-t", "rsa", "2").endsWith(1);
            home.run(tool, "", "keys", "generate", "0x10000").endsWith(1);
            home.run(tool, "", "keys", "export", "-i", "9", "9.enc").endsWith(1);
            home.run(tool, "", "keys", "export", "9.enc").endsWith(2);
            home.run(tool, "", "keys", "export", "-i", "x", "9.enc").endsWith(2);
            home.run(tool, "", "keys", "import", "none.enc").endsWith(1);
            home.run(tool, "", "keys", "import", "password").endsWith(1);
            home.run(tool, "", "keys").endsWith(2);
            home.run(tool, "n\n", "setup").endsWith(1);
            home.run(tool, "", "setup").endsWith(1);
            home.run(tool, "zoo zoo\n", "setup", "-r").endsWith(1);
            assertEquals(before, home.objects());
            assertTrue(Files.notExists(home.folder().resolve("9.enc")));
        }
    }

    /// A device that one of them set up is set up again from the same words by the other, and takes
    /// the backup that was made of a key in the first one.
    @ParameterizedTest
    @EnumSource(DeviceTool.class)
    void newWordsOfOne_restoreDeviceAndKeyWithTheOther(DeviceTool first) throws Exception {
        DeviceTool second =
                switch (first) {
                    case TMKMS -> DeviceTool.COUNTERSIGN;
                    case COUNTERSIGN -> DeviceTool.TMKMS;
                };
        try (DeviceHome old = home("old");
                DeviceHome restored = home("restored")) {
            String words = words(old.run(first, "y\n", "setup").endsWith(0).out());
            old.logInWith(words);
            old.run(first, "", "keys", "generate", "-b", "one.enc", "1").endsWith(0);
            old.run(first, "", "keys", "export", "-i", "1", "again.enc").endsWith(0);
            Path backup = old.folder().resolve("one.enc");
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)));

            restored.run(second, words + "\ny\n", "setup", "-r").endsWith(0);
            restored.logInWith(words);
            restored.run(second, "", "keys", "import", backup.toString()).endsWith(0);

            assertEquals(old.signature(1), restored.signature(1));
            assertEquals(listed(second, old), listed(first, restored));
            assertOpens(words, backup, listed(first, old));
            assertOpens(words, old.folder().resolve("again.enc"), listed(first, old));
        }
    }

    /// Ours alone: tmkms writes over it.
    @Test
    void fileThatExists_isNotOverwrittenByABackup() throws Exception {
        try (DeviceHome home = home("home")) {
            DeviceTool tool = DeviceTool.COUNTERSIGN;
            home.run(tool, MNEMONIC + "\ny\n", "setup", "-r").endsWith(0);
            home.logInWith(MNEMONIC);
            Path file = Files.writeString(home.folder().resolve("a.enc"), "precious");
            var before = home.objects();
            home.run(tool, "", "keys", "generate", "-b", "a.enc", "1").endsWith(1);
            home.run(tool, "", "keys", "export", "-i", "1", "a.enc").endsWith(1);
            home.run(tool, "y\n", "setup", "-w", "a.enc").endsWith(1);
            assertEquals("precious", Files.readString(file));
            assertEquals(before, home.objects());
        }
    }

    /// A whole life of a device, and everything that was said in it.
    private static String session(DeviceTool tool, DeviceHome home) throws IOException {
        Files.writeString(home.folder().resolve("priv_validator_key.json"), NODE_KEY);
        Files.writeString(home.folder().resolve("seed"), SEED);
        for (String secret : List.of("priv_validator_key.json", "seed")) {
            Files.setPosixFilePermissions(
                    home.folder().resolve(secret), PosixFilePermissions.fromString("rw-------"));
        }
        List<DeviceTool.Said> said = new ArrayList<>();
        said.add(home.run(tool, "", "keys", "list"));
        said.add(home.run(tool, MNEMONIC + "\n", "setup", "-p", "-r"));
        said.add(home.run(tool, MNEMONIC + "\ny\n", "setup", "-r", "-w", "report.json"));
        home.logInWith(MNEMONIC);
        said.add(home.run(tool, "", "keys", "generate", "1"));
        said.add(
                home.run(
                        tool,
                        "",
                        "keys",
                        "generate",
                        "-p",
                        "cosmosvalconspub",
                        "-b",
                        "2.enc",
                        "2"));
        said.add(home.run(tool, "", "keys", "import", "-i", "3", "priv_validator_key.json"));
        said.add(
                home.run(
                        tool, "", "keys", "import", "-t", "base64", "-l", "seed", "-i", "4",
                        "seed"));
        said.add(home.run(tool, "", "keys", "generate", "-t", "account", "-l", "oracle", "0x123"));
        said.add(home.run(tool, "", "keys", "generate", "--non-exportable", "7"));
        said.add(home.run(tool, "", "keys", "export", "-i", "3", "-w", "1", "3.enc"));
        said.add(home.run(tool, "", "keys", "import", "-i", "9", "-l", "new", "3.enc"));
        said.add(home.run(tool, "", "keys", "list"));
        return said.stream()
                .map(one -> one.code() + "\n" + one.essence())
                .collect(Collectors.joining("\n"))
                // Keys that the device made itself.
                .replaceAll("(key 0x000[127]|0x000[127]|0x0123)(: (\\[....] )?)\\w{40,}", "$1$2KEY")
                // Why the device refused is said in each one's own words.
                .replaceAll("(error importing [^:]*): .*", "$1");
    }

    private static String listed(DeviceTool tool, DeviceHome home) {
        return home.run(tool, "", "keys", "list").endsWith(0).out();
    }

    /// The 24 words in what a setup printed: the two lines after the title of the admin.
    private static String words(String printed) {
        List<String> lines =
                printed.lines().dropWhile(line -> !line.startsWith("- key 0x0001")).toList();
        return (lines.get(2).strip() + " " + lines.get(3).strip());
    }

    /// The words alone open a backup, and in it is the key that the device shows.
    private static void assertOpens(String words, Path backup, String list) throws Exception {
        byte[] phrase = words.getBytes(StandardCharsets.US_ASCII);
        Bytes wrapped = Bytes.of(Base64.getDecoder().decode(Files.readString(backup)));
        try (SecretBytes secret = SecretBytes.take(phrase);
                SetupSecrets secrets = new SetupSecrets(Mnemonic.ofPhrase(secret));
                SecretBytes wrapKey = secrets.wrapKey(1);
                WrappedObject opened = WrappedObject.open(wrapped, wrapKey)) {
            assertNotEquals("", opened.header().label());
            assertTrue(list.contains(opened.header().label()), list);
        }
    }

    private DeviceHome home(String name) throws IOException {
        return DeviceHome.create(temporary.resolve(name), "test-1", "");
    }
}
