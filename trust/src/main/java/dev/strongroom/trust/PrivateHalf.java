package dev.strongroom.trust;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.security.auth.DestroyFailedException;

/// The private key of a pair, together with the bytes it was made of. Once closed it refuses. The
/// accelerated provider frees and clears its native memory then; the JDK's keys hold their numbers
/// in objects that cannot be cleared, and are only let go.
final class PrivateHalf implements AutoCloseable {
  private final KeyMaterial material;
  private final PrivateKey key;
  private final AtomicBoolean closed = new AtomicBoolean();

  PrivateHalf(KeyMaterial material, PrivateKey key) {
    this.material = material;
    this.key = key;
  }

  interface Use<T> {
    T with(PrivateKey key) throws GeneralSecurityException;
  }

  <T> T use(Use<T> use) throws GeneralSecurityException {
    assertOpen();
    return use.with(key);
  }

  /// Whole or not at all: closing wipes the bytes, and must not do so while they are copied.
  synchronized SecretBytes encoded() {
    assertOpen();
    return material.encoded();
  }

  synchronized SecretBytes exported() {
    assertOpen();
    return SecretBytes.owning(material.secret().reveal().clone());
  }

  @Override
  public synchronized void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    material.close();
    try {
      key.destroy();
    } catch (DestroyFailedException notOffered) {
      // Said above: not every provider can.
    }
  }

  private void assertOpen() {
    if (closed.get()) {
      throw new IllegalStateException("this key has been wiped");
    }
  }
}
