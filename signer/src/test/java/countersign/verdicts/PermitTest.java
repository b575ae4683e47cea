package countersign.verdicts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import countersign.guard.Guard;
import countersign.guard.Permit;
import countersign.guard.Rules;
import countersign.keyring.ConsensusSigner;

import org.junit.jupiter.api.Test;

import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;

/// The first law: a consensus key signs only permits, and only the guard makes one.
class PermitTest {
    @Test
    void permit_hasNoConstructorOrFactoryForOthers() {
        assertTrue(Modifier.isFinal(Permit.class.getModifiers()));
        for (Constructor<?> constructor : Permit.class.getDeclaredConstructors()) {
            assertEquals(0, constructor.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED));
        }
        for (Class<?> type : new Class<?>[] {Permit.class, Guard.class, Rules.class}) {
            for (Method method : type.getDeclaredMethods()) {
                boolean open = Modifier.isPublic(method.getModifiers());
                assertTrue(!open || method.getReturnType() != Permit.class, method::toString);
            }
        }
    }

    /// Without an open package, reflection from another module cannot reach the constructor.
    @Test
    void guardRoom_isNotOpenToReflection() {
        ModuleDescriptor module = Guard.class.getModule().getDescriptor();
        assertTrue(!module.isOpen());
        assertTrue(
                module.opens().stream()
                        .noneMatch(
                                opened ->
                                        opened.source().equals("countersign.guard")
                                                && opened.targets().isEmpty()));
        ModuleDescriptor.Exports exported =
                module.exports().stream()
                        .filter(e -> e.source().equals("countersign.guard"))
                        .findFirst()
                        .orElseThrow();
        assertTrue(exported.isQualified());
    }

    @Test
    void consensusSigner_signsNothingButPermits() {
        for (Method method : ConsensusSigner.class.getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers()) && method.getParameterCount() > 0) {
                assertEquals("sign", method.getName());
                assertEquals(
                        Set.of(Permit.class),
                        Set.copyOf(Arrays.asList(method.getParameterTypes())));
            }
        }
    }
}
