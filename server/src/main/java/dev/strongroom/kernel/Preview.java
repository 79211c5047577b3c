package dev.strongroom.kernel;

import java.time.Instant;
import java.util.random.RandomGenerator;

/// What an operation may use while it prepares itself: the session that has judged the caller, to
/// look, and time and chance.
public record Preview(Tx tx, Instant now, RandomGenerator random) {}
