/// JSON as Go writes it, and single values as services write them. The answers are Go's. May import
/// everything of this module.
package countersign.tx.text;
