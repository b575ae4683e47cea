/// The outermost frame: [Main] takes the process's surroundings and turns what comes of them into
/// an exit code. Everything else lives in the packages below. May import all of them.
package countersign.app;
