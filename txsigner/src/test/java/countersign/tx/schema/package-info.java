/// What a schema may be and what is said of one that may not. Every mistake is told with its line.
/// May import everything of this module.
package countersign.tx.schema;
