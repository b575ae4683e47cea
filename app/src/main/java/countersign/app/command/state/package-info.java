/// The commands that check, lower, carry and migrate states, one class each. What they share with
/// all commands is in `command`. May import every package of `app` but `run`.
package countersign.app.command.state;
