/// Where they meet: one [Session] serves one open link request by request, one [Supervisor] keeps
/// one link alive for ever. May import every other room of this module.
package countersign.session;
