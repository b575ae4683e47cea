package countersign.app.config.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.app.config.ConfigException;
import countersign.app.config.Problem;
import countersign.bytes.Bytes;
import countersign.tx.schema.Definition;
import countersign.tx.schema.FieldType;
import countersign.tx.schema.Schema;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

final class SchemaReaderTest {
    private static final String HEAD =
            """
            namespace = "core/StdTx"
            acc_prefix = "terra"
            val_prefix = "terravaloper"
            """;

    /// As tmkms' guide has it.
    private static final String TMKMS =
            HEAD
                    + """

                    [[definition]]
                    type_name = "oracle/MsgExchangeRateVote"
                    fields = [
                        { name = "exchange_rate", type = "sdk.Dec"},
                        { name = "salt", type = "string", tag = 5 },
                        { name = "denom", type = "string" },
                        { name = "feeder", type = "sdk.AccAddress", tag = 1000 },
                        { name = "validator", type = "sdk.ValAddress", tag = 3 },
                    ]
                    """;

    @ParameterizedTest
    @EnumSource(ReadySchema.class)
    void readySchema_isOne(ReadySchema ready) throws ConfigException {
        Schema schema = SchemaReader.read(ready.file(), ready.contents());

        assertTrue(schema.messages().size() >= 3);
    }

    @Test
    void hashOfColumbus4_isBytes() throws ConfigException {
        assertEquals(FieldType.Simple.STRING, hash(ReadySchema.COLUMBUS_3));
        assertEquals(FieldType.Simple.BYTES, hash(ReadySchema.COLUMBUS_4));
    }

    private static FieldType hash(ReadySchema ready) throws ConfigException {
        return SchemaReader.read(ready.file(), ready.contents())
                .message("oracle/MsgExchangeRatePrevote")
                .orElseThrow()
                .fields()
                .getFirst()
                .type();
    }

    @Test
    void tags_followTheOneBeforeAndSort() throws ConfigException {
        Definition vote = read(TMKMS).message("oracle/MsgExchangeRateVote").orElseThrow();

        assertEquals(
                List.of(1, 3, 5, 6, 1000),
                vote.fields().stream().map(Definition.Field::tag).toList());
        assertEquals("validator", vote.fields().get(1).name());
    }

    @Test
    void moreThanTmkms_isRead() throws ConfigException {
        Schema schema =
                read(
                        HEAD.replace("core", "cosmos-sdk")
                                + """
                                [[definition]]
                                type_name = "cosmos-sdk/MsgTest"
                                fields = [
                                    { name = "a", type = "[]Party" },
                                    { name = "b", type = "enum", values = ["Yes", "No"] },
                                    { name = "c", type = "[]sdk.Msg" },
                                ]
                                [[struct]]
                                name = "Party"
                                fields = [ { name = "coins", type = "sdk.Coins" } ]
                                """);

        List<FieldType> types =
                schema.message("cosmos-sdk/MsgTest").orElseThrow().fields().stream()
                        .map(Definition.Field::type)
                        .toList();
        assertEquals(
                List.of(
                        new FieldType.ListOf(new FieldType.StructOf("Party")),
                        new FieldType.Choice(Map.of("Yes", 1, "No", 2)),
                        new FieldType.ListOf(FieldType.Simple.MESSAGE)),
                types);
    }

    @Test
    void everyMistake_isToldWithItsLine() {
        List<Problem> problems =
                problems(
                        """
                        namespace = "a b"
                        acc_prefix = "Terra"
                        more = 1

                        [[definition]]
                        type_name = "a/A"
                        fields = [
                            { name = "x", type = "string" },
                            { name = "x", type = "string" },
                            { name = "y", type = "Nothing" },
                            { name = "z", type = "string", tag = 1 },
                            { name = "v", type = "string", tag = 0 },
                            { name = "w-w", type = "string", tag = 90 },
                            { name = "e", type = "enum" },
                            { type = "string", colour = "red" },
                        ]
                        [[definition]]
                        type_name = "a/A"
                        """);

        assertEquals(
                List.of(0, 1, 2, 3, 9, 10, 11, 12, 13, 14, 15, 15, 17, 18),
                problems.stream().map(Problem::line).toList(),
                problems::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "[]sdk.Coins, a list of lists",
        "[][]string, is no type",
        "int, is no type",
        "'', is empty",
        "sdk.accAddress, is no type"
    })
    void unknownTypes_areRefused(String type, String said) {
        List<Problem> problems = problems(TMKMS.replace("sdk.Dec", type));

        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.getFirst().toString().contains(said), problems::toString);
    }

    @Test
    void brokenToml_isToldAsSuch() {
        assertEquals(2, problems("namespace = \"a\"\nacc_prefix = [").getFirst().line());
    }

    /// The parser of TOML throws at this one.
    @Test
    void listClosedInsideAnInlineTable_isToldNearItsLine() {
        Problem problem =
                problems(
                                """
                                namespace = "a/StdTx"
                                [[definition]]
                                fields = [ { name = "x", type = "string" },
                                    { name = "y", type = "enum", ]
                                [[struct]]
                                fields = [ { name = "z", type = "sdk.Co = ins" } ]
                                """)
                        .getFirst();

        assertEquals(5, problem.line());
        assertTrue(problem.hint().contains("not closed"), problem::toString);
    }

    private static Schema read(String text) throws ConfigException {
        return SchemaReader.read("schema.toml", Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Problem> problems(String text) {
        return assertThrows(ConfigException.class, () -> read(text)).problems();
    }
}
