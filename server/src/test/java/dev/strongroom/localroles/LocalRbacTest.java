package dev.strongroom.localroles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.access.AccessPolicies;
import dev.strongroom.access.NetworkRules;
import dev.strongroom.access.VaultAccess;
import dev.strongroom.kernel.Access;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Approved;
import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Origin;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Question;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.TestTx;
import dev.strongroom.kernel.Traits;
import dev.strongroom.kernel.Tx;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import dev.strongroom.model.TenantId;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.model.VaultId;
import dev.strongroom.model.VaultName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Who may what inside a managed HSM: the golden matrix of the built-in roles
/// (`-Dmatrix.update=true` rewrites it), and a plain model that must agree on random worlds.
class LocalRbacTest {
  private static final Path GOLDEN = Path.of("src/test/access/local-matrix.txt");
  private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
  private static final TenantId HOME = TenantId.of("aaaaaaaa-0000-0000-0000-000000000001");
  private static final VaultName HSM = VaultName.parseHsm("contoso").orElseThrow();
  private static final VaultId ID = VaultId.of("44444444-4444-4444-4444-444444444444");
  private static final Tx TX = TestTx.of(new Tx.Session() {});
  private static final Access ELSEWHERE =
      new Access(Optional.empty(), Access.Model.NONE, Optional.of("elsewhere"), Optional.empty());

  private final List<LocalRole> custom = new ArrayList<>();
  private final List<LocalAssignment> assignments = new ArrayList<>();
  private final Set<PrincipalId> groups = new HashSet<>();
  private boolean activated = true;
  private NetworkRules network = NetworkRules.OPEN;

  private final class Kept implements LocalRoleStore {
    @Override
    public LocalRoleTable table(Tx tx, VaultId hsm) {
      return new LocalRoleTable(custom, assignments);
    }

    @Override
    public LocalRoleTable lock(Tx tx, VaultId hsm) {
      return table(tx, hsm);
    }

    @Override
    public void save(Tx tx, Approved<LocalRole> role) {
      custom.add(role.value());
    }

    @Override
    public void remove(Tx tx, Approved<LocalRole> role) {
      custom.remove(role.value());
    }

    @Override
    public void insert(Tx tx, Approved<LocalAssignment> assignment) {
      assignments.add(assignment.value());
    }

    @Override
    public void delete(Tx tx, Approved<LocalAssignment> assignment) {
      assignments.remove(assignment.value());
    }
  }

