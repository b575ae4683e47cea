/// The commands that lock, open and look at keys, one class each. What they share with all commands
/// is in `command`. None of them gets at a key but through `ConsensusSigner`. May import every
/// package of `app` but `run`.
package countersign.app.command.key;
