package countersign.privval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.bytes.Bytes;
import countersign.connection.PeerException;
import countersign.connection.PeerFault;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

class HostileMessagesTest {
    @TestFactory
    Stream<DynamicTest> hostileMessage_hasItsOutcome() {
        return HostileMessages.all().stream()
                .map(c -> DynamicTest.dynamicTest(c.name(), () -> check(c)));
    }

    @Test
    void table_isLargeAndNamesEachMessageOnce() {
        Set<String> names = new HashSet<>();
        HostileMessages.all().forEach(c -> assertTrue(names.add(c.name()), c.name()));
        assertTrue(names.size() >= 120, "only " + names.size() + " messages");
    }

    /// Whoever sees one of these must be able to tell it from a fault of the signer's.
    @Test
    void unknownRequest_saysWhichAndWhatToDo() {
        PeerException e =
                assertThrows(PeerException.class, () -> Codec.decode(Bytes.ofHex("5a00")));
        assertEquals("the node sent a request of an unknown kind (oneof 11)", e.what());
        assertTrue(e.next().contains("newer"), e.next());
    }

    @Test
    void emptyMessage_isNotTakenForAnUnknownRequest() {
        PeerException e = assertThrows(PeerException.class, () -> Codec.decode(Bytes.EMPTY));
        assertEquals("the node sent a malformed message: it is empty", e.what());
    }

    private static void check(HostileMessages.Case c) throws PeerException {
        if (c.outcome().equals("MALFORMED")) {
            PeerException e = assertThrows(PeerException.class, () -> Codec.decode(c.message()));
            assertEquals(PeerFault.MALFORMED, e.fault());
            assertFalse(e.next().isEmpty());
            return;
        }
        Request request = Codec.decode(c.message());
        if (c.outcome().equals("ACCEPTED")) {
            assertFalse(request instanceof Request.Unsignable, request.toString());
            return;
        }
        String[] kindAndWhy = c.outcome().split(" ", 2);
        Request.Unsignable unsignable = assertInstanceOf(Request.Unsignable.class, request);
        assertEquals(AnswerKind.valueOf(kindAndWhy[0]), unsignable.kind());
        assertTrue(unsignable.why().contains(kindAndWhy[1]), unsignable.why());
    }
}