  @Test
  void rolesGrantWhatTheMatrixSays() throws IOException {
    StringBuilder text = new StringBuilder("# What a local role allows at `/`.\n#\n");
    List<LocalRole> roles = BuiltInLocalRoles.ALL;
    for (int i = 0; i < roles.size(); i += 1) {
      text.append("#  %d  %s  %s\n".formatted(i + 1, roles.get(i).id(), roles.get(i).name()));
    }
    text.append("\n");
    for (String action : LocalActions.ALL) {
      text.append("%-40s".formatted(action));
      for (LocalRole role : roles) {
        assignments.clear();
        give(role.id(), LocalScope.ROOT, person(1));
        boolean allowed =
            judge(LocalActions.reads(action), Target.InVault.collection(HSM, "any")).allowed();
        text.append(allowed ? " x" : " .");
      }
      text.append("\n");
    }
    if (Boolean.getBoolean("matrix.update")) {
      Files.writeString(GOLDEN, text);
    }
    assertThat(text.toString()).isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void agreesWithAPlainModel() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int world = 0; world < 200; world += 1) {
      fill(random);
      for (int i = 0; i < 40; i += 1) {
        Action action = action(random);
        Target.InVault place = place(random);
        assertThat(judge(action, place).allowed())
            .as("seed %d: %s at %s, %s, %s", seed, action, place, assignments, custom)
            .isEqualTo(reference(action, place));
      }
    }
  }

  @Test
  void everythingElseIsDecidedElsewhere() {
    Target vault = Target.InVault.collection(VaultName.of("contoso"), "keys");
    assertThat(judge(LocalActions.reads("keys/read/action"), vault)).isSameAs(ELSEWHERE);
    Target resource = new Target.Resource(ResourceId.of("/subscriptions/x"));
    assertThat(judge(Action.control("x/read", Effect.READ), resource)).isSameAs(ELSEWHERE);
  }

  @Test
  void noActionOfAnotherKindIsGranted() {
    BuiltInLocalRoles.ALL.forEach(role -> give(role.id(), LocalScope.ROOT, person(1)));
    for (String name :
        List.of(
            "Microsoft.KeyVault/vaults/secrets/getSecret/action",
            "Microsoft.KeyVault/vaults/certificates/read",
            "Microsoft.KeyVault/managedHsm/keys/sign/actionx",
            "keys/read/action")) {
      assertThat(
              judge(
                      Action.data(name, Effect.READ, "keys/get"),
                      Target.InVault.object(HSM, "keys", "blue"))
                  .allowed())
          .as(name)
          .isFalse();
    }
  }

  @Test
  void theFirewallComesBeforeRoles() {
    give(BuiltInLocalRoles.ADMINISTRATOR, LocalScope.ROOT, person(1));
    network =
        new NetworkRules(
            NetworkRules.DefaultAction.ALLOW,
            NetworkRules.Bypass.NONE,
            NetworkRules.OPEN.ipRules(),
            List.of(),
            NetworkRules.PublicAccess.DISABLED);
    assertThat(
            judge(
                    LocalActions.reads("settings/read/action"),
                    Target.InVault.collection(HSM, "settings"))
                .objection())
        .get()
        .isInstanceOf(Problem.ForbiddenByConnection.class);
  }

  @Test
  void beforeActivationOnlyTheSecurityDomainIsOpen() {
    activated = false;
    BuiltInLocalRoles.ALL.forEach(role -> give(role.id(), LocalScope.ROOT, person(1)));
    for (String action : LocalActions.ALL) {
      assertThat(judge(LocalActions.reads(action), Target.InVault.collection(HSM, "any")).allowed())
          .as(action)
          .isEqualTo(action.startsWith("securitydomain/"));
    }
  }

  private void fill(Random random) {
    custom.clear();
    assignments.clear();
    groups.clear();
    for (int i = 0; i < 3; i += 1) {
      custom.add(role(i, random));
      if (random.nextBoolean()) {
        groups.add(person(3 + i));
      }
    }
    for (int i = random.nextInt(5); i > 0; i -= 1) {
      RoleId role =
          random.nextBoolean()
              ? custom.get(random.nextInt(custom.size())).id()
              : BuiltInLocalRoles.ALL.get(random.nextInt(BuiltInLocalRoles.ALL.size())).id();
      LocalScope scope =
          switch (random.nextInt(4)) {
            case 0 -> LocalScope.ROOT;
            case 1 -> LocalScope.KEYS;
            case 2 -> LocalScope.key("Blue");
            default -> LocalScope.key("green");
          };
      give(role, scope, person(1 + random.nextInt(5)));
    }
  }

  private static LocalRole role(int number, Random random) {
    List<String> given = new ArrayList<>();
    List<String> taken = new ArrayList<>();
    for (String action : LocalActions.ALL) {
      if (random.nextInt(3) == 0) {
        given.add(LocalActions.PREFIX + action);
      }
      if (random.nextInt(6) == 0) {
        taken.add((LocalActions.PREFIX + action).toUpperCase(Locale.ROOT));
      }
    }
    return new LocalRole(
        Optional.of(ID),
        new RoleId(new UUID(1, number)),
        "custom" + number,
        "",
        List.of(new LocalRole.Permission(List.of(), List.of(), given, taken)));
  }

  /// As the rules say it, without a thought for speed.
  private boolean reference(Action action, Target.InVault place) {
    Optional<String> local = LocalActions.of(action, place);
    for (LocalAssignment one : assignments) {
      boolean mine = one.principal().equals(person(1)) || groups.contains(one.principal());
      String scope = one.scope().display().toLowerCase(Locale.ROOT);
      String at =
          !place.collection().endsWith("keys")
              ? "/"
              : "/keys"
                  + place.object().map(name -> "/" + name.toLowerCase(Locale.ROOT)).orElse("");
      boolean covers = scope.equals("/") || at.equals(scope) || at.startsWith(scope + "/");
      if (mine && covers && local.isPresent() && holds(one.role(), local.get())) {
        return true;
      }
    }
    return false;
  }

  private boolean holds(RoleId id, String action) {
    List<LocalRole> all = new ArrayList<>(BuiltInLocalRoles.ALL);
    all.addAll(custom);
    for (LocalRole role : all) {
      for (LocalRole.Permission permission : role.permissions()) {
        boolean given = permission.dataActions().stream().anyMatch(action::equalsIgnoreCase);
        boolean taken = permission.notDataActions().stream().anyMatch(action::equalsIgnoreCase);
        if (role.id().equals(id) && given && !taken) {
          return true;
        }
      }
    }
    return false;
  }

  private static Action action(Random random) {
    List<String> ofVaults =
        List.of("keys/read", "keys/sign/action", "keys/purge/action", "keyrotationpolicies/write");
    return random.nextInt(3) == 0
        ? Action.data(
            "Microsoft.KeyVault/vaults/" + ofVaults.get(random.nextInt(ofVaults.size())),
            Effect.READ,
            "keys/get")
        : LocalActions.reads(LocalActions.ALL.get(random.nextInt(LocalActions.ALL.size())));
  }

  private static Target.InVault place(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> Target.InVault.collection(HSM, "settings");
      case 1 -> Target.InVault.collection(HSM, "keys");
      case 2 -> Target.InVault.object(HSM, "deletedkeys", "BLUE");
      case 3 -> Target.InVault.object(HSM, "keys", "green");
      case 4 -> Target.InVault.object(HSM, "keys", "greenish");
      default -> Target.InVault.object(HSM, "keys", "blue");
    };
  }

  private void give(RoleId role, LocalScope scope, PrincipalId principal) {
    assignments.add(
        new LocalAssignment(
            ID, new AssignmentId(new UUID(2, assignments.size())), scope, role, principal));
  }

  private Access judge(Action action, Target target) {
    VaultFacts facts =
        new VaultFacts(
            ID,
            HOME,
            HSM,
            ResourceId.of("/subscriptions/s/resourceGroups/g/providers/x/managedHSMs/contoso"),
            "local",
            7,
            false);
    LocalRbac rbac =
        new LocalRbac(
            (_, _) -> ELSEWHERE,
            (_, _) ->
                Optional.of(
                    new LocalHsms.Guarded(
                        new VaultAccess(facts, true, AccessPolicies.NONE, network), activated)),
            new Kept(),
            (_, _) -> groups);
    return rbac.judge(TX, new Question(caller(), action, target, _ -> Traits.NONE, NOW));
  }

  private static Caller caller() {
    Origin origin =
        new Origin(
            "r",
            Optional.empty(),
            "203.0.113.7",
            "",
            "https://contoso.managedhsm.test",
            "",
            "7.5",
            "TLS1_3");
    return new Caller(
        new Who.Principal(HOME, person(1), Optional.empty(), "https://sts/", Caller.Kind.APP),
        origin);
  }

  private static PrincipalId person(int number) {
    return new PrincipalId(new UUID(0, number));
  }
}
