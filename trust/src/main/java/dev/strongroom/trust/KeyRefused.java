package dev.strongroom.trust;

/// A key's answer to a request that it cannot serve. It has no stack trace: it is an answer.
public final class KeyRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient KeyRefusal refusal;

  KeyRefused(KeyRefusal refusal) {
    super(refusal.message(), null, false, false);
    this.refusal = refusal;
  }

  public KeyRefusal refusal() {
    return refusal;
  }
}
