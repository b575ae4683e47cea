/// The commands, each a method that reads its command line, calls the packages that do the work and
/// says what was done. May import every package of `app` and every module it is made of.
package countersign.app.command;
