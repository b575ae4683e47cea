package countersign.tx.protobuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.proto.ProtoWriter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

final class DescriptorsTest {
    @Test
    void standardModules_areThere() {
        Descriptors standard = Descriptors.standard();

        for (String message :
                List.of(
                        "cosmos.bank.v1beta1.MsgSend",
                        "cosmos.staking.v1beta1.StakeAuthorization.Validators",
                        "cosmos.gov.v1.MsgVoteWeighted",
                        "cosmos.authz.v1beta1.MsgExec",
                        "cosmos.feegrant.v1beta1.PeriodicAllowance")) {
            assertTrue(standard.has(message), message);
        }
        assertFalse(standard.has("cosmos.bank.v1beta1.MsgTest"));
    }

    /// Or their messages would be refused.
    @Test
    void decimalsOfStandardModules_sayHowTheyAreWritten() {
        int decimals = 0;
        for (MessageType type : Descriptors.standard().all()) {
            for (MessageType.Field field : type.fields()) {
                if (field.isGoDecimal()) {
                    decimals++;
                    assertTrue(field.isScaledDecimal(), type.name() + "." + field.name());
                }
                assertTrue(!field.isGoInt() || field.isInt(), type.name() + "." + field.name());
            }
        }
        assertTrue(decimals > 5, decimals + " are few");
    }

    @Test
    void aChainsOwn_comesBeforeTheStandard() throws DescriptorException {
        Descriptors own = Descriptors.standard().and(set(message("MsgSend", field("only", 7, 9))));

        assertEquals(1, own.known("cosmos.bank.v1beta1.MsgSend").fields().size());
        assertTrue(own.has("cosmos.bank.v1beta1.MsgMultiSend"));
    }

    @Test
    void fields_areSortedByNumber() throws DescriptorException {
        MessageType type =
                Descriptors.standard()
                        .and(set(message("M", field("b", 2, 9), field("a", 1, 3))))
                        .known("cosmos.bank.v1beta1.M");

        assertEquals(
                List.of("a", "b"), type.fields().stream().map(MessageType.Field::name).toList());
        assertEquals(Kind.INT64, type.fields().getFirst().kind());
    }

    @Test
    void contradictions_areRefused() {
        assertRefused(set(message("M", field("a", 1, 9), field("b", 1, 9))), "have one number");
        assertRefused(set(message("M", field("a", 0, 9))), "no number");
        assertRefused(set(message("M", field("", 1, 9))), "no name");
        assertRefused(set(message("M"), message("M")), "is there twice");
        assertRefused(set(message("M", field("a", 1 << 29, 9))), "no number that can be written");
    }

    @Test
    void deepNesting_isRefused() {
        Bytes nested = message("M");
        for (int i = 0; i < 40; i++) {
            nested = new ProtoWriter().string(1, "M").message(3, nested).encoded();
        }
        assertRefused(set(nested), "nested too deeply");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0a", "0a0122", "ff", "0b", "7b226122"})
    void otherBytes_areRefused(String hex) {
        assertRefused(Bytes.ofHex(hex), "descriptor set");
    }

    @Test
    void tooManyBytes_areRefused() {
        assertRefused(Bytes.of(new byte[Descriptors.BYTES_MAX + 1]), "at most");
    }

    private static void assertRefused(Bytes set, String why) {
        String message =
                String.valueOf(
                        assertThrows(
                                        DescriptorException.class,
                                        () -> Descriptors.standard().and(set))
                                .getMessage());
        assertTrue(message.contains(why), message);
    }

    private static Bytes set(Bytes... messages) {
        ProtoWriter file = new ProtoWriter().string(2, "cosmos.bank.v1beta1");
        for (Bytes message : messages) {
            file.message(4, message);
        }
        return new ProtoWriter().message(1, file.encoded()).encoded();
    }

    private static Bytes message(String name, Bytes... fields) {
        ProtoWriter message = new ProtoWriter().string(1, name);
        for (Bytes field : fields) {
            message.message(2, field);
        }
        return message.encoded();
    }

    private static Bytes field(String name, int number, int type) {
        return new ProtoWriter()
                .string(1, name)
                .varint(3, number)
                .varint(4, 1)
                .varint(5, type)
                .encoded();
    }
}
