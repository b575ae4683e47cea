package countersign;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What is not written here, and what is written instead.
final class Bans {
    /// Files of the signer in which `default` stands over an open world, with what that is. Over a
    /// sealed type or an enum it would hide the case that somebody adds.
    private static final Map<String, String> OPEN_WORLDS =
            Map.of(
                    "RequestReader.java", "field numbers",
                    "VoteFields.java", "field numbers",
                    "ProposalFields.java", "field numbers",
                    "BlockIdFields.java", "field numbers",
                    "TimestampFields.java", "field numbers",
                    "ProtoReader.java", "wire types",
                    "StateRecord.java", "numbers on the disk",
                    "SyncedFile.java", "exceptions of the JDK");

    /// The only place that catches everything: the frame that prints a bug and ends the process.
    private static final Path OUTERMOST = Path.of("app/src/main/java/countersign/app/Main.java");

    private enum Where {
        ANYWHERE,
        MAIN,
        /// Where time and chance are passed in.
        MAIN_BUT_APP,
        /// Where nobody prints: what has no command line of its own.
        SILENT,
        MAIN_BUT_OUTERMOST,
        SIGNER,
        SIGNER_BUT_OVER_OPEN_WORLDS;

        boolean covers(Path file) {
            boolean main = file.toString().contains("src/main/java");
            return switch (this) {
                case ANYWHERE -> true;
                case MAIN -> main;
                case MAIN_BUT_APP -> main && !file.startsWith("app");
                case SILENT -> main && (file.startsWith("signer") || file.startsWith("providers"));
                case MAIN_BUT_OUTERMOST -> main && !file.equals(OUTERMOST);
                case SIGNER -> main && file.startsWith("signer");
                case SIGNER_BUT_OVER_OPEN_WORLDS ->
                        SIGNER.covers(file)
                                && !OPEN_WORLDS.containsKey(file.getFileName().toString());
            };
        }
    }

    private record Ban(Where where, Pattern pattern, String instead) {
        Ban(Where where, String pattern, String instead) {
            this(where, Pattern.compile(pattern), instead);
        }
    }

    private static final List<Ban> IN_CODE =
            List.of(
                    new Ban(
                            Where.MAIN_BUT_APP,
                            "\\bInstant\\.now\\(|\\bSystem\\.currentTimeMillis\\(",
                            "an InstantSource that is passed in"),
                    new Ban(
                            Where.ANYWHERE,
                            "\\bnew Random\\(\\)",
                            "a RandomGenerator that is passed in, seeded in tests"),
                    new Ban(
                            Where.MAIN,
                            "\\bThread\\.sleep\\(",
                            "waiting for what is to happen, with a deadline"),
                    new Ban(
                            Where.SILENT,
                            "\\bSystem\\.(?:out|err)\\b",
                            "an event, or a result that a command line prints"),
                    new Ban(Where.MAIN, "\\bprintStackTrace\\b", "an error that says what"),
                    new Ban(
                            Where.MAIN_BUT_OUTERMOST,
                            "\\bcatch \\((?:final )?(?:Exception|Throwable)\\b",
                            "the exceptions that are meant"),
                    new Ban(Where.ANYWHERE, "\\bsynchronized\\b", "a ReentrantLock"),
                    new Ban(Where.ANYWHERE, "\\babstract class\\b", "a sealed interface"),
                    new Ban(Where.ANYWHERE, "\\bSerializable\\b", "a written-down format"),
                    new Ban(Where.ANYWHERE, "(?m)^\\s*assert\\b", "Check.that"),
                    new Ban(
                            Where.MAIN,
                            "\\bjava\\.lang\\.reflect\\b|\\bClass\\.forName\\(",
                            "a plain call"),
                    new Ban(Where.ANYWHERE, "(?m)^import .*\\*;", "the types by their names"),
                    new Ban(
                            Where.SIGNER,
                            "(?m)^(?!import |package ).*\\bcountersign(?:\\.[a-z]+)+\\.[A-Z]",
                            "an import"),
                    new Ban(
                            Where.SIGNER_BUT_OVER_OPEN_WORLDS,
                            "\\bdefault\\s*(?:->|:)",
                            "every case by its name"));

    /// Pieced together, so as not to find itself.
    private static final Pattern LEFT_FOR_LATER = Pattern.compile("\\b(?:TO" + "DO|FIX" + "ME)\\b");

    /// A curve does have a base point.
    private static final Pattern EMPTY_NAME =
            Pattern.compile(
                    "(?:Impl|Manager|Helper|Utils?|Base|Abstract|Default|Common)$"
                            + "|^(?:Impl|Manager|Helper|Utils?|Base(?!Point)|Abstract|Default"
                            + "|Common)[A-Z]");

    private Bans() {}

    static Stream<String> inJava(Path file, JavaText java) {
        Stream<String> banned =
                IN_CODE.stream()
                        .filter(ban -> ban.where.covers(file))
                        .flatMap(ban -> found(file, java.code(), ban.pattern, ban.instead));
        Stream<String> names =
                java.types().stream()
                        .filter(name -> EMPTY_NAME.matcher(name).find())
                        .map(name -> file + ": the name " + name + " says nothing");
        return Stream.concat(banned, names);
    }

    static Stream<String> inText(Path file, String text) {
        return found(file, text, LEFT_FOR_LATER, "doing it now, or not at all");
    }

    private static Stream<String> found(Path file, String text, Pattern pattern, String instead) {
        Matcher matcher = pattern.matcher(text);
        return matcher.results()
                .map(
                        match -> {
                            long line = text.substring(0, match.end()).lines().count();
                            String what = match.group().strip();
                            return file + ":" + line + ": " + what + ": use " + instead;
                        });
    }
}
