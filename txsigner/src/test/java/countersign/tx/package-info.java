/// What the tests of all formats need: requests from the JSON of a transaction, and known answers
/// that real chains took. The answers are in files beside the tests. May import everything of this
/// module.
package countersign.tx;
