package dev.strongroom.model;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One set of host names that this server answers to ("cloud profile"). Several can be configured,
/// so that split-horizon DNS may present the public-cloud names; challenge, issuer and ids follow
/// the request's host. `port` is the port clients see; 443 is never written into an id.
public record Cloud(
    String name,
    String vaultSuffix,
    String adfsVaultSuffix,
    String hsmSuffix,
    String loginHost,
    String managementHost,
    String graphHost,
    String portalHost,
    int port) {
  private static final int HTTPS_PORT = 443;

  /// The names under an operator's own suffix, as in `vault.corp.test`.
  public static Cloud under(String suffix, int port) {
    return new Cloud(
        suffix,
        "vault." + suffix,
        "vault.adfs." + suffix,
        "managedhsm." + suffix,
        "login." + suffix,
        "management." + suffix,
        "graph." + suffix,
        "portal." + suffix,
        port);
  }

  /// What a host name (without port) stands for in this cloud; empty when it is not ours. A login
  /// host may have a region in front of it: clients with `AZURE_REGIONAL_AUTHORITY_NAME` add one.
  public Optional<HostRole> roleOf(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.equals(loginHost) || under(name, loginHost)) {
      return Optional.of(new HostRole.Login());
    } else if (name.equals(managementHost)) {
      return Optional.of(new HostRole.Management());
    } else if (name.equals(graphHost)) {
      return Optional.of(new HostRole.Graph());
    } else if (name.equals(portalHost)) {
      return Optional.of(new HostRole.Portal());
    } else if (under(name, hsmSuffix)) {
      return Optional.of(new HostRole.Hsm(labelOf(name, hsmSuffix)));
    } else if (under(name, adfsVaultSuffix)) {
      return Optional.of(new HostRole.Vault(labelOf(name, adfsVaultSuffix), true));
    } else if (under(name, vaultSuffix)) {
      return Optional.of(new HostRole.Vault(labelOf(name, vaultSuffix), false));
    }
    return Optional.empty();
  }

  /// The cloud whose login host `authority` is; what was not asked at a login host (a managed
  /// identity's endpoint) gets the first.
  public static Cloud askedAt(List<Cloud> clouds, String authority) {
    String host = authority.replaceFirst("^https://", "").replaceFirst(":[0-9]+$", "");
    return clouds.stream()
        .filter(cloud -> cloud.roleOf(host).filter(HostRole.Login.class::isInstance).isPresent())
        .findFirst()
        .orElse(clouds.getFirst());
  }

  /// `https://host` with the port unless it is 443.
  public String origin(String host) {
    return "https://" + host + (port == HTTPS_PORT ? "" : ":" + port);
  }

  public String vaultUri(VaultName vault) {
    return origin(vault.label() + "." + (vault.isHsm() ? hsmSuffix : vaultSuffix));
  }

  private static boolean under(String host, String suffix) {
    int label = host.length() - suffix.length() - 1;
    return label > 0
        && host.endsWith(suffix)
        && host.charAt(label) == '.'
        && host.indexOf('.') == label;
  }

  private static String labelOf(String host, String suffix) {
    return host.substring(0, host.length() - suffix.length() - 1);
  }
}
