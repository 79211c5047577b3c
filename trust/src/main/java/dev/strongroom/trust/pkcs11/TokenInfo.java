package dev.strongroom.trust.pkcs11;

/// What a token says of itself.
///
/// @param loginRequired whether private objects need a PIN
/// @param initialised whether it has a label and a security officer yet
public record TokenInfo(
    long slot,
    String label,
    String manufacturer,
    String model,
    String serial,
    boolean loginRequired,
    boolean initialised) {}
