package countersign;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Just enough of Java's grammar to measure it: what is code, and where methods begin and end.
final class JavaText {
    private static final Pattern ANNOTATION =
            Pattern.compile("@(?!interface)[\\w.]+(?:\\s*\\([^()]*\\))?");
    private static final Pattern TYPE =
            Pattern.compile("\\b(?:class|interface|enum|record)\\s+(\\w+)");
    private static final Pattern ABSTRACT_METHOD =
            Pattern.compile("[\\w<>\\[\\],.?&\\s]+\\s\\w+\\s*\\(.*\\)[\\w.,\\s]*", Pattern.DOTALL);

    /// A method or constructor. `lines` counts from its first line to its closing brace and is 1
    /// where it has no body.
    record Method(int line, int lines, int parameters) {}

    private enum Block {
        TYPE,
        METHOD,
        OTHER
    }

    private record Open(Block block, int parentheses, String header, int headerLine) {}

    private final String code;
    private final List<Method> methods = new ArrayList<>();
    private final List<String> types = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private int line = 1;
    private int parentheses;
    private int headerStart;
    private int headerLine;

    private JavaText(String code) {
        this.code = code;
        scan();
    }

    static JavaText of(String source) {
        return new JavaText(codeOf(source));
    }

    /// The source with comments, strings and characters blanked out, on the same lines and columns.
    String code() {
        return code;
    }

    List<Method> methods() {
        return List.copyOf(methods);
    }

    /// The names of all types, nested ones too.
    List<String> types() {
        return List.copyOf(types);
    }

    private static String codeOf(String source) {
        StringBuilder code = new StringBuilder(source.length());
        int at = 0;
        while (at < source.length()) {
            int end = endOfText(source, at);
            if (end == at) {
                code.append(source.charAt(at++));
                continue;
            }
            for (; at < end; at++) {
                code.append(source.charAt(at) == '\n' ? '\n' : ' ');
            }
        }
        return code.toString();
    }

    /// Where the comment or literal that begins at `at` ends, or `at` where none does.
    private static int endOfText(String source, int at) {
        if (source.startsWith("//", at)) {
            return endAfter(source, at, "\n") - 1;
        }
        if (source.startsWith("/*", at)) {
            return endAfter(source, at + 2, "*/");
        }
        if (source.startsWith("\"\"\"", at)) {
            return endOfLiteral(source, at + 3, "\"\"\"");
        }
        if (source.charAt(at) == '"' || source.charAt(at) == '\'') {
            return endOfLiteral(source, at + 1, source.substring(at, at + 1));
        }
        return at;
    }

    private static int endAfter(String source, int from, String end) {
        int at = source.indexOf(end, from);
        return at < 0 ? source.length() + 1 - end.length() : at + end.length();
    }

    private static int endOfLiteral(String source, int from, String end) {
        int at = from;
        while (at < source.length() && !source.startsWith(end, at)) {
            at += source.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at + end.length(), source.length());
    }

    private void scan() {
        for (int at = 0; at < code.length(); at++) {
            char c = code.charAt(at);
            switch (c) {
                case '\n' -> line++;
                case '(' -> parentheses++;
                case ')' -> parentheses--;
                case '{' -> openBlock(at);
                case '}' -> closeBlock(at);
                case ';' -> endStatement(at);
                default -> {
                    if (!Character.isWhitespace(c) && code.substring(headerStart, at).isBlank()) {
                        headerLine = line;
                    }
                }
            }
        }
    }

    private void openBlock(int at) {
        String header = header(at);
        Matcher type = TYPE.matcher(header);
        Block block = Block.OTHER;
        if (parentheses == 0 && type.find() && !header.contains("=")) {
            block = Block.TYPE;
            types.add(type.group(1));
        } else if (isInType() && !header.contains("=")) {
            block = Block.METHOD;
        }
        open.push(new Open(block, parentheses, header, headerLine));
        parentheses = 0;
        headerStart = at + 1;
    }

    private void closeBlock(int at) {
        Open closed = open.pop();
        parentheses = closed.parentheses();
        if (closed.block() == Block.METHOD) {
            int lines = line - closed.headerLine() + 1;
            methods.add(new Method(closed.headerLine(), lines, parameters(closed.header())));
        }
        headerStart = at + 1;
    }

    private void endStatement(int at) {
        if (parentheses != 0) {
            return;
        }
        String header = header(at);
        if (isInType() && !header.contains("=") && ABSTRACT_METHOD.matcher(header).matches()) {
            methods.add(new Method(headerLine, 1, parameters(header)));
        }
        headerStart = at + 1;
    }

    private boolean isInType() {
        return !open.isEmpty() && open.peek().block() == Block.TYPE && parentheses == 0;
    }

    private String header(int end) {
        return ANNOTATION.matcher(code.substring(headerStart, end)).replaceAll("").strip();
    }

    private static int parameters(String header) {
        int from = header.indexOf('(') + 1;
        int to = header.lastIndexOf(')');
        if (from == 0 || to < from || header.substring(from, to).isBlank()) {
            return 0;
        }
        int count = 1;
        int depth = 0;
        for (char c : header.substring(from, to).toCharArray()) {
            switch (c) {
                case '<', '(' -> depth++;
                case '>', ')' -> depth--;
                case ',' -> count += depth == 0 ? 1 : 0;
                default -> {}
            }
        }
        return count;
    }
}
