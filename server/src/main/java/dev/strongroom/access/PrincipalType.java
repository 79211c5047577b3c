package dev.strongroom.access;

import java.util.Arrays;
import java.util.Optional;

/// `principalType` of a role assignment.
public enum PrincipalType {
  USER("User"),
  GROUP("Group"),
  SERVICE_PRINCIPAL("ServicePrincipal"),
  /// A group of another directory; kept, and never matched, because no such group is known here.
  FOREIGN_GROUP("ForeignGroup"),
  DEVICE("Device");

  private final String wire;

  PrincipalType(String wire) {
    this.wire = wire;
  }

  public static Optional<PrincipalType> parse(String text) {
    return Arrays.stream(values()).filter(type -> type.wire.equalsIgnoreCase(text)).findFirst();
  }

  public String wire() {
    return wire;
  }
}
