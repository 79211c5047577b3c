package dev.strongroom.managedhsm;

import java.util.Arrays;
import java.util.Optional;

/// Azure's sizes of managed HSMs. Here they are kept and answered, and mean nothing: what an HSM
/// can do is what the operator's hardware can.
public enum HsmSku {
  STANDARD_B1("B", "Standard_B1"),
  CUSTOM_B32("B", "Custom_B32"),
  CUSTOM_B6("B", "Custom_B6"),
  CUSTOM_C42("C", "Custom_C42"),
  CUSTOM_C10("C", "Custom_C10");

  private final String family;
  private final String wire;

  HsmSku(String family, String wire) {
    this.family = family;
    this.wire = wire;
  }

  public static Optional<HsmSku> parse(String text) {
    return Arrays.stream(values()).filter(sku -> sku.wire.equalsIgnoreCase(text)).findFirst();
  }

  public String family() {
    return family;
  }

  public String wire() {
    return wire;
  }
}
