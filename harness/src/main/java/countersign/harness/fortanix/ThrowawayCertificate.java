package countersign.harness.fortanix;

import countersign.bytes.Bug;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A certificate of `localhost` that vouches for itself, made by the JDK's `keytool` in a folder of
/// the caller's.
///
/// @param pem the certificate, for whoever is to trust it
/// @param tls what a server proves itself with
public record ThrowawayCertificate(Path pem, SSLContext tls) {
    private static final String PASSWORD = "throwaway";
    private static final int SECONDS_MAX = 60;

    public static ThrowawayCertificate make(Path folder) {
        Path store = folder.resolve("tls.p12");
        Path pem = folder.resolve("tls.pem");
        run(
                List.of(
                        "-genkeypair",
                        "-alias",
                        "tls",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-validity",
                        "2"),
                store);
        run(List.of("-exportcert", "-rfc", "-alias", "tls", "-file", pem.toString()), store);
        return new ThrowawayCertificate(pem, context(store));
    }

    private static void run(List<String> arguments, Path store) {
        ProcessBuilder keytool =
                new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/keytool") + "");
        keytool.command().addAll(arguments);
        keytool.command().addAll(List.of("-keystore", store + "", "-storepass", PASSWORD));
        keytool.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        try {
            Process process = keytool.start();
            if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException("keytool failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted", e));
        }
    }

    private static SSLContext context(Path store) {
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            KeyManagerFactory managers =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD.toCharArray());
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(managers.getKeyManagers(), null, null);
            return tls;
        } catch (GeneralSecurityException e) {
            throw new Bug("keytool makes what the JDK reads", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
