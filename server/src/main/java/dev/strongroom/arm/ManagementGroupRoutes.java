package dev.strongroom.arm;

import dev.strongroom.groups.CheckGroupName;
import dev.strongroom.groups.DeleteManagementGroup;
import dev.strongroom.groups.GetManagementGroup;
import dev.strongroom.groups.GetPlacedSubscription;
import dev.strongroom.groups.GroupId;
import dev.strongroom.groups.Groups;
import dev.strongroom.groups.ListDescendants;
import dev.strongroom.groups.ListEntities;
import dev.strongroom.groups.ListManagementGroups;
import dev.strongroom.groups.ListPlacedSubscriptions;
import dev.strongroom.groups.PlaceSubscription;
import dev.strongroom.groups.RemoveSubscription;
import dev.strongroom.groups.SaveManagementGroup;
import dev.strongroom.http.Bound;
import dev.strongroom.http.Json;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.http.Routes;
import dev.strongroom.kernel.Caller;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.model.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// `Microsoft.Management` (specification of 2023-04-01).
public final class ManagementGroupRoutes implements ArmProvider {
  private static final String NAMESPACE = "Microsoft.Management";
  private static final int NO_CONTENT = 204;

  private final Groups groups;
  private final Routes<Function<Asked, Bound<?>>> routes;

  public ManagementGroupRoutes(Groups groups) {
    this.groups = groups;
    this.routes =
        Routes.<Function<Asked, Bound<?>>>builder()
            .add("GET", "/managementGroups", this::list)
            .add("GET", "/managementGroups/{group}", this::get)
            .add("PUT", "/managementGroups/{group}", this::put)
            .add("PATCH", "/managementGroups/{group}", this::patch)
            .add("DELETE", "/managementGroups/{group}", this::delete)
            .add("GET", "/managementGroups/{group}/descendants", this::descendants)
            .add("GET", "/managementGroups/{group}/subscriptions", this::subscriptions)
            .add("GET", "/managementGroups/{group}/subscriptions/{subscription}", this::place)
            .add("PUT", "/managementGroups/{group}/subscriptions/{subscription}", this::move)
            .add("DELETE", "/managementGroups/{group}/subscriptions/{subscription}", this::remove)
            .add("GET", "/operations", _ -> ProviderRoutes.operations(NAMESPACE))
            .add("POST", "/getEntities", this::entities)
            .add("POST", "/checkNameAvailability", this::checkName)
            .build();
  }

  @Override
  public List<Routes.Line> lines() {
    return routes.lines().stream()
        .map(line -> new Routes.Line(line.method(), "/providers/" + NAMESPACE + line.template()))
        .toList();
  }

  /// Only at the root: what stands below a group's path belongs to another provider.
  @Override
  public Optional<Bound<?>> bind(Request request, ResourceId path, Caller caller) {
    return ProviderPath.of(path, NAMESPACE)
        .filter(parts ->
            parts.scope().equals(ResourceId.ROOT)
                && parts.segments().stream().noneMatch("providers"::equalsIgnoreCase))
        .map(parts -> {
          Routes.Match<Function<Asked, Bound<?>>> match =
              routes.find(request.effectiveMethod(), parts.segments(), path.display());
          return match
              .route()
              .apply(new Asked(request, AuthorizationRoutes.tenantOf(caller), match));
        });
  }

  private record Asked(
      Request request, TenantId tenant, Routes.Match<Function<Asked, Bound<?>>> match) {
    GroupId group() {
      return GroupId.of(match.value("group"));
    }

    SubscriptionId subscription() {
      String text = match.value("subscription");
      return SubscriptionId.parse(text)
          .orElseThrow(() ->
              ArmCall.refused(
                  "InvalidSubscriptionId",
                  "The provided subscription identifier '" + text + "' is malformed or invalid."));
    }

    String query(String lowerCaseName) {
      return request.query().getOrDefault(lowerCaseName, "");
    }

    ArmFields body() {
      return ArmFields.of(Json.parse(request.body()));
    }
  }

  private Bound<?> list(Asked asked) {
    return new Bound<>(
        new ListManagementGroups(groups),
        found -> ResourceJson.list(found, ManagementGroupJson::summary));
  }

  private Bound<?> get(Asked asked) {
    ManagementGroupJson.Expand expand =
        ManagementGroupJson.Expand.parse(asked.query("$expand"), asked.query("$recurse"));
    return new Bound<>(
        new GetManagementGroup(groups, asked.group()), found -> answer(found, expand));
  }

  private Bound<?> put(Asked asked) {
    return save(asked, ManagementGroupJson.wanted(asked.request().body(), asked.group()));
  }

  private Bound<?> patch(Asked asked) {
    ArmFields body = asked.body();
    return save(
        asked,
        new SaveManagementGroup.Wanted(
            body.text("displayName"), body.text("parentGroupId").map(GroupId::ofPath), true));
  }

  private Bound<?> save(Asked asked, SaveManagementGroup.Wanted wanted) {
    return new Bound<>(
        new SaveManagementGroup(groups, asked.group(), wanted),
        found -> answer(found, ManagementGroupJson.Expand.NOTHING));
  }

  private Bound<?> delete(Asked asked) {
    return new Bound<>(
        new DeleteManagementGroup(groups, asked.group()), _ -> Response.of(NO_CONTENT));
  }

  private Bound<?> descendants(Asked asked) {
    return new Bound<>(
        new ListDescendants(groups, asked.group()),
        found -> ArmAnswers.json(json -> ManagementGroupJson.descendants(json, found)));
  }

  private Bound<?> subscriptions(Asked asked) {
    return new Bound<>(
        new ListPlacedSubscriptions(groups, asked.group()),
        found ->
            ResourceJson.list(
                found.leaves(),
                (json, leaf) -> ManagementGroupJson.placed(json, asked.group(), leaf)));
  }

  private Bound<?> place(Asked asked) {
    return new Bound<>(
        new GetPlacedSubscription(groups, asked.group(), asked.subscription()),
        leaf -> ArmAnswers.json(json -> ManagementGroupJson.placed(json, asked.group(), leaf)));
  }

  private Bound<?> move(Asked asked) {
    return new Bound<>(
        new PlaceSubscription(groups, asked.group(), asked.subscription()),
        leaf -> ArmAnswers.json(json -> ManagementGroupJson.placed(json, asked.group(), leaf)));
  }

  private Bound<?> remove(Asked asked) {
    return new Bound<>(
        new RemoveSubscription(groups, asked.group(), asked.subscription()),
        removed -> Response.of(removed ? Bound.OK : NO_CONTENT));
  }

  private Bound<?> entities(Asked asked) {
    return new Bound<>(
        new ListEntities(groups),
        found -> ArmAnswers.json(json -> ManagementGroupJson.entities(json, found)));
  }

  private Bound<?> checkName(Asked asked) {
    String name = asked.body().text("name").orElse("");
    return new Bound<>(
        new CheckGroupName(groups, asked.tenant(), name),
        answer -> ArmAnswers.json(json -> ManagementGroupJson.available(json, answer)));
  }

  private static Response answer(
      GetManagementGroup.Found found, ManagementGroupJson.Expand expand) {
    return ArmAnswers.json(json -> ManagementGroupJson.write(json, found, expand));
  }
}
