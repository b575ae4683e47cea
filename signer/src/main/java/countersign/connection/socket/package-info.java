/// TCP and unix sockets, and how they are dialled. Deadlines are kept by one watchdog, so that the
/// way of a vote is plain blocking I/O. May import `bytes`, `connection` and `connection.secret`.
package countersign.connection.socket;
