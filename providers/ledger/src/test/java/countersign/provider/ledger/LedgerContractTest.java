package countersign.provider.ledger;

import countersign.connection.Ticker;
import countersign.harness.ledgerapp.Person;
import countersign.harness.ledgerapp.Screen;
import countersign.harness.provider.Fault;
import countersign.harness.provider.ProviderContract;
import countersign.harness.provider.Subject;
import countersign.keyring.spi.Provider;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A device whose person agrees to whatever it shows.
final class LedgerContractTest {
    @TestFactory
    Stream<DynamicTest> contract() {
        return ProviderContract.claims(Device::new).stream()
                .map(claim -> DynamicTest.dynamicTest(claim.name(), claim::hold));
    }

    private static final class Device implements Subject {
        private final Played played = Played.overTcp(Person.ACCEPTS);

        @Override
        public Provider provider() {
            return new LedgerProvider(played.device(), Optional.empty(), Ticker.SYSTEM);
        }

        @Override
        public Set<Fault> faults() {
            return EnumSet.allOf(Fault.class);
        }

        @Override
        public void cause(Fault fault) {
            switch (fault) {
                case AWAY -> played.app().show(Screen.UNPLUGGED);
                case SLOW -> played.app().breakNext(countersign.harness.ledgerapp.Fault.SILENT);
                case LYING ->
                        played.app().breakNext(countersign.harness.ledgerapp.Fault.WRONG_SIGNATURE);
            }
        }

        @Override
        public void mend() {
            played.app().breakNext(countersign.harness.ledgerapp.Fault.NONE);
            played.plugIn();
        }

        @Override
        public void close() {
            played.close();
        }
    }
}
