package dev.strongroom.locks;

import java.util.Arrays;
import java.util.Optional;

/// What a lock forbids; each level also forbids what the one before it does.
public enum LockLevel {
  CAN_NOT_DELETE("CanNotDelete"),
  READ_ONLY("ReadOnly");

  private final String wire;

  LockLevel(String wire) {
    this.wire = wire;
  }

  public String wire() {
    return wire;
  }

  public static Optional<LockLevel> parse(String text) {
    return Arrays.stream(values()).filter(level -> level.wire.equalsIgnoreCase(text)).findFirst();
  }
}
