package dev.strongroom.kernel;

/// Promises that only we can break; always on.
public final class Check {
  private Check() {}

  public static void that(boolean condition, String promise) {
    if (!condition) {
      throw new IllegalStateException("broken promise: " + promise);
    }
  }
}
