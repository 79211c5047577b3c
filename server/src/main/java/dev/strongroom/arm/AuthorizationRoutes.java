package dev.strongroom.arm;

import dev.strongroom.access.AccessStore;
import dev.strongroom.access.AssignmentFilter;
import dev.strongroom.access.DeleteRoleAssignment;
import dev.strongroom.access.GetRoleAssignment;
import dev.strongroom.access.GetRoleDefinition;
import dev.strongroom.access.ListPermissions;
import dev.strongroom.access.ListRoleAssignments;
import dev.strongroom.access.ListRoleDefinitions;
import dev.strongroom.access.Memberships;
import dev.strongroom.access.Principals;
import dev.strongroom.access.PutRoleAssignment;
import dev.strongroom.access.RoleAssignment;
import dev.strongroom.http.Bound;
import dev.strongroom.http.Json;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.RoleId;
import dev.strongroom.model.TenantId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// `Microsoft.Authorization`: role definitions, role assignments and permissions, below any scope.
/// The forms "by id" (`/{roleAssignmentId}`) are the same paths.
public final class AuthorizationRoutes implements ArmProvider {
  private static final String PROVIDER = "/providers/microsoft.authorization/";
  private static final int NO_CONTENT = 204;
  private static final int CREATED = 201;

  private final AccessStore store;
  private final Principals principals;
  private final Memberships memberships;

  public AuthorizationRoutes(AccessStore store, Principals principals, Memberships memberships) {
    this.store = store;
    this.principals = principals;
    this.memberships = memberships;
  }

  @Override
  public Optional<Bound<?>> bind(Request request, ResourceId path, Caller caller) {
    int provider = path.canonical().lastIndexOf(PROVIDER);
    if (provider < 0) {
      return Optional.empty();
    }
    ResourceId scope = ResourceId.of(path.display().substring(0, provider));
    String[] rest = path.display().substring(provider + PROVIDER.length()).split("/", -1);
    Asked asked = new Asked(request, path, scope, tenantOf(caller));
    String type = rest[0].toLowerCase(Locale.ROOT);
    Bound<?> bound =
        switch (rest.length) {
          case 1 -> collection(asked, type);
          case 2 -> single(asked, type, rest[1]);
          default -> throw asked.noSuchRoute();
        };
    return Optional.of(bound);
  }

  private record Asked(Request request, ResourceId path, ResourceId scope, TenantId tenant) {
    String method() {
      return request.effectiveMethod();
    }

    String parameter(String lowerCaseName) {
      return request.query().getOrDefault(lowerCaseName, "");
    }

    Bound<?> reading(Supplier<Bound<?>> bound) {
      if (!method().equals("GET")) {
        throw notAllowed();
      }
      return bound.get();
    }

    Refused noSuchRoute() {
      return new Problem.RouteNotFound(method(), path.display()).asException();
    }

    Refused notAllowed() {
      return new Problem.MethodNotAllowed(method(), path.display()).asException();
    }
  }

  private Bound<?> collection(Asked asked, String type) {
    return switch (type) {
      case "roleassignments" -> asked.reading(() -> list(asked));
      case "roledefinitions" -> asked.reading(() -> listDefinitions(asked));
      case "permissions" -> asked.reading(() -> permissions(asked));
      default -> throw asked.noSuchRoute();
    };
  }

  private Bound<?> single(Asked asked, String type, String name) {
    return switch (type) {
      case "roleassignments" -> assignment(asked, assignmentId(name));
      case "roledefinitions" -> asked.reading(() -> definition(asked, name));
      default -> throw asked.noSuchRoute();
    };
  }

  private Bound<?> assignment(Asked asked, AssignmentId id) {
    return switch (asked.method()) {
      case "GET" ->
          new Bound<>(
              new GetRoleAssignment(store, asked.tenant(), asked.scope(), id),
              found -> answer(Bound.OK, found));
      case "PUT" -> put(asked, id);
      case "DELETE" ->
          new Bound<>(
              new DeleteRoleAssignment(store, asked.tenant(), asked.scope(), id),
              deleted ->
                  deleted
                      .map(assignment -> answer(Bound.OK, assignment))
                      .orElseGet(() -> Response.of(NO_CONTENT)));
      default -> throw asked.notAllowed();
    };
  }

  private Bound<?> put(Asked asked, AssignmentId id) {
    PutRoleAssignment operation =
        new PutRoleAssignment(
            new PutRoleAssignment.Ports(store, principals),
            asked.tenant(),
            asked.scope(),
            id,
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

  private Bound<?> definition(Asked asked, String name) {
    RoleId id =
        RoleId.parse(name)
            .orElseThrow(() ->
                invalid(
                    "InvalidRoleDefinitionId",
                    "The role definition ID '" + name + "' is not valid. It must be a GUID."));
    return new Bound<>(
        new GetRoleDefinition(store, asked.scope(), id),
        role ->
            Response.json(
                Bound.OK, Json.write(json -> RoleDefinitionJson.write(json, asked.scope(), role))));
  }

  private Bound<?> listDefinitions(Asked asked) {
    ListRoleDefinitions.Filter filter =
        ListRoleDefinitions.Filter.parse(asked.parameter("$filter"));
    return new Bound<>(
        new ListRoleDefinitions(store, asked.scope(), filter),
        roles -> Response.json(Bound.OK, RoleDefinitionJson.list(asked.scope(), roles)));
  }

  private Bound<?> permissions(Asked asked) {
    return new Bound<>(
        new ListPermissions(store, memberships, asked.scope()),
        permissions -> Response.json(Bound.OK, RoleDefinitionJson.permissions(permissions)));
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

  private static TenantId tenantOf(Caller caller) {
    return switch (caller.who()) {
      case Who.Principal who -> who.tenant();
      case Who.Job _, Who.Nobody _ ->
          throw new Problem.Unauthenticated(
                  "Authentication failed. The 'Authorization' header is missing.", Optional.empty())
              .asException();
    };
  }
}
