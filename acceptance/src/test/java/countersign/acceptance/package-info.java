/// The packaged program beside real peers, from outside: command lines, files, sockets and signals.
/// What is here reads no class of the program; the fake node of the harness stands in where no real
/// node can be made to misbehave. It may import `countersign.harness` and what its API is made of.
@NullMarked
package countersign.acceptance;

import org.jspecify.annotations.NullMarked;
