package countersign.provider.yubihsm;

import countersign.provider.yubihsm.wire.LogPage;

/// What an operator should hear of devices that no request failed of. Called from several threads,
/// and must not wait.
public interface Notices {
    /// For whoever has nobody to tell.
    Notices NONE =
            new Notices() {
                @Override
                public void failed(String device, String why, String next) {}

                @Override
                public void recovered(String device) {}

                @Override
                public void drained(String device, LogPage log) {}
            };

    /// A device that worked, or should, does not.
    void failed(String device, String why, String next);

    /// And now it does.
    void recovered(String device);

    /// The device would not go on before its audit log was read; this was in it, and no longer is.
    void drained(String device, LogPage log);
}
