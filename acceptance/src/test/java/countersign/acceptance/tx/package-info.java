/// Transactions signed by the packaged program for real chains: a service asks, the program signs
/// and broadcasts, and the chain itself is asked what it executed. In between stand servers that
/// lose answers, and services that ask for what they may not have. It may import
/// `countersign.acceptance`.
@NullMarked
package countersign.acceptance.tx;

import org.jspecify.annotations.NullMarked;
