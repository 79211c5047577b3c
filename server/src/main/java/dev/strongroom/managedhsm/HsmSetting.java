package dev.strongroom.managedhsm;

/// A setting of a managed HSM. There is one; it is a boolean.
public record HsmSetting(String name, boolean value) {
  public static final String KEYS_THROUGH_ARM = "AllowKeyManagementOperationsThroughARM";
}
