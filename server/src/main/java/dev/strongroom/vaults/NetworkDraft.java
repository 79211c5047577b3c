package dev.strongroom.vaults;

import dev.strongroom.access.NetworkRules;
import java.util.Optional;

/// What a request says about the network.
///
/// @param acls `networkAcls`; its `publicAccess` is not looked at
public record NetworkDraft(
    Optional<NetworkRules> acls, Optional<NetworkRules.PublicAccess> publicAccess) {
  public static final NetworkDraft UNSAID = new NetworkDraft(Optional.empty(), Optional.empty());

  /// What is said replaces; what is not said stays, also on PUT: leaving the firewall out of a
  /// request must not open it.
  public NetworkRules over(NetworkRules older) {
    NetworkRules rules = acls.orElse(older);
    return new NetworkRules(
        rules.defaultAction(),
        rules.bypass(),
        rules.ipRules(),
        rules.virtualNetworkRules(),
        publicAccess.orElse(older.publicAccess()));
  }
}
