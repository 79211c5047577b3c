package dev.strongroom.keys;

/// What releasing a key takes: whoever believes attestations, and whoever signs the answer.
public record Releasing(Attestor attestor, Notary notary) {}
