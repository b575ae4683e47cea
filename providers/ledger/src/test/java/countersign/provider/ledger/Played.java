package countersign.provider.ledger;

import countersign.harness.ledgerapp.DeviceKey;
import countersign.harness.ledgerapp.HidStream;
import countersign.harness.ledgerapp.LedgerApp;
import countersign.harness.ledgerapp.Person;
import countersign.harness.ledgerapp.Screen;
import countersign.harness.ledgerapp.SpeculosServer;

import java.io.IOException;
import java.io.UncheckedIOException;

/// A played Ledger that a provider can reach.
interface Played extends AutoCloseable {
    LedgerApp app();

    LedgerDevice device();

    /// Back after it was unplugged, with its app open.
    void plugIn();

    @Override
    void close();

    /// Behind Speculos' port.
    static Played overTcp(Person person) {
        LedgerApp app = new LedgerApp(DeviceKey.random(), person);
        try {
            SpeculosServer server = SpeculosServer.start(app);
            return new Speculos(app, server, new LedgerDevice.Speculos(server.address()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Behind a file.
    static Played overHid(Person person) {
        return new Hid(new LedgerApp(DeviceKey.random(), person));
    }

    /// Behind a port, which stays the same when the device is unplugged.
    record Speculos(LedgerApp app, SpeculosServer server, LedgerDevice device) implements Played {
        @Override
        public void plugIn() {
            app.show(Screen.APP);
        }

        @Override
        public void close() {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// A device that is plugged in again has the same file: a link leads to it, as udev makes them.
    final class Hid implements Played {
        private final LedgerApp app;
        private final LinkedFile link = new LinkedFile();
        private PseudoDevice file = new PseudoDevice();

        Hid(LedgerApp app) {
            this.app = app;
            serve();
        }

        @Override
        public LedgerApp app() {
            return app;
        }

        @Override
        public LedgerDevice device() {
            return new LedgerDevice.File(link.path());
        }

        @Override
        public void plugIn() {
            file.close();
            file = new PseudoDevice();
            app.show(Screen.APP);
            serve();
        }

        @Override
        public void close() {
            file.close();
            link.close();
        }

        private void serve() {
            link.leadTo(file.path());
            PseudoDevice served = file;
            Thread.ofPlatform()
                    .daemon()
                    .name("hid")
                    .start(
                            () -> {
                                try (served) {
                                    new HidStream(app, served.in(), served.out()).serve();
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });
        }
    }
}
