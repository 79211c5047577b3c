package dev.strongroom.managedhsm;

import dev.strongroom.trust.SecretBytes;
import java.util.Optional;

/// A transfer key that one request makes before it writes. Closing it wipes the private half.
public final class TransferDraft implements AutoCloseable {
  private Optional<TransferKey> made = Optional.empty();

  void put(TransferKey key) {
    close();
    made = Optional.of(key);
  }

  Optional<TransferKey> made() {
    return made;
  }

  @Override
  public void close() {
    made.map(TransferKey::pkcs8).ifPresent(SecretBytes::close);
    made = Optional.empty();
  }

  @Override
  public String toString() {
    return "TransferDraft";
  }
}
