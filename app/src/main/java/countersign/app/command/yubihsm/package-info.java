/// The commands `yubihsm …`: finding, setting up and trying a YubiHSM 2, and its keys. They take
/// tmkms' options and say what tmkms says. Nothing here signs for a chain. May import every other
/// package of `app`, and of the provider `yubihsm` whatever administers a device.
package countersign.app.command.yubihsm;
