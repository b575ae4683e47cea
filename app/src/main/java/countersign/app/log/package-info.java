/// The log: every [countersign.event.Event] in the words that operators' searches expect, as text
/// or as JSON, written by a thread of its own so that a stalled reader never delays a vote. Knows
/// no configuration. May import `bytes`, `consensus`, `event`, `connection` (for its ticker) and
/// `app.shell`.
package countersign.app.log;
