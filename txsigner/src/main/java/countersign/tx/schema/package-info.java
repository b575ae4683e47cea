/// What the messages of an amino chain are made of, as values. A schema is built piece by piece,
/// and all that is wrong with it is said; where it is written down is the business of others. May
/// import `bytes` and `consensus`.
package countersign.tx.schema;
