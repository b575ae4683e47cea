/// A YubiHSM 2 without the hardware: its own side of the protocol behind a connector that speaks
/// HTTP as Yubico's does, with capabilities, domains, sixteen sessions and an audit log. It fails
/// on command, and shares no code with the provider that is tested against it. For tests: it keeps
/// its keys in plain memory and asks nobody for permission to make more.
package countersign.harness.yubihsm;
