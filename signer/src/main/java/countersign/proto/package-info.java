/// Protobuf messages field by field, without generated code: a writer of the canonical form and a
/// reader that is at least as strict as the nodes' own. Whoever reads one bounds it first. May
/// import `bytes` and the protobuf wire library.
package countersign.proto;
