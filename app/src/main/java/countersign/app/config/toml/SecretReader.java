package countersign.app.config.toml;

import countersign.app.config.Located;
import countersign.app.config.provider.SecretSource;
import countersign.bytes.SecretBytes;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads where a password or PIN comes from: one of `NAME`, `NAME_file` and `NAME_env`.
public record SecretReader(Places places) {
    private static final String CREDENTIAL = "credential:";

    private static final Pattern VARIABLE_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /// The one source that the section names, which it must. `name` is the key of the secret
    /// itself, such as `pin`.
    public Optional<Located<SecretSource>> required(Section section, String name) {
        String file = name + "_file";
        String variable = name + "_env";
        Optional<Located<SecretSource>> inFile = source(section, file);
        Optional<Located<SecretSource>> inVariable =
                section.text(variable).flatMap(text -> variable(variable, text));
        Optional<Located<SecretSource>> inline = section.text(name).map(text -> inline(name, text));
        long named = List.of(name, file, variable).stream().filter(section::has).count();
        if (named != 1) {
            places.problems()
                    .error(
                            section.line(),
                            "%s needs one of `%s`, `%s` and `%s`"
                                    .formatted(section.title(), file, variable, name),
                            "keep `%s`: a file of mode 0600, or \"%sNAME\" for systemd's"
                                    .formatted(file, CREDENTIAL));
            return Optional.empty();
        }
        return inFile.or(() -> inVariable).or(() -> inline);
    }

    /// The source that the section names by `NAME_file` or `NAME_env`, where it names one. The
    /// secret itself may not stand there.
    public Optional<SecretSource> optional(Section section, String name) {
        String file = name + "_file";
        String variable = name + "_env";
        Optional<Located<SecretSource>> inFile = source(section, file);
        Optional<Located<SecretSource>> inVariable =
                section.text(variable).flatMap(text -> variable(variable, text));
        if (section.has(file) && section.has(variable)) {
            places.problems()
                    .error(
                            section.lineOf(variable),
                            "%s has both `%s` and `%s`".formatted(section.title(), file, variable),
                            "keep `%s`: a file of mode 0600, or \"%sNAME\" for systemd's"
                                    .formatted(file, CREDENTIAL));
        }
        return inFile.or(() -> inVariable).map(Located::value);
    }

    /// A file or credential, where the section names one under `key`.
    public Optional<Located<SecretSource>> source(Section section, String key) {
        return section.text(key).flatMap(text -> source(key, text));
    }

    /// The file or credential that `text` means. `key` names it in messages.
    public Optional<Located<SecretSource>> source(String key, Located<String> text) {
        if (!text.value().startsWith(CREDENTIAL)) {
            return places.resolved(key, text)
                    .map(path -> new Located<>(new SecretSource.File(path.value()), path.line()));
        }
        String name = text.value().substring(CREDENTIAL.length());
        if (SecretSource.Credential.isName(name)) {
            return Optional.of(new Located<>(new SecretSource.Credential(name), text.line()));
        }
        places.problems()
                .error(
                        text.line(),
                        "`%s`: %s cannot be the name of a credential"
                                .formatted(key, SourceText.quoted(name)),
                        "write credential:NAME as in LoadCredential=NAME:…");
        return Optional.empty();
    }

    private Optional<Located<SecretSource>> variable(String key, Located<String> text) {
        if (VARIABLE_NAME.matcher(text.value()).matches()) {
            return Optional.of(new Located<>(new SecretSource.Variable(text.value()), text.line()));
        }
        places.problems()
                .error(
                        text.line(),
                        // Not repeated: it may be the secret itself.
                        "`%s`: no variable can be called so".formatted(key),
                        "write the name of a variable of the environment, not its value");
        return Optional.empty();
    }

    private Located<SecretSource> inline(String name, Located<String> text) {
        places.problems()
                .warn(
                        text.line(),
                        "a %s stands in the configuration file".formatted(name),
                        "put it into a file of mode 0600 and use `%s_file`".formatted(name));
        byte[] bytes = text.value().getBytes(StandardCharsets.UTF_8);
        return new Located<>(new SecretSource.Inline(SecretBytes.take(bytes)), text.line());
    }
}
