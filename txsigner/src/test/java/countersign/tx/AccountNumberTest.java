package countersign.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AccountNumberTest {
    @ParameterizedTest
    @ValueSource(strings = {"0", "7", "9223372036854775808", "18446744073709551615"})
    void digits_comeBackAsTheyWere(String digits) {
        assertEquals(digits, AccountNumber.parse(digits).orElseThrow().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+1", "01", "1.0", "0x1", " 1", "18446744073709551616"})
    void anythingElse_isNone(String digits) {
        assertTrue(AccountNumber.parse(digits).isEmpty());
    }
}
