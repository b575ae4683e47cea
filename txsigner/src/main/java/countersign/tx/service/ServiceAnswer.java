package countersign.tx.service;

import countersign.tx.RefusedRequestException;
import countersign.tx.TxRequest;

import java.util.List;

/// What a service wants.
///
/// @param requests in its order; none where nothing is to be signed
/// @param refused those whose form is wrong, each with all its problems
public record ServiceAnswer(List<TxRequest> requests, List<RefusedRequestException> refused) {
    public static final ServiceAnswer NOTHING = new ServiceAnswer(List.of(), List.of());

    public ServiceAnswer {
        requests = List.copyOf(requests);
        refused = List.copyOf(refused);
    }
}
