package dev.strongroom.trust;

/// The public half of a key pair, as the members of a JSON Web Key before they are written in
/// base64url. Numbers are big-endian: `n` and `e` without leading zeros, coordinates in the curve's
/// full length.
public sealed interface PublicJwk {
  KeySpec spec();

  record Rsa(KeySpec.Rsa spec, byte[] n, byte[] e) implements PublicJwk {}

  record Ec(KeySpec.Ec spec, byte[] x, byte[] y) implements PublicJwk {}

  record MlDsa(KeySpec.MlDsa spec, byte[] pub) implements PublicJwk {}
}
