package dev.strongroom.arm;

import dev.strongroom.http.Bound;
import dev.strongroom.http.Json;
import dev.strongroom.http.Response;
import dev.strongroom.vaults.CreateOrUpdateResourceGroup;
import dev.strongroom.vaults.DeleteResourceGroup;
import dev.strongroom.vaults.GetResourceGroup;
import dev.strongroom.vaults.GetSubscription;
import dev.strongroom.vaults.GroupDraft;
import dev.strongroom.vaults.GroupName;
import dev.strongroom.vaults.HasResourceGroup;
import dev.strongroom.vaults.ListLocations;
import dev.strongroom.vaults.ListResourceGroups;
import dev.strongroom.vaults.ListResources;
import dev.strongroom.vaults.ListSubscriptions;
import dev.strongroom.vaults.ListTenants;
import dev.strongroom.vaults.ResourceKind;
import dev.strongroom.vaults.Resources;
import dev.strongroom.vaults.UpdateResourceGroup;
import dev.strongroom.vaults.Vaults;
import java.util.List;
import java.util.Optional;

/// `Microsoft.Resources`: tenants, subscriptions, resource groups, and the generic list of
/// resources.
final class ResourceRoutes {
  private static final String ONE = "/subscriptions/{subscription}";
  private static final String GROUPS = ONE + "/resourceGroups";
  private static final String GROUP = GROUPS + "/{group}";
  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;
  private static final int NOT_FOUND = 404;

  private final Resources resources;
  private final Vaults vaults;
  private final List<ResourceKind> kinds;

  /// @param kinds what lies in resource groups, in the order of the list
  ResourceRoutes(Vaults vaults, List<ResourceKind> kinds) {
    this.resources = vaults.resources();
    this.vaults = vaults;
    this.kinds = List.copyOf(kinds);
  }

  List<ArmRoute> routes() {
    return List.of(
        ArmRoute.of("GET", "/tenants", this::tenants),
        ArmRoute.of("GET", "/subscriptions", this::subscriptions),
        ArmRoute.of("GET", ONE, this::subscription),
        ArmRoute.of("GET", ONE + "/locations", this::locations),
        ArmRoute.of("GET", GROUPS, this::groups),
        ArmRoute.of("GET", GROUP, this::group),
        ArmRoute.of("HEAD", GROUP, this::hasGroup),
        ArmRoute.of("PUT", GROUP, this::putGroup),
        ArmRoute.of("PATCH", GROUP, this::patchGroup),
        ArmRoute.of("DELETE", GROUP, this::deleteGroup),
        ArmRoute.of("GET", ONE + "/resources", this::resourcesInSubscription),
        ArmRoute.of("GET", GROUP + "/resources", this::resourcesInGroup));
  }

  private Bound<?> tenants(ArmCall call) {
    return new Bound<>(new ListTenants(), found -> ResourceJson.list(found, ResourceJson::tenant));
  }

  private Bound<?> subscriptions(ArmCall call) {
    return new Bound<>(
        new ListSubscriptions(resources),
        found -> ResourceJson.list(found, ResourceJson::subscription));
  }

  private Bound<?> subscription(ArmCall call) {
    return new Bound<>(
        new GetSubscription(resources, call.subscription()),
        found -> ArmAnswers.json(json -> ResourceJson.subscription(json, found)));
  }

  private Bound<?> locations(ArmCall call) {
    return new Bound<>(
        new ListLocations(resources, call.subscription()),
        names ->
            ResourceJson.list(
                names, (json, name) -> ResourceJson.location(json, call.subscription(), name)));
  }

  private Bound<?> groups(ArmCall call) {
    ResourceFilter filter = ResourceFilter.ofGroups(call.query("$filter"));
    return new Bound<>(
        new ListResourceGroups(resources, call.subscription(), call.page()),
        page -> ArmAnswers.list(call, page.only(filter::takes), ResourceJson::group));
  }

  private Bound<?> group(ArmCall call) {
    return new Bound<>(
        new GetResourceGroup(resources, call.subscription(), call.group()),
        group -> ArmAnswers.json(json -> ResourceJson.group(json, group)));
  }

  private Bound<?> hasGroup(ArmCall call) {
    return new Bound<>(
        new HasResourceGroup(resources, call.subscription(), call.group()),
        there -> Response.of(there ? NO_CONTENT : NOT_FOUND));
  }

  private Bound<?> putGroup(ArmCall call) {
    CreateOrUpdateResourceGroup operation =
        new CreateOrUpdateResourceGroup(
            resources,
            call.subscription(),
            GroupName.forNew(call.word("group")),
            draft(ArmFields.of(call.body())));
    return new Bound<>(
        operation,
        saved ->
            Response.json(
                saved.created() ? CREATED : Bound.OK,
                Json.write(json -> ResourceJson.group(json, saved.group()))));
  }

  private Bound<?> patchGroup(ArmCall call) {
    UpdateResourceGroup operation =
        new UpdateResourceGroup(
            resources, call.subscription(), call.group(), draft(ArmFields.of(call.body())));
    return new Bound<>(
        operation, group -> ArmAnswers.json(json -> ResourceJson.group(json, group)));
  }

  private Bound<?> deleteGroup(ArmCall call) {
    return new Bound<>(
        new DeleteResourceGroup(vaults, call.subscription(), call.group()),
        _ -> Response.of(Bound.OK));
  }

  private Bound<?> resourcesInSubscription(ArmCall call) {
    return list(call, Optional.empty());
  }

  private Bound<?> resourcesInGroup(ArmCall call) {
    return list(call, Optional.of(call.group()));
  }

  private Bound<?> list(ArmCall call, Optional<GroupName> group) {
    ResourceFilter filter = ResourceFilter.parse(call.query("$filter"));
    return new Bound<>(
        new ListResources(resources, kinds, call.subscription(), group, call.page()),
        page -> ArmAnswers.list(call, page.only(filter::takes), ResourceJson::resource));
  }

  private static GroupDraft draft(ArmFields body) {
    return new GroupDraft(body.text("location"), body.tags(), body.text("managedBy"));
  }
}
