package countersign.tx.amino;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AminoPrefixTest {
    /// The last has a zero byte within the prefix, which stays.
    @ParameterizedTest
    @CsvSource({
        "core/StdTx, c6c1023f",
        "cosmos-sdk/StdTx, 282816a9",
        "auth/StdTx, f0625dee",
        "cosmos-sdk/MsgSend, a8a3619a",
        "oracle/MsgExchangeRatePrevote, 7158c1de",
        "oracle/MsgExchangeRateVote, de53e12c",
        "tendermint/PubKeySecp256k1, eb5ae987",
        "test/Msg54, 79530035"
    })
    void prefix_isThatOfGoAmino(String name, String prefix) {
        assertEquals(prefix, AminoPrefix.of(name).hex());
    }
}
