/// The node's half of the demonstration: a chain that is played for somebody who watches. May
/// import everything else in the harness.
package countersign.harness.demo;
