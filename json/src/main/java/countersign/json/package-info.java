/// JSON from strangers, read whole and strictly: every value knows its path, line and column, and
/// what is wrong with it is said there. Knows no format. May import the JSON reader alone.
package countersign.json;
