/// The composition root: a configuration, its keys and its states become validators and links, each
/// link on a thread of its own, until a signal, the last link or the last chain ends. May import
/// every room of the signer and of `app` every package but `command`.
package countersign.app.run;
