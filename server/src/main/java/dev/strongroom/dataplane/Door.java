package dev.strongroom.dataplane;

import dev.strongroom.http.Request;
import dev.strongroom.kernel.Knock;
import dev.strongroom.model.Cloud;
import dev.strongroom.model.TenantId;
import java.util.List;
import java.util.Optional;

/// What a vault's host asks of a caller: the challenge that sends an SDK to the token service, and
/// the audiences a token may have. The resource is the parent of the host, because every SDK checks
/// that; it carries the port, because some compare that too, and then the token's audience does.
record Door(String challenge, List<String> audiences) {
  static Door of(Cloud cloud, boolean adfs, TenantId tenant) {
    return adfs
        ? of(cloud, cloud.adfsVaultSuffix(), "adfs")
        : of(cloud, cloud.vaultSuffix(), tenant.toString());
  }

  static Door ofHsms(Cloud cloud, TenantId tenant) {
    return of(cloud, cloud.hsmSuffix(), tenant.toString());
  }

  private static Door of(Cloud cloud, String host, String directory) {
    String resource = cloud.origin(host);
    String authority = cloud.origin(cloud.loginHost()) + "/" + directory;
    return new Door(
        "Bearer authorization=\"" + authority + "\", resource=\"" + resource + "\"",
        List.of(resource, "https://" + host));
  }

  Knock knock(Request request) {
    return new Knock(request.origin(), request.bearer(), audiences, Optional.of(challenge), false);
  }

  /// For what anyone may ask; a token shown all the same is not looked at.
  static Knock open(Request request) {
    return new Knock(request.origin(), Optional.empty(), List.of(), Optional.empty(), true);
  }
}
