package dev.strongroom.trust;

/// Sealed bytes that do not open: changed, cut, moved to another place, or sealed under another
/// key. Which of these it was cannot be told apart, and nothing of the content is released.
public final class Tampered extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Tampered(String what) {
    super(what);
  }
}
