package countersign.tx.poll;

import countersign.bytes.Bytes;
import countersign.consensus.ChainId;
import countersign.json.JsonValue;
import countersign.json.Spot;
import countersign.tx.Fee;
import countersign.tx.TxRequest;
import countersign.tx.rpc.ChainStatus;
import countersign.tx.service.LastTx;
import countersign.tx.service.Service;
import countersign.tx.service.ServiceAnswer;
import countersign.tx.service.ServiceException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks for another thing each time it is asked. Some fail in their block, some are refused by the
/// node.
final class SimulatedService implements Service {
    private final World world;
    private final boolean smooth;

    // Asks for the same until it is told what came of it.
    boolean repeats;

    // And until it is told that it was executed.
    boolean insists;
    Optional<LastTx> lastTold = Optional.empty();
    private Optional<Bytes> told = Optional.empty();

    /// Each request and when it was made.
    final Map<String, Long> asked = new LinkedHashMap<>();

    SimulatedService(World world, boolean smooth) {
        this.world = world;
        this.smooth = smooth;
    }

    @Override
    public ServiceAnswer ask(ChainStatus status, Optional<LastTx> last) throws ServiceException {
        lastTold = last;
        if (world.pick("service fails", 2) == 1) {
            throw new ServiceException("the service did not answer", "");
        }
        if (repeats) {
            Optional<Bytes> now = last.map(LastTx::hash);
            boolean news = now.isPresent() && !now.equals(told);
            told = now;
            if (insists) {
                news &= last.isPresent() && last.get().check().isGood();
            }
            if (!news && !asked.isEmpty()) {
                String same = List.copyOf(asked.keySet()).getLast();
                return new ServiceAnswer(List.of(request(same)), List.of());
            }
        }
        int count = repeats ? 1 : world.pick("several requests", 2) + 1;
        List<TxRequest> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = asked.size();
            String kind = smooth || number % 4 < 2 ? "" : number % 4 == 2 ? "fails" : "refused";
            String id = "request " + number + " " + kind;
            asked.put(id, world.step());
            requests.add(request(id));
        }
        return new ServiceAnswer(requests, List.of());
    }

    static TxRequest request(String id) {
        Spot spot = new Spot("$", 1, 1);
        return new TxRequest(
                new ChainId("sim-1"),
                new Fee(List.of(), 200_000),
                id,
                List.of(
                        new TxRequest.Asked(
                                spot, "sim/Msg", new JsonValue.Members(spot, Map.of()))));
    }
}
