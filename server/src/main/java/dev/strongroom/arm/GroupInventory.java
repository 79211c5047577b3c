package dev.strongroom.arm;

import dev.strongroom.arm.InnerRequests.Answer;
import dev.strongroom.template.Plan;
import dev.strongroom.template.Planned;
import dev.strongroom.template.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What lies in a resource group and would be deleted by a deployment in complete mode: vaults,
/// managed HSMs and managed identities. Locks, role assignments and what lies in vaults stay, as in
/// Azure.
final class GroupInventory {
  record Item(String path, String type, String name, String apiVersion) {}

  private static final String VAULTS = "Microsoft.KeyVault/vaults";
  private static final String HSMS = "Microsoft.KeyVault/managedHSMs";
  private static final String IDENTITIES = "Microsoft.ManagedIdentity/userAssignedIdentities";

  private GroupInventory() {}

  /// Those that `plan` does not make. Refuses when the caller may not see what there is.
  static List<Item> besides(Plan plan, String group, InnerRequests requests) {
    Set<String> planned =
        plan.resources().stream()
            .filter(Planned::wanted)
            .map(one -> one.path().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    List<Item> found = new ArrayList<>();
    read(group, VAULTS, "2023-07-01", requests, found);
    read(group, HSMS, "2024-11-01", requests, found);
    read(group, IDENTITIES, "2023-01-31", requests, found);
    return found.stream()
        .filter(item -> !planned.contains(item.path().toLowerCase(Locale.ROOT)))
        .toList();
  }

  private static void read(
      String group, String type, String apiVersion, InnerRequests requests, List<Item> into) {
    String list = group + "/providers/" + type;
    Optional<String> next = Optional.of("");
    while (next.isPresent()) {
      Answer page = requests.page(list, apiVersion, next.get());
      if (!page.good()) {
        throw ArmCall.refused(
            page.error().text("code", true).orElse("InternalServerError"),
            page.error().text("message", true).orElse("The group cannot be listed."));
      }
      for (Value item : page.body().items("value")) {
        into.add(
            new Item(
                item.text("id", true).orElse(""),
                type,
                item.text("name", true).orElse(""),
                apiVersion));
      }
      next = page.body().text("nextLink", true).map(GroupInventory::token);
    }
  }

  private static String token(String link) {
    int at = link.toLowerCase(Locale.ROOT).indexOf("skiptoken=");
    return at < 0 ? "" : link.substring(at + "skiptoken=".length());
  }
}
