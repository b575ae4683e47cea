package countersign.provider.softsign.locked;

import countersign.bytes.Bytes;
import countersign.provider.softsign.KeyFileException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The header of an age file: a stanza for each recipient, and an authentication code.
///
/// ```
/// age-encryption.org/v1
/// -> TYPE ARGUMENT…
/// base64 in lines of 64 characters, the last one shorter
/// --- base64 of the code
/// ```
///
/// @param stanzas as they stand in the file
/// @param authenticated what the code is over
/// @param mac the code
/// @param bytes how long the header is; behind it the body begins
record AgeHeader(List<Stanza> stanzas, Bytes authenticated, Bytes mac, int bytes) {
    static final String FIRST_LINE = "age-encryption.org/v1";
    static final int COLUMNS = 64;

    private static final int STANZAS_MAX = 32;
    private static final int LINE_CHARACTERS_MAX = 1024;
    private static final String STANZA = "-> ";
    private static final String END = "---";

    /// One recipient's way to the file key.
    record Stanza(String type, List<String> arguments, Bytes body) {}

    static AgeHeader parse(Bytes file) throws KeyFileException {
        Lines lines = new Lines(file);
        if (!lines.next().equals(FIRST_LINE)) {
            throw malformed("its first line is not " + FIRST_LINE);
        }
        List<Stanza> stanzas = new ArrayList<>();
        while (true) {
            int begin = lines.at;
            String line = lines.next();
            if (line.startsWith(STANZA)) {
                if (stanzas.size() == STANZAS_MAX) {
                    throw malformed("it has more than " + STANZAS_MAX + " recipients");
                }
                stanzas.add(stanza(line, lines));
            } else if (line.startsWith(END + " ") && !stanzas.isEmpty()) {
                Bytes mac = base64(line.substring(END.length() + 1));
                return new AgeHeader(stanzas, file.first(begin + END.length()), mac, lines.at);
            } else {
                throw malformed("its header has a line that is neither recipient nor end");
            }
        }
    }

    private static Stanza stanza(String line, Lines lines) throws KeyFileException {
        List<String> words = List.of(line.substring(STANZA.length()).split(" ", -1));
        if (words.contains("")) {
            throw malformed("a recipient has an empty argument");
        }
        StringBuilder body = new StringBuilder();
        String part;
        do {
            part = lines.next();
            if (part.length() > COLUMNS) {
                throw malformed("a line of base64 has more than " + COLUMNS + " characters");
            }
            body.append(part);
        } while (part.length() == COLUMNS);
        List<String> arguments = words.subList(1, words.size());
        return new Stanza(words.getFirst(), arguments, base64(body.toString()));
    }

    /// Base64 without padding, in its one canonical form.
    static Bytes base64(String text) throws KeyFileException {
        try {
            Bytes bytes = Bytes.of(Base64.getDecoder().decode(text));
            if (base64(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException notBase64) {
            // Told below.
        }
        throw malformed("its header has bad base64");
    }

    static String base64(Bytes bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes.toArray());
    }

    /// The one scrypt recipient. It must be alone: whoever has the passphrase is to be the only one
    /// who can have written the file.
    Optional<Stanza> scrypt() throws KeyFileException {
        Optional<Stanza> scrypt = stanzas.stream().filter(s -> s.type().equals("scrypt")).findAny();
        if (scrypt.isPresent() && stanzas.size() > 1) {
            throw malformed("it is for a passphrase and for somebody else");
        }
        return scrypt;
    }

    static KeyFileException malformed(String what) {
        return new KeyFileException(
                "this is no age file that can be read: " + what,
                "make it anew with `age`, or copy it again");
    }

    /// Lines of printable ASCII, one after the other.
    private static final class Lines {
        private final Bytes file;
        private int at;

        Lines(Bytes file) {
            this.file = file;
        }

        String next() throws KeyFileException {
            int end = at;
            while (end < file.length() && file.at(end) != '\n') {
                if (file.at(end) < ' ' || file.at(end) > '~' || end - at > LINE_CHARACTERS_MAX) {
                    throw malformed("its header is not lines of text");
                }
                end++;
            }
            if (end == file.length()) {
                throw malformed("its header has no end");
            }
            String line = new String(file.slice(at, end).toArray(), StandardCharsets.US_ASCII);
            at = end + 1;
            return line;
        }
    }
}
