package dev.strongroom.keys;

import dev.strongroom.trust.HsmEvidence;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// A key, and what its HSM says of it.
///
/// @param evidence none for a key that is in no HSM
/// @param at when it was asked
/// @param signing what signs the statement about it
public record AttestedKey(
    KeyProperties key,
    Optional<HsmEvidence> evidence,
    Instant at,
    Function<byte[], String> signing) {}
