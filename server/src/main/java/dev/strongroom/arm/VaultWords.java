package dev.strongroom.arm;

import dev.strongroom.access.NetworkRules.Bypass;
import dev.strongroom.access.NetworkRules.DefaultAction;
import dev.strongroom.access.NetworkRules.PublicAccess;

/// Azure's words for the network settings of a vault.
final class VaultWords {
  private VaultWords() {}

  static String of(DefaultAction action) {
    return switch (action) {
      case ALLOW -> "Allow";
      case DENY -> "Deny";
    };
  }

  static String of(Bypass bypass) {
    return switch (bypass) {
      case AZURE_SERVICES -> "AzureServices";
      case NONE -> "None";
    };
  }

  static String of(PublicAccess access) {
    return switch (access) {
      case ENABLED -> "Enabled";
      case DISABLED -> "Disabled";
      case SECURED_BY_PERIMETER -> "SecuredByPerimeter";
    };
  }
}
