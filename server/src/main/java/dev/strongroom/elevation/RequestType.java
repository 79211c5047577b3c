package dev.strongroom.elevation;

import java.util.Arrays;
import java.util.Optional;

/// What a request wants. Those of administrators need a right at the scope; those of people for
/// themselves need what was given to them before.
public enum RequestType {
  ADMIN_ASSIGN("AdminAssign"),
  ADMIN_REMOVE("AdminRemove"),
  ADMIN_UPDATE("AdminUpdate"),
  ADMIN_EXTEND("AdminExtend"),
  ADMIN_RENEW("AdminRenew"),
  SELF_ACTIVATE("SelfActivate"),
  SELF_DEACTIVATE("SelfDeactivate"),
  SELF_EXTEND("SelfExtend"),
  SELF_RENEW("SelfRenew");

  private final String wire;

  RequestType(String wire) {
    this.wire = wire;
  }

  public static Optional<RequestType> parse(String text) {
    return Arrays.stream(values()).filter(type -> type.wire.equalsIgnoreCase(text)).findFirst();
  }

  public String wire() {
    return wire;
  }

  public boolean isSelf() {
    return wire.startsWith("Self");
  }
}
