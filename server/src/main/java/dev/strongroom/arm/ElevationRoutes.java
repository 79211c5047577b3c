package dev.strongroom.arm;

import dev.strongroom.elevation.AdministerSchedule;
import dev.strongroom.elevation.CancelRequest;
import dev.strongroom.elevation.Described;
import dev.strongroom.elevation.Draft;
import dev.strongroom.elevation.Elevation;
import dev.strongroom.elevation.GetSchedule;
import dev.strongroom.elevation.GetScheduleRequest;
import dev.strongroom.elevation.Level;
import dev.strongroom.elevation.ListEligibleChildren;
import dev.strongroom.elevation.ListScheduleRequests;
import dev.strongroom.elevation.ListSchedules;
import dev.strongroom.elevation.Listing;
import dev.strongroom.elevation.RequestForSelf;
import dev.strongroom.elevation.RequestId;
import dev.strongroom.elevation.ScheduleFilter;
import dev.strongroom.elevation.ScheduleRequest;
import dev.strongroom.elevation.ValidateRequest;
import dev.strongroom.http.Bound;
import dev.strongroom.http.Json;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.http.Routes;
import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Caller.Who;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.model.AssignmentId;
import dev.strongroom.model.ResourceId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// `Microsoft.Authorization`, the part of Privileged Identity Management: requests, schedules and
/// their instances, approvals, and the settings of roles, below any scope.
public final class ElevationRoutes implements ArmProvider {
  private static final String NAMESPACE = "Microsoft.Authorization";
  private static final int CREATED = 201;

  /// Azure's documentation writes subscriptions with the provider that they come from.
  private static final String PROVIDER_OF_SUBSCRIPTIONS = "/providers/microsoft.subscription";

  private final Elevation elevation;
  private final Routes<Function<ElevationAsked, Bound<?>>> routes;
  private final Set<String> own;

