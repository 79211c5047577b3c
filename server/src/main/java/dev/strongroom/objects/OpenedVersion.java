package dev.strongroom.objects;

import dev.strongroom.trust.SecretBytes;

/// One version with its value in plaintext; whoever holds it last closes it.
public record OpenedVersion<P extends ObjectProperties>(P properties, SecretBytes value)
    implements AutoCloseable {
  @Override
  public void close() {
    value.close();
  }
}
