package dev.strongroom.access;

import dev.strongroom.access.Population.Member;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Caller.Kind;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Trace;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.PrincipalId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.VaultName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How a vault would go from access policies to roles: what must be assigned, and what each
/// principal would gain and lose. Changes nothing.
public record ProposeMigration(Ports ports, ResourceId vault)
    implements Operation<ProposeMigration.Proposal> {
  public record Ports(
      AccessStore access, AccessVaults vaults, Memberships memberships, Population population) {}

  /// What a principal can do under the policies and not under the roles, or the other way round.
  public record Change(Member member, List<String> gains, List<String> losses) {}

  /// @param done the vault uses roles already
  /// @param roles names of all roles proposed, in the order of the assignments
  public record Proposal(
      boolean done, Migration migration, List<String> roles, List<Change> changes) {}

  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return AuthorizationActions.READ_MIGRATIONS;
  }

  @Override
  public Target target() {
    return new Target.Resource(vault);
  }

  @Override
  public Proposal run(Work work) {
    VaultAccess found = vault(work);
    RoleTable table = ports.access().table(work.tx());
    List<Member> members = members(work, found);
    Migration migration = Migration.of(new Migration.Given(found, table, members, work.now()));
    RoleTable after = table.plus(migration);
    List<String> names =
        migration.assignments().stream()
            .map(one ->
                after
                    .definition(one.grant().tenant(), one.grant().role())
                    .map(RoleDefinition::name)
                    .orElse(""))
            .toList();
    List<Change> changes = new ArrayList<>();
    for (Member member : members) {
      if (member.type() != PrincipalType.GROUP) {
        change(work, found, after, member).ifPresent(changes::add);
      }
    }
    return new Proposal(found.rbac(), migration, names, changes);
  }

  private VaultAccess vault(Work work) {
    return VaultName.parse(vault.lastSegment())
        .flatMap(name -> ports.vaults().find(work.tx(), name))
        .filter(found -> found.facts().resource().equals(vault))
        .orElseThrow(() ->
            new Problem.ResourceNotFound(
                    "ResourceNotFound", "The vault '" + vault + "' was not found.")
                .asException());
  }

  /// The directory's, and those that only the policies know.
  private List<Member> members(Work work, VaultAccess found) {
    List<Member> members =
        new ArrayList<>(ports.population().of(work.tx(), found.facts().tenant()));
    if (members.size() > ExplainWho.MAX_PRINCIPALS) {
      throw new Problem.Invalid(
              "TooManyPrincipals",
              "The directory has more than " + ExplainWho.MAX_PRINCIPALS + " principals.")
          .asException();
    }
    Set<PrincipalId> known = new HashSet<>();
    members.forEach(member -> known.add(member.id()));
    for (AccessPolicy entry : found.policies().entries()) {
      if (known.add(entry.objectId())) {
        members.add(new Member(entry.objectId(), PrincipalType.SERVICE_PRINCIPAL, "unknown here"));
      }
    }
    return members;
  }

  private Optional<Change> change(Work work, VaultAccess found, RoleTable after, Member member) {
    Set<PrincipalId> groups = ports.memberships().groupsOf(work.tx(), member.id());
    Who.Principal who =
        new Who.Principal(
            found.facts().tenant(),
            member.id(),
            Optional.empty(),
            "",
            member.type() == PrincipalType.USER ? Kind.USER : Kind.APP);
    Reach reach = after.reachOf(who.tenant(), who.id(), groups);
    List<String> gains = new ArrayList<>();
    List<String> losses = new ArrayList<>();
    for (Permitted one : Permitted.ALL) {
      boolean before = found.policies().grants(who, groups, one.permission(), Trace.OFF);
      boolean then = reach.judge(Ask.ofData(one.action(), work.now()), vault).allows();
      if (before != then) {
        (then ? gains : losses).add(one.what());
      }
    }
    return gains.isEmpty() && losses.isEmpty()
        ? Optional.empty()
        : Optional.of(new Change(member, gains, losses));
  }
}
