package countersign.tx.protobuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ClockTextTest {
    @ParameterizedTest
    @CsvSource({
        "2030-01-02T03:04:30Z, 2030-01-02T03:04:30Z",
        "2030-01-02T03:04:30.120Z, 2030-01-02T03:04:30.12Z",
        "2030-01-02T03:04:30.000000001Z, 2030-01-02T03:04:30.000000001Z",
        "2030-01-02T03:04:30.000Z, 2030-01-02T03:04:30Z",
        "2000-02-29T00:00:00.100Z, 2000-02-29T00:00:00.1Z"
    })
    void time_isSignedWithoutZerosAtItsEnd(String written, String signed) {
        assertTrue(ClockText.time(written).isPresent());
        assertEquals(signed, ClockText.shortest(written));
        assertEquals(ClockText.time(written), ClockText.time(signed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2030",
                "2030-01-02T24:00:00Z",
                "2030-02-30T00:00:00Z",
                "2030-01-02T03:04:60Z",
                "2030-01-02T03:04:05+00:00",
                "2030-01-02T03:04:05.Z",
                "2030-01-02t03:04:05z",
                "2030-01-02T03:04:05.1234567890Z"
            })
    void time_isWrittenInOneWay(String text) {
        assertTrue(ClockText.time(text).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "0s, 0",
        "3600s, 3600000000000",
        "1.5s, 1500000000",
        "-1.5s, -1500000000",
        "9223372036.854775807s, 9223372036854775807"
    })
    void length_isCountedInNanoseconds(String text, String nanos) {
        assertEquals(nanos, ClockText.nanos(text).orElseThrow().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "s", "1", "1m", "01s", "-0s", "1.s", "9223372036.854775808s", "1e3s"})
    void otherLengths_areRefused(String text) {
        assertTrue(ClockText.nanos(text).isEmpty());
    }
}
