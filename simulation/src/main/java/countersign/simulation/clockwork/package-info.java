/// Time, chance and turns: blocking code runs on strands of which exactly one runs at any time, and
/// a seed decides which. Simulated time passes only between turns. May import of the signer `bytes`
/// and `connection.Ticker`.
@org.jspecify.annotations.NullMarked
package countersign.simulation.clockwork;
