/// What a command knows of the shell that called it, and how it speaks to it: name, streams,
/// variables, working directory, errors with hints and exit codes. No other package reads the
/// environment or the process's own streams. May import nothing of the project but `bytes`.
package countersign.app.shell;
