/// A Ledger that is only played: the Tendermint validator app, step by step as its own code
/// decides, with the person who presses its buttons, behind Speculos' TCP protocol or a stream of
/// HID reports. Whatever a device can do wrong it does on command. May import `bytes`.
package countersign.harness.ledgerapp;
