package dev.strongroom.keys;

import dev.strongroom.trust.KeyTransport;
import java.util.function.Function;

/// A key that leaves, wrapped for the environment that may have it.
///
/// @param recipient the `kid` of the environment's key
/// @param signing what signs the answer
public record Released(
    KeyProperties key,
    String recipient,
    KeyTransport transport,
    byte[] wrapped,
    Function<byte[], String> signing) {}
