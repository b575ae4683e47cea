package countersign.tx.service;

import countersign.consensus.ChainId;

import java.net.URI;

/// Where the service is and how it is spoken to.
///
/// @param uri `http` or `https`
/// @param chain the only one for which it may ask for transactions
/// @param context what it is told of who asks, in the dialect that tells it
public record ServiceSettings(URI uri, Dialect dialect, ChainId chain, String context) {}
