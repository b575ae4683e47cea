package countersign.tx.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/// Every request is carried out at most once whatever the world does, and exactly once where it is
/// kind.
final class OnceTest {
    private static final int SEEDS = 25;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void kindWorld_carriesOutEveryRequestOnce(boolean timeouts) {
        History history = new History(new Choices.Planned(), timeouts, true).run();

        assertEquals(List.of(), history.problems());
        long late = History.STEPS - 20;
        history.service.asked.forEach(
                (id, at) -> {
                    if (at < late) {
                        assertEquals(1, history.world.executions.get(id), id);
                    }
                });
        assertTrue(history.service.asked.size() > 10, "it does work");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void unkindWorlds_carryOutNoRequestTwice(boolean timeouts) {
        for (int seed = 0; seed < SEEDS; seed++) {
            int kindness = 800 + seed % 4 * 60;
            Choices choices = Choices.seeded(new Random(seed), kindness);
            History history = new History(choices, timeouts, seed % 2 == 0);
            history.service.repeats = seed % 5 == 0;
            history.node.indexIsOff = seed % 3 == 1;
            history.node.behind = seed % 4;
            history.node.told =
                    seed % 7 == 3 ? SimulatedNode.Told.NOTHING : SimulatedNode.Told.TRUTH;
            history.run();
            assertEquals(List.of(), history.problems(), "seed " + seed);
        }
    }

    /// What an index would say is read off the blocks and their results.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nodeWithoutIndex_tellsByItsBlocksWhatCameOfEveryRequest(boolean timeouts) {
        History history = new History(new Choices.Planned(), timeouts, false);
        history.node.indexIsOff = true;
        history.run();

        assertEquals(List.of(), history.problems());
        // The last one may still be looked for when the world ends.
        long executed = history.world.executions.size();
        long told = count(history, TxEvent.Committed.class);
        assertTrue(told >= executed - 1 && told > 3, told + " of " + executed);
        long failed = history.world.failures.size();
        long toldOfFailures = count(history, TxEvent.Failed.class);
        assertTrue(toldOfFailures >= failed - 1 && toldOfFailures > 1, toldOfFailures + "");
        assertEquals(0, count(history, OnceTest::tellsOnlyItsBlock));
    }

    @Test
    void nodeWithoutIndexAndResults_tellsThatItIsInABlock() {
        History history = new History(new Choices.Planned(), true, true);
        history.node.indexIsOff = true;
        history.node.keepsNoResults = true;
        history.run();

        assertEquals(List.of(), history.problems());
        assertEquals(0, count(history, TxEvent.Committed.class));
        assertTrue(count(history, OnceTest::tellsOnlyItsBlock) > 1, history.events::toString);
    }

    /// Several nodes behind one address: the sequence is seen to be taken before the block that
    /// took it is.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void accountOfANodeThatIsAhead_provesNothing(long blocks) {
        for (SimulatedNode.Told told :
                List.of(SimulatedNode.Told.TRUTH, SimulatedNode.Told.NOTHING)) {
            for (boolean timeouts : List.of(true, false)) {
                History history = new History(new Choices.Planned(), timeouts, true);
                history.node.behind = blocks;
                history.node.told = told;
                history.run();
                assertEquals(List.of(), history.problems(), told + " " + timeouts);
            }
        }
    }

    /// Whoever is told that it failed asks for it again: nobody may be told so who has not looked.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void startOnANodeWithoutIndex_findsOutByTheBlocks(boolean timeouts) {
        Choices.Planned kind = new Choices.Planned();
        insisting(kind, timeouts);
        int first = Math.min(80, kind.optionsSeen().size());
        for (int one = 0; one < first; one++) {
            History history = insisting(new Choices.Planned().at(one, 1), timeouts);
            assertEquals(List.of(), history.problems(), "fault at " + one);
        }
    }

    private static History insisting(Choices choices, boolean timeouts) {
        History history = new History(choices, timeouts, true);
        history.node.indexIsOff = true;
        history.service.repeats = true;
        history.service.insists = true;
        return history.run();
    }

    /// One fault at every crossroads there is in the first requests' lives, and two at many.
    @Test
    void oneOrTwoFaultsAnywhere_carryOutNoRequestTwice() {
        Choices.Planned kind = new Choices.Planned();
        new History(kind, true, true).run();
        int first = Math.min(60, kind.optionsSeen().size());
        for (int one = 0; one < first; one++) {
            assertOnce(new Choices.Planned().at(one, 1), one + "");
            for (int two = one + 1; two < first; two += 17) {
                assertOnce(new Choices.Planned().at(one, 1).at(two, 1), one + " and " + two);
            }
        }
    }

    private static long count(History history, Class<? extends TxEvent> type) {
        return count(history, type::isInstance);
    }

    private static long count(History history, Predicate<TxEvent> like) {
        return history.events.stream().filter(like).count();
    }

    /// Nobody says what came of it there.
    private static boolean tellsOnlyItsBlock(TxEvent event) {
        return event instanceof TxEvent.GivenUp given && given.why().startsWith("it is in block ");
    }

    private static void assertOnce(Choices choices, String where) {
        History history = new History(choices, where.length() % 2 == 0, true).run();
        assertEquals(List.of(), history.problems(), "faults at " + where);
    }
}
