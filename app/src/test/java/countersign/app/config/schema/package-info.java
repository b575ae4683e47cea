/// Schema files: what the program comes with, and every mistake with its line. They are read from
/// text alone. May import what the tested package does.
package countersign.app.config.schema;
