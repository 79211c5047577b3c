package dev.strongroom.keys;

import dev.strongroom.trust.SoftwareKeys;

/// What releasing a key takes: whoever believes attestations, whoever signs the answer, and what
/// wraps the key for the environment.
public record Releasing(Attestor attestor, Notary notary, SoftwareKeys wrapping) {}
