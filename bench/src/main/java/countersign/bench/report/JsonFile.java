package countersign.bench.report;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// A report for programs. Times are microseconds but for starts, which are milliseconds.
public final class JsonFile {
    private JsonFile() {}

    /// The contents of the file.
    public static String of(Report report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json =
                new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            texts(json, "machine", report.machine().facts());
            texts(json, "signers", report.signers());
            json.writeArrayPropertyStart("loads");
            report.loads().forEach(json::writeString);
            json.writeEndArray();
            json.writeArrayPropertyStart("tables");
            report.tables().forEach(table -> write(json, table));
            json.writeEndArray();
            starts(json, report.starts());
            held(json, report.held());
            json.writeEndObject();
        }
        return text + "\n";
    }

    private static void texts(JsonGenerator json, String name, Map<String, String> texts) {
        json.writeObjectPropertyStart(name);
        texts.forEach(json::writeStringProperty);
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Table table) {
        json.writeStartObject();
        json.writeStringProperty("states_on", table.place());
        json.writeNumberProperty("chains", table.chains());
        json.writeNumberProperty("extension_bytes", table.extensionBytes());
        json.writeStringProperty("pace", table.pace());
        floor(json, "floor_us", table.floor());
        json.writeArrayPropertyStart("rows");
        for (Row row : table.rows()) {
            json.writeStartObject();
            json.writeStringProperty("name", row.name());
            json.writeBooleanProperty("signer", row.isSigner());
            json.writeNumberProperty("count", row.count());
            json.writeNumberProperty("p50_us", row.times().p50());
            json.writeNumberProperty("p90_us", row.times().p90());
            json.writeNumberProperty("p99_us", row.times().p99());
            json.writeNumberProperty("p999_us", row.times().p999());
            json.writeNumberProperty("max_us", row.times().max());
            json.writeNumberProperty("per_second", row.perSecond());
            floor(json, "of_the_floor", table.ratio(row));
            json.writeNumberProperty("faults", row.faults().count());
            json.writeStringProperty("first_fault", row.faults().first());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void floor(JsonGenerator json, String name, OptionalDouble value) {
        if (value.isPresent()) {
            json.writeNumberProperty(name, value.getAsDouble());
        }
    }

    private static void starts(JsonGenerator json, List<Start> starts) {
        json.writeArrayPropertyStart("starts");
        for (Start start : starts) {
            json.writeStartObject();
            json.writeStringProperty("name", start.name());
            json.writeArrayPropertyStart("ms");
            start.millis().forEach(json::writeNumber);
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void held(JsonGenerator json, List<Held> held) {
        json.writeArrayPropertyStart("held");
        for (Held one : held) {
            json.writeStartObject();
            json.writeStringProperty("name", one.name());
            json.writeStringProperty("states_on", one.place());
            json.writeNumberProperty("chains", one.chains());
            json.writeNumberProperty("resident_kib", one.facts().residentKib());
            json.writeNumberProperty("threads", one.facts().threads());
            json.writeNumberProperty("descriptors", one.facts().descriptors());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
