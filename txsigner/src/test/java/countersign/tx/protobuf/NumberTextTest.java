package countersign.tx.protobuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.consensus.ChainId;
import countersign.json.JsonValue;
import countersign.proto.ProtoWriter;
import countersign.tx.Fee;
import countersign.tx.RefusedRequestException;
import countersign.tx.Samples;
import countersign.tx.TxRequest;
import countersign.tx.Value;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/// Numbers that are text in protobuf: what a policy judges is what the chain reads.
final class NumberTextTest {
    private static final int CUSTOM_TYPE = 65_003;
    private static final int SCALAR = 93_002;

    private static final String DEC = "cosmossdk.io/math.LegacyDec";
    private static final String OLD_DEC = "github.com/cosmos/cosmos-sdk/types.Dec";
    private static final String LONG_DEC = "github.com/osmosis-labs/osmosis/osmomath.BigDec";
    private static final String INT = "cosmossdk.io/math.Int";

    @Test
    void decimalWithItsScalar_isScaled() throws Exception {
        for (String type : List.of(DEC, OLD_DEC)) {
            assertEquals(
                    new Value.Decimal(new BigDecimal("5.000000000000000000")),
                    decoded(type, "cosmos.Dec", "5.000000000000000000"));
        }
    }

    /// The chain would read 5 as 5 divided by 10^18.
    @Test
    void decimalOfUnknownForm_isRefused() {
        for (String type : List.of(DEC, OLD_DEC, LONG_DEC)) {
            assertRefused(type, "", "5");
            assertRefused(type, "", "5.000000000000000000");
        }
        assertRefused(LONG_DEC, "cosmos.Dec", "5.000000000000000000");
    }

    /// Without Go's type the chain keeps the text.
    @Test
    void decimalThatIsText_staysText() throws Exception {
        assertEquals(new Value.Text("5.5"), decoded("", "cosmos.Dec", "5.5"));
        assertEquals(new Value.Text("0777"), decoded("", "", "0777"));
    }

    @Test
    void wholeNumber_isReadWithOrWithoutItsScalar() throws Exception {
        for (String scalar : List.of("", "cosmos.Int")) {
            assertEquals(new Value.Whole(BigInteger.TEN), decoded(INT, scalar, "10"));
            for (String bad : List.of("0777", "0x10", "1_000", "+1", "-0", "")) {
                RefusedRequestException e =
                        assertThrows(
                                RefusedRequestException.class, () -> decoded(INT, scalar, bad));
                assertTrue(e.toString().contains("is no whole number"), e::toString);
            }
        }
    }

    private static void assertRefused(String type, String scalar, String text) {
        RefusedRequestException e =
                assertThrows(RefusedRequestException.class, () -> decoded(type, scalar, text));
        assertTrue(e.toString().contains("cosmos_proto.scalar"), e::toString);
    }

    private static Value decoded(String customType, String scalar, String text) throws Exception {
        ProtoWriter options = new ProtoWriter();
        options.string(CUSTOM_TYPE, customType).string(SCALAR, scalar);
        Bytes field =
                new ProtoWriter()
                        .string(1, "n")
                        .varint(3, 1)
                        .varint(4, 1)
                        .varint(5, 9)
                        .message(8, options.encoded())
                        .encoded();
        Bytes message = new ProtoWriter().string(1, "M").message(2, field).encoded();
        Bytes file = new ProtoWriter().string(2, "own").message(4, message).encoded();
        Descriptors descriptors =
                Descriptors.standard().and(new ProtoWriter().message(1, file).encoded());
        JsonValue.Members value = (JsonValue.Members) Samples.json("{\"n\":\"" + text + "\"}");
        TxRequest request =
                new TxRequest(
                        new ChainId("own-1"),
                        new Fee(List.of(), 1),
                        "",
                        List.of(new TxRequest.Asked(value.at(), "/own.M", value)));
        return new TxRawFormat(descriptors, SignMode.DIRECT, "cosmos")
                .decode(request, 0)
                .messages()
                .getFirst()
                .fields()
                .fields()
                .getOrDefault("n", new Value.Text("nothing"));
    }
}
