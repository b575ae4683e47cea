/// The commands for devices that are run by hand. They sign nothing but what the guard permits. May
/// import what `command` may.
package countersign.app.command.device;
