package countersign.proof;

import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

/// What PIT writes into `mutations.xml`.
final class MutationReport {
    private static final String PROJECT = "countersign.";

    private MutationReport() {}

    /// One change, before it is counted among those that look the same.
    private record Change(String kind, int line, int index, Mutant.Fate fate) {}

    /// Throws where the file cannot be read or is something else.
    static List<Mutant> read(Path file) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
            NodeList mutations = builder.parse(file.toFile()).getElementsByTagName("mutation");
            List<Change> changes = new ArrayList<>();
            for (int i = 0; i < mutations.getLength(); i++) {
                changes.add(change((Element) mutations.item(i)));
            }
            return counted(changes);
        } catch (ParserConfigurationException | SAXException | NumberFormatException e) {
            throw new IOException(file + " is not a report of PIT: " + e.getMessage(), e);
        }
    }

    private static List<Mutant> counted(List<Change> changes) {
        changes.sort(
                Comparator.comparing(Change::kind)
                        .thenComparingInt(Change::line)
                        .thenComparingInt(Change::index));
        Map<String, Integer> seen = new HashMap<>();
        return changes.stream()
                .map(
                        change -> {
                            int number = seen.merge(change.kind(), 1, Integer::sum);
                            String name = change.kind() + " (" + number + ")";
                            return new Mutant(name, change.line(), change.fate());
                        })
                .toList();
    }

    private static Change change(Element mutation) throws SAXException {
        String type = text(mutation, "mutatedClass");
        String shortType = type.startsWith(PROJECT) ? type.substring(PROJECT.length()) : type;
        // Where it was changed is said already, and packages only make it long.
        String what =
                text(mutation, "description")
                        .replaceFirst(" for \\S+$", "")
                        .replaceAll("[\\w$]+/", "");
        return new Change(
                shortType + "." + text(mutation, "mutatedMethod") + ": " + what,
                Integer.parseInt(text(mutation, "lineNumber")),
                Integer.parseInt(text(mutation, "index")),
                Mutant.Fate.of(mutation.getAttribute("status")));
    }

    private static String text(Element mutation, String name) throws SAXException {
        NodeList found = mutation.getElementsByTagName(name);
        if (found.getLength() == 0) {
            throw new SAXException("a mutation without " + name);
        }
        return found.item(0).getTextContent();
    }
}