  public ElevationRoutes(Elevation elevation) {
    this.elevation = elevation;
    Routes.Builder<Function<ElevationAsked, Bound<?>>> table = Routes.builder();
    for (Level level : Level.values()) {
      addLevel(table, level);
    }
    table.add("GET", "/eligibleChildResources", this::children);
    new ApprovalRoutes(elevation).addTo(table);
    new RoleSettingRoutes(elevation).addTo(table);
    this.routes = table.build();
    this.own =
        routes.lines().stream()
            .map(line -> line.template().split("/")[1].toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public List<Routes.Line> lines() {
    return ProviderPath.below(NAMESPACE, routes.lines());
  }

  @Override
  public Optional<Bound<?>> bind(Request request, ResourceId path, Caller caller) {
    return ProviderPath.of(path, NAMESPACE)
        .filter(parts -> own.contains(parts.segments().getFirst().toLowerCase(Locale.ROOT)))
        .map(parts -> {
          Routes.Match<Function<ElevationAsked, Bound<?>>> match =
              routes.find(request.effectiveMethod(), parts.segments(), path.display());
          return match
              .route()
              .apply(new ElevationAsked(request, plain(parts.scope()), principal(caller), match));
        });
  }

  private void addLevel(Routes.Builder<Function<ElevationAsked, Bound<?>>> table, Level level) {
    String requests = "/" + level.prefix() + "ScheduleRequests";
    String schedules = "/" + level.prefix() + "Schedules";
    String instances = "/" + level.prefix() + "ScheduleInstances";
    table
        .add("GET", requests, asked -> listRequests(asked, level))
        .add("GET", requests + "/{name}", asked -> getRequest(asked, level))
        .add("PUT", requests + "/{name}", asked -> put(asked, level))
        .add("POST", requests + "/{name}/validate", asked -> validate(asked, level))
        .add("POST", requests + "/{name}/cancel", asked -> cancel(asked, level))
        .add("GET", schedules, asked -> list(asked, level, false))
        .add("GET", schedules + "/{name}", asked -> get(asked, level, false))
        .add("GET", instances, asked -> list(asked, level, true))
        .add("GET", instances + "/{name}", asked -> get(asked, level, true));
  }

  private Bound<?> put(ElevationAsked asked, Level level) {
    Draft draft = draft(asked, level);
    Operation<Described<ScheduleRequest>> operation =
        draft.wish().type().isSelf()
            ? new RequestForSelf(elevation, draft)
            : new AdministerSchedule(elevation, draft);
    return new Bound<>(operation, made -> answer(CREATED, made));
  }

  private Bound<?> validate(ElevationAsked asked, Level level) {
    return new Bound<>(
        new ValidateRequest(elevation, draft(asked, level)), would -> answer(Bound.OK, would));
  }

  private Bound<?> cancel(ElevationAsked asked, Level level) {
    return new Bound<>(
        new CancelRequest(
            elevation, level, asked.tenant(), asked.scope(), asked.name(RequestId::parse)),
        _ -> Response.of(Bound.OK));
  }

  private Bound<?> getRequest(ElevationAsked asked, Level level) {
    return new Bound<>(
        new GetScheduleRequest(
            elevation, level, asked.tenant(), asked.scope(), asked.name(RequestId::parse)),
        found -> answer(Bound.OK, found));
  }

  private Bound<?> listRequests(ElevationAsked asked, Level level) {
    return new Bound<>(
        new ListScheduleRequests(elevation, asked.tenant(), listing(asked, level)),
        page -> asked.list(page, ScheduleRequestJson::write));
  }

  private Bound<?> list(ElevationAsked asked, Level level, boolean instances) {
    return new Bound<>(
        new ListSchedules(elevation, asked.tenant(), listing(asked, level), instances),
        page ->
            asked.list(
                page,
                (json, one) -> {
                  if (instances) {
                    ScheduleJson.writeInstance(json, one.schedule(), one.member());
                  } else {
                    ScheduleJson.write(json, one.schedule(), one.member());
                  }
                }));
  }

  private Bound<?> get(ElevationAsked asked, Level level, boolean instance) {
    return new Bound<>(
        new GetSchedule(
            elevation,
            asked.tenant(),
            new GetSchedule.Wanted(
                level, asked.scope(), asked.name(AssignmentId::parse), instance)),
        found ->
            Response.json(
                Bound.OK,
                Json.write(json -> {
                  if (instance) {
                    ScheduleJson.writeInstance(json, found, "Direct");
                  } else {
                    ScheduleJson.write(json, found, "Direct");
                  }
                })));
  }

  private Bound<?> children(ElevationAsked asked) {
    return new Bound<>(
        new ListEligibleChildren(
            elevation, asked.tenant(), asked.scope(), ListEligibleChildren.types(asked.filter())),
        found ->
            asked.list(
                found,
                Optional.empty(),
                (json, child) -> {
                  json.writeStartObject();
                  json.writeStringProperty("name", child.named().displayName());
                  json.writeStringProperty("id", child.id().display());
                  json.writeStringProperty("type", child.named().type());
                  json.writeEndObject();
                }));
  }

  private static Listing listing(ElevationAsked asked, Level level) {
    ScheduleFilter filter = ScheduleFilter.parse(asked.filter());
    return new Listing(level, asked.scope(), filter, filter.isOwn(asked.who().id()), asked.after());
  }

  private static Draft draft(ElevationAsked asked, Level level) {
    return ScheduleRequestJson.read(
        new ScheduleRequestJson.Spot(
            level, asked.tenant(), asked.scope(), asked.name(RequestId::parse)),
        asked.request().body());
  }

  private static Response answer(int status, Described<ScheduleRequest> request) {
    return Response.json(status, Json.write(json -> ScheduleRequestJson.write(json, request)));
  }

  private static ResourceId plain(ResourceId scope) {
    return scope.canonical().startsWith(PROVIDER_OF_SUBSCRIPTIONS + "/subscriptions/")
        ? ResourceId.of(scope.display().substring(PROVIDER_OF_SUBSCRIPTIONS.length()))
        : scope;
  }

  private static Who.Principal principal(Caller caller) {
    return switch (caller.who()) {
      case Who.Principal who -> who;
      case Who.Job _, Who.Nobody _ ->
          throw new Problem.Unauthenticated(
                  "Authentication failed. The 'Authorization' header is missing.", Optional.empty())
              .asException();
    };
  }
}
