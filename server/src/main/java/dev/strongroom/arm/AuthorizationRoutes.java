package dev.strongroom.arm;

import dev.strongroom.access.AccessStore;
import dev.strongroom.access.AssignmentFilter;
import dev.strongroom.access.CustomRoles;
import dev.strongroom.access.DeleteRoleAssignment;
import dev.strongroom.access.DenyStore;
import dev.strongroom.access.ElevateAccess;
import dev.strongroom.access.GetRoleAssignment;
import dev.strongroom.access.ListPermissions;
import dev.strongroom.access.ListRoleAssignments;
import dev.strongroom.access.Memberships;
import dev.strongroom.access.Principals;
import dev.strongroom.access.PutDenyAssignment;
import dev.strongroom.access.PutRoleAssignment;
import dev.strongroom.access.RoleAssignment;
import dev.strongroom.http.Bound;
import dev.strongroom.http.Json;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.http.Routes;
import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// `Microsoft.Authorization`: role definitions, role assignments and permissions, below any scope.
/// The forms "by id" (`/{roleAssignmentId}`) are the same paths.
public final class AuthorizationRoutes implements ArmProvider {
  private static final String NAMESPACE = "Microsoft.Authorization";
  private static final int NO_CONTENT = 204;
  private static final int CREATED = 201;

  private final AccessStore store;
  private final Principals principals;
  private final Memberships memberships;
  private final Routes<Function<Asked, Bound<?>>> routes;

  public AuthorizationRoutes(
      CustomRoles roles,
      DenyStore denies,
      Principals principals,
      Memberships memberships,
      ExplainRoutes explanations) {
    DenyAssignmentRoutes denials =
        new DenyAssignmentRoutes(new PutDenyAssignment.Ports(roles.access(), denies, memberships));
    this.store = roles.access();
    RoleDefinitionRoutes definitions = new RoleDefinitionRoutes(roles);
    ActionRoutes actions = new ActionRoutes();
    this.principals = principals;
    this.memberships = memberships;
    this.routes =
        Routes.<Function<Asked, Bound<?>>>builder()
            .add("GET", "/roleAssignments", this::list)
            .add("GET", "/roleAssignments/{id}", this::get)
            .add("PUT", "/roleAssignments/{id}", this::put)
            .add("DELETE", "/roleAssignments/{id}", this::delete)
            .add("GET", "/permissions", this::permissions)
            .add("GET", "/operations", actions::operations)
            .add("GET", "/providerOperations", actions::metadataOfAll)
            .add("GET", "/providerOperations/{namespace}", actions::metadata)
            .add("GET", "/classicAdministrators", actions::classicAdministrators)
            .add("GET", "/denyAssignments", denials::list)
            .add("GET", "/denyAssignments/{id}", denials::get)
            .add("PUT", "/denyAssignments/{id}", denials::put)
            .add("DELETE", "/denyAssignments/{id}", denials::delete)
            .add("POST", "/elevateAccess", this::elevate)
            .add("POST", "/checkAccess", explanations::checkAccess)
            .add("GET", "/roleDefinitions", definitions::list)
            .add("GET", "/roleDefinitions/{id}", definitions::get)
            .add("PUT", "/roleDefinitions/{id}", definitions::put)
            .add("DELETE", "/roleDefinitions/{id}", definitions::delete)
            .build();
  }

  @Override
  public List<Routes.Line> lines() {
    return ProviderPath.below(NAMESPACE, routes.lines());
  }

  @Override
  public Optional<Bound<?>> bind(Request request, ResourceId path, Caller caller) {
    return ProviderPath.of(path, NAMESPACE)
        .map(parts -> {
          Routes.Match<Function<Asked, Bound<?>>> match =
              routes.find(request.effectiveMethod(), parts.segments(), path.display());
          return match.route().apply(new Asked(request, parts.scope(), tenantOf(caller), match));
        });
  }

