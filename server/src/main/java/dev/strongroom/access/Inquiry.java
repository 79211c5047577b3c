package dev.strongroom.access;

import dev.strongroom.kernel.Access;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Action.Effect;
import dev.strongroom.kernel.Assurance;
import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Caller.Kind;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Onlooker;
import dev.strongroom.kernel.Origin;
import dev.strongroom.kernel.Ports;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Question;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Traits;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.AppId;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import dev.strongroom.model.TenantId;
import dev.strongroom.model.VaultName;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A question about somebody else's rights, put to the authoriser that the gate asks: so the answer
/// is what the gate would say.
///
/// @param scope the path of what would be acted on; also of a single secret
/// @param action one action by its name
/// @param data whether it is a data action
/// @param address where the request would come from; without one, an address that the vault's
///   firewall admits, when there is any
/// @param traits what the request would say of a role assignment
public record Inquiry(
    ResourceId scope, String action, boolean data, Optional<String> address, Traits traits) {
  /// What one answer tells of what was looked at.
  public static final int MAX_SIGHTINGS = 500;

  private static final Pattern IN_VAULT =
      Pattern.compile(
          "(?i)(/subscriptions/[^/]+/resourcegroups/[^/]+/providers/microsoft\\.keyvault/vaults/([^/]+))"
              + "(?:/(secrets|keys|certificates)/([^/]+))?");
  private static final int VAULT = 2;
  private static final int COLLECTION = 3;
  private static final int OBJECT = 4;

  /// Who is asked about.
  public record Subject(TenantId tenant, PrincipalId id, Optional<AppId> application, Kind kind) {}

  /// @param seen what was looked at, in this order
  public record Answer(Access access, Onlooker seen, String address) {}

  /// Refuses a data action outside a vault.
  public Inquiry {
    if (data && !IN_VAULT.matcher(scope.display()).matches()) {
      throw new Problem.Invalid(
              "InvalidScope",
              "'"
                  + action
                  + "' is a data action: ask at a vault, or at a secret, key or certificate.")
          .asException();
    }
  }

  /// What a request to give or take a role would say.
  public static Traits aboutRole(
      String action, RoleId role, PrincipalId principal, PrincipalType type) {
    Map<String, String> traits = RoleAssignment.traits(role, principal, type);
    return action.toLowerCase(Locale.ROOT).endsWith("/delete")
        ? Traits.ofResource(traits)
        : Traits.ofRequest(traits);
  }

  /// Whether the action is one that roles grant by data actions.
  public static boolean isData(String action) {
    return Permitted.byAction(action).isPresent();
  }

  Answer ask(Work work, Seams seams, Subject subject) {
    Optional<VaultAccess> vault =
        data ? Optional.of(vault(work, seams.vaults())) : Optional.empty();
    String from = address.orElseGet(() -> vault.map(Inquiry::admitted).orElse(""));
    Onlooker onlooker = new Onlooker(MAX_SIGHTINGS);
    Question question =
        new Question(caller(work, subject, from), asked(), target(vault), _ -> traits, work.now());
    return new Answer(
        seams.authorizer().judge(work.tx(), question.under(onlooker)), onlooker, from);
  }

  /// @param authorizer the gate's own
  public record Seams(Ports.Authorizer authorizer, AccessVaults vaults) {}

  /// The caller may ask about the path it has named, so the vault must be the one of that path.
  private VaultAccess vault(Work work, AccessVaults vaults) {
    Matcher path = path();
    return VaultName.parse(path.group(VAULT))
        .flatMap(name -> vaults.find(work.tx(), name))
        .filter(found -> found.facts().resource().equals(ResourceId.of(path.group(1))))
        .orElseThrow(() ->
            new Problem.ResourceNotFound(
                    "ResourceNotFound", "The vault '" + path.group(1) + "' was not found.")
                .asException());
  }

  private Matcher path() {
    Matcher path = IN_VAULT.matcher(scope.display());
    if (path.matches()) {
      return path;
    }
    throw new IllegalStateException("broken promise: a data action is asked in a vault");
  }

  private Target target(Optional<VaultAccess> vault) {
    if (vault.isEmpty()) {
      return new Target.Resource(scope);
    }
    Matcher path = path();
    VaultName name = vault.get().facts().name();
    String collection =
        Optional.ofNullable(path.group(COLLECTION))
            .map(word -> word.toLowerCase(Locale.ROOT))
            .or(() -> Permitted.byAction(action).map(Permitted::collection))
            .orElse("secrets");
    return path.group(OBJECT) == null
        ? Target.InVault.collection(name, collection)
        : Target.InVault.object(name, collection, path.group(OBJECT));
  }

  private Action asked() {
    String word = action.toLowerCase(Locale.ROOT);
    Effect effect = word.endsWith("/read") ? Effect.READ : Effect.WRITE;
    return data
        ? Action.data(
            action, effect, Permitted.byAction(action).map(Permitted::permission).orElse("unknown"))
        : Action.control(action, effect);
  }

  private static Caller caller(Work work, Subject subject, String address) {
    Optional<Who.Principal> asker =
        work.caller().who() instanceof Who.Principal who ? Optional.of(who) : Optional.empty();
    Origin origin =
        new Origin(
            work.caller().origin().requestId(), Optional.empty(), address, "", "", "", "", "");
    return new Caller(
        new Who.Principal(
            subject.tenant(),
            subject.id(),
            subject.application(),
            asker.map(Who.Principal::issuer).orElse(""),
            subject.kind(),
            Assurance.NONE,
            asker.filter(who -> who.id().equals(subject.id())).flatMap(Who.Principal::foreign)),
        origin);
  }

  /// An address that the vault is open to: any, or the first of its rules.
  private static String admitted(VaultAccess vault) {
    List<String> rules = vault.network().ipRules().texts();
    return rules.isEmpty() ? "" : rules.getFirst().replaceFirst("/.*", "");
  }
}
