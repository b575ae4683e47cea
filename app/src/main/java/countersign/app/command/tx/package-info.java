/// The commands about transactions: judging one without signing it, and what was signed. They open
/// no key and connect to nothing. May import everything but what runs.
package countersign.app.command.tx;
