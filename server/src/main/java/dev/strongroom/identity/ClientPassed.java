package dev.strongroom.identity;

import dev.strongroom.identity.TokenIssuer.Strength;
import dev.strongroom.model.AppId;

/// Proof that an application has proved itself in this request. Only [ProveClient] makes one.
public final class ClientPassed {
  private final AppId client;
  private final Strength strength;

  ClientPassed(AppId client, Strength strength) {
    this.client = client;
    this.strength = strength;
  }

  public AppId client() {
    return client;
  }

  public Strength strength() {
    return strength;
  }
}
