package dev.strongroom.access;

import dev.strongroom.access.Population.Member;
import dev.strongroom.access.RoleAssignment.Details;
import dev.strongroom.access.RoleAssignment.Grant;
import dev.strongroom.access.RoleAssignment.Stamps;
import dev.strongroom.access.RoleDefinition.Maker;
import dev.strongroom.access.RoleDefinition.Permission;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import dev.strongroom.model.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/// The role assignments that give what a vault's access policies give. Built-in roles when a few of
/// them fit exactly, else a custom role; never more than the policies gave, but for what roles
/// cannot tell apart. Ids follow from what is proposed, so proposing twice proposes the same.
///
/// @param roles the custom roles that are needed
/// @param left entries that no role can express, and why
public record Migration(
    List<RoleDefinition> roles, List<RoleAssignment> assignments, List<Left> left) {
  /// More roles for one principal are harder to read than a custom one.
  private static final int MAX_BUILT_IN = 3;

  /// A get also reads deleted secrets; the role action for that also lists, so it is not carried
  /// over by itself.
  private static final String NOT_CARRIED = "get deleted secret";

  public record Left(PrincipalId principal, String why) {}

  /// What it is made from.
  record Given(VaultAccess vault, RoleTable table, List<Member> members, Instant now) {
    TenantId tenant() {
      return vault.facts().tenant();
    }

    ResourceId scope() {
      return vault.facts().resource();
    }

    PrincipalType typeOf(PrincipalId id) {
      return members.stream()
          .filter(member -> member.id().equals(id))
          .findFirst()
          .map(Member::type)
          .orElse(PrincipalType.SERVICE_PRINCIPAL);
    }
  }

  public Migration {
    roles = List.copyOf(roles);
    assignments = List.copyOf(assignments);
    left = List.copyOf(left);
  }

  static Migration of(Given given) {
    Map<PrincipalId, Set<String>> wanted = new LinkedHashMap<>();
    List<Left> left = new ArrayList<>();
    for (AccessPolicy entry : given.vault().policies().entries()) {
      if (entry.application().isPresent()) {
        left.add(
            new Left(
                entry.objectId(),
                "it counts only through the application "
                    + entry.application().get()
                    + ", which a role cannot say"));
      } else if (!entry.tenant().equals(given.tenant())) {
        left.add(new Left(entry.objectId(), "it is for another tenant"));
      } else {
        wanted
            .computeIfAbsent(entry.objectId(), _ -> new TreeSet<>())
            .addAll(actions(entry.permissions()));
      }
    }
    Map<RoleId, RoleDefinition> custom = new LinkedHashMap<>();
    List<RoleAssignment> assignments = new ArrayList<>();
    wanted.forEach((principal, actions) -> {
      for (RoleDefinition role : fitting(given, actions)) {
        if (!role.builtIn()) {
          custom.put(role.id(), role);
        }
        assignments.add(assignment(given, principal, role));
      }
    });
    return new Migration(List.copyOf(custom.values()), assignments, left);
  }

  private static Set<String> actions(PolicyPermissions permissions) {
    Set<String> granted = permissions.granted();
    Set<String> actions = new TreeSet<>();
    Permitted.ALL.stream()
        .filter(one -> granted.contains(one.permission()) && !one.what().equals(NOT_CARRIED))
        .map(Permitted::action)
        .forEach(actions::add);
    return actions;
  }

  private static List<RoleDefinition> fitting(Given given, Set<String> actions) {
    List<RoleDefinition> chosen = new ArrayList<>();
    Set<String> rest = new TreeSet<>(actions);
    while (!rest.isEmpty() && chosen.size() < MAX_BUILT_IN) {
      Optional<Role> best = best(given, actions, rest);
      if (best.isEmpty()) {
        break;
      }
      chosen.add(best.get().definition());
      rest.removeAll(covered(best.get(), given.now()));
    }
    return rest.isEmpty() ? chosen : List.of(custom(given, actions));
  }

  /// The built-in role that gives most of the rest and nothing else.
  private static Optional<Role> best(Given given, Set<String> actions, Set<String> rest) {
    Optional<Role> best = Optional.empty();
    long most = 0;
    for (Role role : given.table().builtIn()) {
      Set<String> covered = covered(role, given.now());
      long gain = covered.stream().filter(rest::contains).count();
      if (gain > most && actions.containsAll(covered)) {
        best = Optional.of(role);
        most = gain;
      }
    }
    return best;
  }

  private static Set<String> covered(Role role, Instant now) {
    Set<String> covered = new TreeSet<>();
    for (Permitted one : Permitted.ALL) {
      if (role.permissions().weigh(Ask.ofData(one.action(), now)) == Weight.GRANTS) {
        covered.add(one.action());
      }
    }
    return covered;
  }

  /// Named by the vault and what it grants; the same for all who had the same.
  private static RoleDefinition custom(Given given, Set<String> actions) {
    UUID id = id(given.scope().canonical(), String.join("\n", actions));
    String number = id.toString().substring(0, 8);
    return new RoleDefinition(
        new RoleId(id),
        new Maker.Tenant(given.tenant(), stamps(given)),
        "Migrated policy of " + given.vault().facts().name().display() + " " + number,
        "What an access policy of the vault granted.",
        List.of(
            new Permission(
                List.of(), List.of(), List.copyOf(actions), List.of(), Optional.empty())),
        List.of(given.scope()));
  }

  private static RoleAssignment assignment(
      Given given, PrincipalId principal, RoleDefinition role) {
    Grant grant = new Grant(given.tenant(), role.id(), principal, given.typeOf(principal));
    UUID id = id(given.scope().canonical(), principal + "\n" + role.id());
    return new RoleAssignment(
        new AssignmentId(id), given.scope(), grant, Details.NONE, stamps(given));
  }

  private static Stamps stamps(Given given) {
    return new Stamps(given.now(), "", given.now(), "");
  }

  private static UUID id(String vault, String what) {
    String text = "strongroom migration\n" + vault + "\n" + what;
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
