package dev.strongroom.trust;

import java.util.Optional;

/// A whole key that is to be imported, as the members of a JSON Web Key after base64url. Nothing is
/// believed of it yet. The owner wipes it.
public sealed interface PrivateJwk extends AutoCloseable {
  @Override
  void close();

  /// All eight numbers: a key without its primes is slow and cannot be checked.
  record Rsa(byte[] n, byte[] e, SecretBytes d, Factors factors) implements PrivateJwk {
    @Override
    public void close() {
      d.close();
      factors.close();
    }
  }

  /// What RSA computes faster with.
  record Factors(SecretBytes p, SecretBytes q, SecretBytes dp, SecretBytes dq, SecretBytes qi)
      implements AutoCloseable {
    @Override
    public void close() {
      p.close();
      q.close();
      dp.close();
      dq.close();
      qi.close();
    }
  }

  record Ec(KeySpec.Ec spec, byte[] x, byte[] y, SecretBytes d) implements PrivateJwk {
    @Override
    public void close() {
      d.close();
    }
  }

  record Oct(SecretBytes k) implements PrivateJwk {
    @Override
    public void close() {
      k.close();
    }
  }

  /// `pub` is computed from the seed when it is not given, and compared with it when it is.
  record MlDsa(KeySpec.MlDsa spec, Optional<byte[]> pub, SecretBytes seed) implements PrivateJwk {
    @Override
    public void close() {
      seed.close();
    }
  }
}
