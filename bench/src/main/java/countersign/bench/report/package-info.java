/// What a run found, as records, and how it is shown: tables to be read and pasted, JSON for
/// programs, plots. Nothing here measures or decides.
@org.jspecify.annotations.NullMarked
package countersign.bench.report;
