/// A Fortanix DSM that is only played: its two endpoints for keys over real TLS, with an API key
/// that it checks. It keeps every request, and fails on command. May import `bytes`.
package countersign.harness.fortanix;
