package dev.strongroom.cli;

import dev.strongroom.model.Cloud;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// The host names of a development server.
final class Names {
  private Names() {}

  /// All names that clients of the vault `dev` use.
  static List<String> of(Cloud cloud) {
    return List.of(
        "dev." + cloud.vaultSuffix(),
        "dev." + cloud.adfsVaultSuffix(),
        cloud.loginHost(),
        cloud.managementHost(),
        cloud.graphHost(),
        cloud.portalHost());
  }

  static boolean resolves(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      return false;
    }
  }
}
