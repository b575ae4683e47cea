/// A chain in trouble beside one that is measured: its disk hangs, its key is slow, its node is
/// hostile. Each can be put into trouble and out of it again, so that both can be measured in
/// turns.
@org.jspecify.annotations.NullMarked
package countersign.bench.trouble;
