package dev.strongroom.kernel;

/// Proof that policy has seen `value` and let it pass. Only [Work] can make one; every store write
/// takes one.
public final class Approved<T extends Governed> {
  private final T value;

  Approved(T value) {
    this.value = value;
  }

  public T value() {
    return value;
  }
}
