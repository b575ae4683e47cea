package countersign.tx.poll;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// What a simulated world does at each of its crossroads. 0 is what a kind world does.
interface Choices {
    int pick(String what, int options);

    /// A world that is kind `kindness` times out of a thousand.
    static Choices seeded(RandomGenerator random, int kindness) {
        return (_, options) ->
                random.nextInt(1000) < kindness ? 0 : random.nextInt(1, Math.max(2, options));
    }

    /// A world that is unkind at certain crossroads alone, and keeps count of them.
    final class Planned implements Choices {
        private final Map<Integer, Integer> plan = new HashMap<>();
        private final List<Integer> optionsSeen = new ArrayList<>();

        Planned at(int crossroads, int option) {
            plan.put(crossroads, option);
            return this;
        }

        /// How many options there were at each crossroads.
        List<Integer> optionsSeen() {
            return optionsSeen;
        }

        @Override
        public int pick(String what, int options) {
            int planned = plan.getOrDefault(optionsSeen.size(), 0);
            optionsSeen.add(options);
            return planned < options ? planned : 0;
        }
    }
}
