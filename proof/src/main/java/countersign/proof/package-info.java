/// Tests that prove a promise of `docs/promises.md`, in a quick form for every change and a long
/// form by command. A proof takes its sizes from [Figures] and leaves a line of what it did for
/// [Report]; [Survivors] judges the one that changes the code, and [ForeignModule] asks the
/// compiler about code that must not exist. Imports JUnit and nothing of the project.
@NullMarked
package countersign.proof;

import org.jspecify.annotations.NullMarked;
