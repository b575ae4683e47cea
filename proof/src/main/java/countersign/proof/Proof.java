package countersign.proof;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A test that proves a promise. It takes its [Figures] as a parameter.
///
/// In the quick form it is part of the ordinary tests, or where it needs whole processes, of `./run
/// prove quick`; `./run prove long` runs it at its full size.
@Test
@Tag("proof")
@ExtendWith(ProofRun.class)
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Proof {
    /// Its name in `docs/proofs.md`: a letter and a number, as `B3`.
    String value();
}
