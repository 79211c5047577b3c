package dev.strongroom.access;

import dev.strongroom.access.RoleDefinition.Permission;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the caller's roles grant it at a scope, each with its conditions; it is the caller's to add
/// them up.
public record ListPermissions(AccessStore store, Memberships memberships, ResourceId scope)
    implements Operation<List<Permission>> {
  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return AuthorizationActions.READ_PERMISSIONS;
  }

  @Override
  public Target target() {
    return new Target.Resource(scope);
  }

  @Override
  public List<Permission> run(Work work) {
    return switch (work.caller().who()) {
      case Who.Principal who ->
          store
              .table(work.tx())
              .reachOf(who.tenant(), who.id(), memberships.groupsOf(work.tx(), who))
              .covering(scope)
              .stream()
              .filter(held -> held.counts(one -> one.details().window().includes(work.now())))
              .flatMap(ListPermissions::permissions)
              .distinct()
              .toList();
      case Who.Job _, Who.Nobody _ -> List.of();
    };
  }

  private static Stream<Permission> permissions(Held held) {
    Optional<String> condition = held.assignment().details().condition().map(RoleCondition::text);
    return held.role().definition().permissions().stream()
        .map(permission -> condition.map(permission::under).orElse(permission));
  }
}