  /// One request below some scope.
  ///
  /// @param tenant the caller's
  record Asked(
      Request request,
      ResourceId scope,
      TenantId tenant,
      Routes.Match<Function<Asked, Bound<?>>> match) {
    String parameter(String lowerCaseName) {
      return request.query().getOrDefault(lowerCaseName, "");
    }

    AssignmentId assignment() {
      return assignmentId(match.value("id"));
    }

    AssignmentId denial() {
      String name = match.value("id");
      return AssignmentId.parse(name)
          .orElseThrow(() ->
              invalid(
                  "InvalidDenyAssignmentId",
                  "The deny assignment ID '" + name + "' is not valid. It must be a GUID."));
    }
  }

  private Bound<?> get(Asked asked) {
    return new Bound<>(
        new GetRoleAssignment(store, asked.tenant(), asked.scope(), asked.assignment()),
        found -> answer(Bound.OK, found));
  }

  private Bound<?> delete(Asked asked) {
    return new Bound<>(
        new DeleteRoleAssignment(ports(), asked.tenant(), asked.scope(), asked.assignment()),
        deleted ->
            deleted
                .map(assignment -> answer(Bound.OK, assignment))
                .orElseGet(() -> Response.of(NO_CONTENT)));
  }

  private PutRoleAssignment.Ports ports() {
    return new PutRoleAssignment.Ports(store, principals);
  }

  private Bound<?> put(Asked asked) {
    PutRoleAssignment operation =
        new PutRoleAssignment(
            ports(),
            asked.tenant(),
            asked.scope(),
            asked.assignment(),
            RoleAssignmentJson.read(asked.request().body()));
    return new Bound<>(
        operation, outcome -> answer(outcome.created() ? CREATED : Bound.OK, outcome.assignment()));
  }

  private Bound<?> list(Asked asked) {
    Optional<AssignmentId> after =
        Optional.of(asked.parameter("$skiptoken"))
            .filter(token -> !token.isEmpty())
            .map(AuthorizationRoutes::assignmentId);
    ListRoleAssignments operation =
        new ListRoleAssignments(
            new ListRoleAssignments.Ports(store, memberships),
            asked.tenant(),
            asked.scope(),
            new ListRoleAssignments.Wanted(
                AssignmentFilter.parse(asked.parameter("$filter")), after));
    return new Bound<>(
        operation,
        page ->
            Response.json(
                Bound.OK,
                RoleAssignmentJson.list(
                    page.assignments(), page.next().map(next -> nextLink(asked, next)))));
  }

  private Bound<?> permissions(Asked asked) {
    return new Bound<>(
        new ListPermissions(store, memberships, asked.scope()),
        permissions -> Response.json(Bound.OK, RoleDefinitionJson.permissions(permissions)));
  }

  private Bound<?> elevate(Asked asked) {
    if (!asked.scope().equals(ResourceId.ROOT)) {
      throw new Problem.RouteNotFound(asked.request().effectiveMethod(), asked.request().path())
          .asException();
    }
    return new Bound<>(new ElevateAccess(store, asked.scope()), _ -> Response.of(Bound.OK));
  }

  private static Response answer(int status, RoleAssignment assignment) {
    return Response.json(status, Json.write(json -> RoleAssignmentJson.write(json, assignment)));
  }

  /// The same question, continued.
  private static String nextLink(Asked asked, AssignmentId after) {
    StringBuilder link = new StringBuilder(asked.request().authority());
    link.append(asked.request().path()).append("?api-version=");
    link.append(encoded(asked.parameter("api-version")));
    if (!asked.parameter("$filter").isEmpty()) {
      link.append("&$filter=").append(encoded(asked.parameter("$filter")));
    }
    return link.append("&$skipToken=").append(after).toString();
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static AssignmentId assignmentId(String name) {
    return AssignmentId.parse(name)
        .orElseThrow(() ->
            invalid(
                "InvalidRoleAssignmentId",
                "The role assignment ID '"
                    + name
                    + "' is not valid. The role assignment ID must be a GUID."));
  }

  private static Refused invalid(String code, String message) {
    return new Problem.Invalid(code, message).asException();
  }

  static TenantId tenantOf(Caller caller) {
    return switch (caller.who()) {
      case Who.Principal who -> who.tenant();
      case Who.Job _, Who.Nobody _ ->
          throw new Problem.Unauthenticated(
                  "Authentication failed. The 'Authorization' header is missing.", Optional.empty())
              .asException();
    };
  }
}
