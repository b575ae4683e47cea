package countersign.app.command.yubihsm;

import countersign.app.command.Version;
import countersign.bytes.Bytes;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;

/// The report of a setup, in the JSON of the library that tmkms uses. The device keeps it, and
/// whoever has a session may read it: it says who set the device up, where and when.
final class SetupReport {
    private static final int VERSION = 1;

    private SetupReport() {}

    static Bytes json(String serial, Instant now, Map<String, String> environment) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json =
                new JsonFactory().createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeNumberProperty("version", VERSION);
            json.writeStringProperty("uuid", UUID.randomUUID().toString());
            json.writeStringProperty("device_serial_number", serial);
            text(json, "hostname", environment.get("HOSTNAME"));
            text(json, "username", environment.get("LOGNAME"));
            json.writeName("date");
            date(json, now.atOffset(ZoneOffset.UTC));
            json.writeStringProperty("software", "countersign " + Version.text());
            json.writeEndObject();
        }
        return Bytes.of(bytes.toByteArray());
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) {
        if (value == null) {
            json.writeNullProperty(name);
        } else {
            json.writeStringProperty(name, value);
        }
    }

    /// Year, day of the year, hour, minute, second, nanosecond, and three zeros for UTC.
    private static void date(JsonGenerator json, OffsetDateTime date) {
        json.writeStartArray();
        json.writeNumber(date.getYear());
        json.writeNumber(date.getDayOfYear());
        json.writeNumber(date.getHour());
        json.writeNumber(date.getMinute());
        json.writeNumber(date.getSecond());
        json.writeNumber(date.getNano());
        json.writeNumber(0);
        json.writeNumber(0);
        json.writeNumber(0);
        json.writeEndArray();
    }
}
