package countersign.harness.provider;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Looks for secrets in whatever a provider says.
final class Secrets {
    private Secrets() {}

    static void demandNoneIn(List<String> said, List<byte[]> secrets) {
        for (byte[] secret : secrets) {
            for (String form : forms(secret).toList()) {
                for (String text : said) {
                    Demand.that(!contains(text, form), "a secret is to be read in what it says");
                }
            }
        }
    }

    private static Stream<String> forms(byte[] secret) {
        return Stream.of(
                new String(secret, StandardCharsets.ISO_8859_1),
                HexFormat.of().formatHex(secret),
                Base64.getEncoder().withoutPadding().encodeToString(secret),
                Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    private static boolean contains(String text, String form) {
        return text.contains(form)
                || text.toLowerCase(Locale.ROOT).contains(form.toLowerCase(Locale.ROOT));
    }
}
