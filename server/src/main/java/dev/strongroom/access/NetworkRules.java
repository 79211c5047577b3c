package dev.strongroom.access;

import dev.strongroom.kernel.Problem;
import java.util.List;

/// Who may reach a vault's data plane from where (`networkAcls` and `publicNetworkAccess`). The
/// control plane is never behind them, as in Azure.
///
/// `virtualNetworkRules` are kept and answered, and match nothing: this server cannot see which
/// Azure subnet a packet left, so it would have to believe the caller.
public record NetworkRules(
    DefaultAction defaultAction,
    Bypass bypass,
    IpRules ipRules,
    List<VirtualNetworkRule> virtualNetworkRules,
    PublicAccess publicAccess) {
  /// Azure's default: the firewall is off.
  public static final NetworkRules OPEN =
      new NetworkRules(
          DefaultAction.ALLOW,
          Bypass.AZURE_SERVICES,
          IpRules.NONE,
          List.of(),
          PublicAccess.ENABLED);

  public enum DefaultAction {
    ALLOW,
    DENY
  }

  /// Trusted services are the server's own jobs, which work for the vault's owner under either
  /// value, and deployments, which come past the rules under the first.
  public enum Bypass {
    AZURE_SERVICES,
    NONE
  }

  /// `SecuredByPerimeter` closes the vault like `Disabled`: there are no perimeters here that could
  /// open it again.
  public enum PublicAccess {
    ENABLED,
    DISABLED,
    SECURED_BY_PERIMETER
  }

  public record VirtualNetworkRule(String id, boolean ignoreMissingEndpoint) {}

  /// Azure's limit for one vault.
  public static final int MAX_VIRTUAL_NETWORK_RULES = 200;

  enum Verdict {
    OPEN,
    BY_FIREWALL,
    BY_CONNECTION
  }

  public NetworkRules {
    virtualNetworkRules = List.copyOf(virtualNetworkRules);
    if (virtualNetworkRules.size() > MAX_VIRTUAL_NETWORK_RULES) {
      throw new Problem.Invalid(
              "BadRequest",
              "networkAcls.virtualNetworkRules holds "
                  + virtualNetworkRules.size()
                  + " rules; a vault holds at most "
                  + MAX_VIRTUAL_NETWORK_RULES
                  + ".")
          .asException();
    }
  }

  Verdict judge(String address) {
    if (publicAccess != PublicAccess.ENABLED) {
      return Verdict.BY_CONNECTION;
    } else if (defaultAction == DefaultAction.ALLOW || ipRules.match(address)) {
      return Verdict.OPEN;
    }
    return Verdict.BY_FIREWALL;
  }
}
