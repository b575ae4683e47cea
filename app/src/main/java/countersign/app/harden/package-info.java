/// Keeps the memory of a process that holds keys to itself: no core, no look from outside, no swap.
/// What the system does not allow is a warning and never more. May import `app.shell` only.
package countersign.app.harden;
