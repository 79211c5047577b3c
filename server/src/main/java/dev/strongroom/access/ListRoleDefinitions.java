package dev.strongroom.access;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;
import java.util.List;
import java.util.Optional;

/// Lists the roles that can be assigned at a scope.
public record ListRoleDefinitions(
    AccessStore store, TenantId tenant, ResourceId scope, Filter filter)
    implements Operation<List<RoleDefinition>> {
  private static final String BUILT_IN = "BuiltInRole";
  private static final String CUSTOM = "CustomRole";

  /// @param roleName compared without regard to case
  /// @param builtIn which type is wanted; empty for both
  /// @param below also those that can be assigned somewhere below the scope only
  public record Filter(Optional<String> roleName, Optional<Boolean> builtIn, boolean below) {
    public static Filter parse(String filter) {
      Filter found = new Filter(Optional.empty(), Optional.empty(), false);
      for (FilterTerm term : FilterTerm.parse(filter)) {
        found =
            switch (term.name()) {
              case "rolename" ->
                  new Filter(Optional.of(valueOf(term, filter)), found.builtIn, found.below);
              case "type" ->
                  new Filter(found.roleName, Optional.of(typeOf(term, filter)), found.below);
              case "atscope" -> new Filter(found.roleName, found.builtIn, false);
              case "atscopeandbelow" -> new Filter(found.roleName, found.builtIn, true);
              default -> throw FilterTerm.notUnderstood(filter);
            };
      }
      return found;
    }

    private static String valueOf(FilterTerm term, String filter) {
      return term.value().orElseThrow(() -> FilterTerm.notUnderstood(filter));
    }

    private static boolean typeOf(FilterTerm term, String filter) {
      String type = valueOf(term, filter);
      if (!type.equalsIgnoreCase(BUILT_IN) && !type.equalsIgnoreCase(CUSTOM)) {
        throw FilterTerm.notUnderstood(filter);
      }
      return type.equalsIgnoreCase(BUILT_IN);
    }

    private boolean shows(RoleDefinition role) {
      return roleName.map(role.name()::equalsIgnoreCase).orElse(true)
          && builtIn.map(wanted -> wanted == role.builtIn()).orElse(true);
    }
  }

  @Override
  public String name() {
    return action().name();
  }

  @Override
  public Action action() {
    return AuthorizationActions.readDefinitions(scope);
  }

  @Override
  public Target target() {
    return new Target.Resource(scope);
  }

  @Override
  public List<RoleDefinition> run(Work work) {
    RoleTable table = store.table(work.tx());
    return table.definitions(tenant).stream()
        .filter(filter::shows)
        .filter(role -> isAssignable(table.hierarchy(), role))
        .toList();
  }

  /// The root is open to everybody who is signed in, so what a tenant made for itself is seen at
  /// its own scopes only.
  private boolean isAssignable(Hierarchy hierarchy, RoleDefinition role) {
    return role.assignableScopes().stream()
        .anyMatch(at ->
            hierarchy.covers(tenant, at, scope)
                || (filter.below()
                    && !scope.equals(ResourceId.ROOT)
                    && hierarchy.covers(tenant, scope, at)));
  }
}
