package countersign.tx.service;

import countersign.tx.rpc.ChainStatus;

import java.util.Optional;

/// Whoever asks for transactions.
public interface Service {
    /// Asks once what is to be signed. Ends within a time of its own.
    ///
    /// @param status of the chain, for the service to know
    /// @param last what came of the last transaction, if there was one
    ServiceAnswer ask(ChainStatus status, Optional<LastTx> last) throws ServiceException;
}
