package dev.strongroom.trust;

/// What a token says of itself and of a key in it.
///
/// @param sensitive it is never shown in the clear
/// @param extractable it may be wrapped under another key of the token
/// @param local it was made in this place, and not brought or unwrapped
/// @param neverExtractable it could never be wrapped, from its beginning
/// @param exportable whether it was made to be released; its backup can be wrapped again, the
///   object cannot
public record HsmEvidence(
    String manufacturer,
    String model,
    String serial,
    boolean sensitive,
    boolean extractable,
    boolean local,
    boolean neverExtractable,
    boolean exportable) {}
