/// What of a signer's keys can be found from outside: in files, in memory, after a crash. Looks as
/// an intruder would, and with the rights of root only to count. May import what `acceptance` may.
@NullMarked
package countersign.acceptance.exposure;

import org.jspecify.annotations.NullMarked;
