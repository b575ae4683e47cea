package countersign.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bench.load.Samples;
import countersign.bench.load.Slice;
import countersign.bench.peer.ProcessFacts;

import org.junit.jupiter.api.Test;
import org.xml.sax.SAXException;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

class ReportTest {
    private static final Row DISK = row(Table.DISK, false, 100_000);
    private static final Row NULL = row(Table.NULL, true, 50_000);
    private static final Row SIGNER = row("signer <&>", true, 300_000);
    private static final Table TABLE =
            new Table("disk", 1, 0, "closed loop", List.of(DISK, NULL, SIGNER));
    private static final Report REPORT =
            new Report(
                    new Machine(Map.of("processors", "2 of them")),
                    Map.of("signer", "7.0\nmore"),
                    List.of("0 0 0", "1 1 1"),
                    List.of(TABLE),
                    List.of(new Start("signer", List.of(30.0, 10.0, 20.0))),
                    List.of(new Held("signer", "disk", 1, new ProcessFacts(2048, 3, 4))));

    @Test
    void floor_isOneFlushAndTheNullSigner() {
        assertEquals(150, TABLE.floor().orElseThrow());
        assertEquals(2, TABLE.ratio(SIGNER).orElseThrow());
        assertTrue(TABLE.ratio(DISK).isEmpty());
        assertTrue(TABLE.ratio(NULL).isEmpty());
    }

    @Test
    void withoutTheNullSigner_thereIsNoFloor() {
        Table table = new Table("disk", 1, 0, "closed loop", List.of(DISK, SIGNER));
        assertTrue(table.floor().isEmpty());
        assertFalse(MarkdownText.of(table).contains("Floor"));
    }

    @Test
    void markdown_hasARowForEach() {
        String text = MarkdownText.of(REPORT);
        assertTrue(text.contains("### State on disk, 1 chain, no extension, closed loop"), text);
        assertTrue(text.contains("| signer <&> | 300 | 300 | 300 |  | 2 | 2.00 | 2 |  |"), text);
        assertTrue(text.contains("| signer | 20 | 30 10 20 |"), text);
        assertTrue(text.contains("| signer | disk | 1 | 2.0 | 3 | 4 |"), text);
        assertTrue(text.contains("- signer: 7.0\n"), text);
    }

    @Test
    void faults_areCountedAndShown() {
        Samples samples = new Samples();
        samples.add(new Slice(List.of(1L), 1, List.of("does not verify", "nor this")));
        Row bad = Row.of("bad", true, samples);
        String text = MarkdownText.of(new Table("disk", 1, 0, "closed loop", List.of(bad)));
        assertTrue(text.contains("| 2 |\n"), text);
        assertTrue(text.contains("bad: does not verify"), text);
    }

    @Test
    void json_holdsTheSame() {
        JsonNode json = new ObjectMapper().readTree(JsonFile.of(REPORT));
        JsonNode table = json.get("tables").get(0);
        assertEquals(150, table.get("floor_us").asDouble());
        assertEquals("signer <&>", table.get("rows").get(2).get("name").asString());
        assertEquals(2, table.get("rows").get(2).get("of_the_floor").asDouble());
        assertEquals(2048, json.get("held").get(0).get("resident_kib").asInt());
        assertEquals(10, json.get("starts").get(0).get("ms").get(1).asDouble());
    }

    @Test
    void plot_isWellFormed_andNamesEverybody()
            throws IOException, SAXException, ParserConfigurationException {
        byte[] svg = SvgPlot.of(TABLE).getBytes(StandardCharsets.UTF_8);
        String text =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(svg))
                        .getDocumentElement()
                        .getTextContent();
        assertTrue(text.contains("signer <&>"), text);
        assertTrue(text.contains("floor 150"), text);
    }

    @Test
    void plotOfNothing_isWellFormedToo()
            throws IOException, SAXException, ParserConfigurationException {
        byte[] svg =
                SvgPlot.of(new Table("disk", 1, 0, "x", List.of()))
                        .getBytes(StandardCharsets.UTF_8);
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg));
    }

    private static Row row(String name, boolean isSigner, long nanos) {
        Samples samples = new Samples();
        samples.add(new Slice(List.of(nanos, nanos), 1, List.of()));
        return Row.of(name, isSigner, samples);
    }
}
