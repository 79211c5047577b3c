package dev.strongroom.people;

import dev.strongroom.identity.ForeignSignIns.Proven;

/// Proof that this user signed in at a trusted issuer a moment ago. Only [ReturnFromIssuer] makes
/// one.
public final class ForeignPassed {
  private final Proven proven;

  ForeignPassed(Proven proven) {
    this.proven = proven;
  }

  Proven proven() {
    return proven;
  }
}
