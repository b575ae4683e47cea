/// Byte strings and the two ways to stop: values that are compared and printed freely ([Bytes]),
/// secrets that are neither ([SecretBytes]), and [Check] for what must be true. Everything else is
/// built on these. Imports nothing of the project.
package countersign.bytes;
