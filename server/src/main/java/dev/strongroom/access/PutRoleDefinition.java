package dev.strongroom.access;

import dev.strongroom.access.RoleAssignment.Stamps;
import dev.strongroom.access.RoleDefinition.Maker;
import dev.strongroom.access.RoleDefinition.Permission;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import dev.strongroom.model.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Makes a custom role, or replaces it. What its holders may do changes at their next request.
public record PutRoleDefinition(
    CustomRoles ports, TenantId tenant, ResourceId scope, RoleId id, RoleDraft wanted)
    implements Operation<RoleDefinition> {
  /// Azure's limit for one tenant.
  public static final int MAX_ROLES = 5_000;

  private static final int CREATED = 201;

  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return AuthorizationActions.WRITE_DEFINITIONS;
  }

  @Override
  public Target target() {
    return new Target.Resource(scope);
  }

  /// Also for a change, as the specification says.
  @Override
  public int status(RoleDefinition role) {
    return CREATED;
  }

  @Override
  public RoleDefinition run(Work work) {
    RoleTable table = ports.access().table(work.tx());
    Optional<RoleDefinition> known = table.definition(tenant, id);
    known.ifPresent(CustomRoles::refuseBuiltIn);
    List<ResourceId> before = known.map(RoleDefinition::assignableScopes).orElse(List.of());
    ports.admit(
        work,
        action(),
        scope,
        Stream.concat(before.stream(), wanted.assignableScopes().stream()).toList());
    List<RoleDefinition> all = table.definitions(tenant);
    refuseTakenName(all);
    if (known.isEmpty() && all.stream().filter(role -> !role.builtIn()).count() >= MAX_ROLES) {
      throw new Problem.Invalid(
              "RoleDefinitionLimitExceeded",
              "Role definition limit exceeded. No more role definitions can be created: there are "
                  + MAX_ROLES
                  + ".")
          .asException();
    }
    RoleDefinition role = role(stamps(work, known));
    ports.roles().save(work.tx(), work.approve(role));
    return role;
  }

  private void refuseTakenName(List<RoleDefinition> all) {
    boolean taken =
        all.stream()
            .anyMatch(role -> !role.id().equals(id) && role.name().equalsIgnoreCase(wanted.name()));
    if (taken) {
      throw sameName();
    }
  }

  private RoleDefinition role(Stamps stamps) {
    List<Permission> permissions = wanted.permissions();
    return new RoleDefinition(
        id,
        new Maker.Tenant(tenant, stamps),
        wanted.name(),
        wanted.description(),
        permissions,
        wanted.assignableScopes());
  }

  private static Stamps stamps(Work work, Optional<RoleDefinition> known) {
    String author = Stamps.author(work);
    return known.map(RoleDefinition::maker).stream()
        .flatMap(maker ->
            maker instanceof Maker.Tenant(_, Stamps before) ? Stream.of(before) : Stream.of())
        .findFirst()
        .map(before -> new Stamps(before.createdOn(), before.createdBy(), work.now(), author))
        .orElseGet(() -> new Stamps(work.now(), author, work.now(), author));
  }

  private static Refused sameName() {
    return new Problem.Conflict(
            "RoleDefinitionWithSameNameExists",
            "A custom role with the same name already exists in this directory. Use a different"
                + " name.")
        .asException();
  }
}
