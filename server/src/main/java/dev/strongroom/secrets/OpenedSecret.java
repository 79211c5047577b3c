package dev.strongroom.secrets;

import dev.strongroom.trust.SecretBytes;

/// One version with its value in plaintext; whoever holds it last closes it.
public record OpenedSecret(SecretProperties properties, SecretBytes value)
    implements AutoCloseable {
  @Override
  public void close() {
    value.close();
  }
}
