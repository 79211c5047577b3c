package dev.strongroom.dataplane;

import dev.strongroom.http.Answerer;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.http.Routes;
import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Gate;
import dev.strongroom.kernel.Knock;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.keys.Keys;
import dev.strongroom.keys.Releasing;
import dev.strongroom.managedhsm.BackupFolder;
import dev.strongroom.managedhsm.HsmJobs;
import dev.strongroom.managedhsm.ManagedHsms;
import dev.strongroom.model.Cloud;
import dev.strongroom.model.HostRole;
import dev.strongroom.model.TenantId;
import dev.strongroom.model.VaultName;
import dev.strongroom.sealing.ListMarkers;
import dev.strongroom.sealing.Sealing;
import dev.strongroom.secrets.Secrets;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Answers for the hosts of vaults, `{vault}.vault.<suffix>`, and of managed HSMs,
/// `{hsm}.managedhsm.<suffix>`, which have keys and not secrets. A request is challenged before its
/// body, name or api-version is looked at: SDKs send their first one without a body to learn where
/// tokens come from.
public final class DataPlane implements Answerer {
  private static final System.Logger LOG = System.getLogger(DataPlane.class.getName());
  private static final String GET = "GET";
  private static final String HEALTH = "/healthstatus";
  private static final int ACCEPTED = 202;

  private final Gate gate;
  private final List<Profile> profiles;
  private final Routes<Function<Asked, Operation<Response>>> routes;
  private final Routes<Function<Asked, Operation<Response>>> hsmRoutes;
  private final Throttle throttle;
  private final Tariff tariff;
  private final Regions regions = new Regions();

  /// A cloud profile with the doors of its hosts.
  private record Profile(Cloud cloud, Door vaults, Door adfsVaults, Door hsms) {
    static Profile of(Cloud cloud, TenantId tenant) {
      return new Profile(
          cloud,
          Door.of(cloud, false, tenant),
          Door.of(cloud, true, tenant),
          Door.ofHsms(cloud, tenant));
    }
  }

  /// What is handed to the gate.
  private record Visit(Knock knock, Function<Caller, Operation<Response>> parse) {}

  /// What can be asked for here.
  public record Features(
      Secrets secrets, Keys keys, Releasing releasing, Sealing sealing, OfHsms ofHsms) {}

  /// What can be asked of managed HSMs.
  ///
  /// @param threads where their backups and restores run
  public record OfHsms(
      ManagedHsms hsms,
      HsmJobs jobs,
      BackupFolder backups,
      HsmJobThreads threads,
      InstantSource clock) {}

  /// `tenant` is the one that challenges name.
  public DataPlane(
      Gate gate, List<Cloud> clouds, TenantId tenant, Features features, Throttle throttle) {
    this.gate = gate;
    this.throttle = throttle;
    this.tariff = new Tariff(features.keys());
    this.profiles = clouds.stream().map(cloud -> Profile.of(cloud, tenant)).toList();
    Paging paging = new Paging(new SkipToken(new ListMarkers(features.sealing())));
    Routes.Builder<Function<Asked, Operation<Response>>> table = Routes.builder();
    new SecretRoutes(features.secrets(), paging).addTo(table);
    addKeys(table, features, paging);
    this.routes = table.build();
    Routes.Builder<Function<Asked, Operation<Response>>> ofHsms = Routes.builder();
    addKeys(ofHsms, features, paging);
    ManagedHsms hsms = features.ofHsms().hsms();
    new LocalRoleRoutes(hsms.roles()).addTo(ofHsms);
    new SecurityDomainRoutes(hsms.domains()).addTo(ofHsms);
    new HsmSettingRoutes(hsms).addTo(ofHsms);
    HsmJobs jobs = features.ofHsms().jobs();
    new HsmBackupRoutes(jobs, new HsmWorker(gate, features.ofHsms())).addTo(ofHsms);
    this.hsmRoutes = ofHsms.build();
  }

  private static void addKeys(
      Routes.Builder<Function<Asked, Operation<Response>>> table,
      Features features,
      Paging paging) {
    new KeyRoutes(features.keys(), paging).addTo(table);
    new KeyUseRoutes(features.keys()).addTo(table);
    new KeyCareRoutes(features.keys()).addTo(table);
    new KeyReleaseRoutes(features.keys(), features.releasing()).addTo(table);
    new KeyAttestationRoutes(features.keys(), features.releasing().notary()).addTo(table);
  }

  @Override
  public List<Routes.Line> routes() {
    List<Routes.Line> lines = new ArrayList<>(routes.lines());
    hsmRoutes.lines().stream().filter(line -> !lines.contains(line)).forEach(lines::add);
    lines.add(new Routes.Line(GET, HEALTH));
    return lines;
  }

  /// Nothing but what is read with GET can be answered from memory.
  @Override
  public Optional<Response> answerFromMemory(Request request) {
    if (!request.method().equals(GET)) {
      return Optional.empty();
    }
    Call call = new Call(request);
    Visit visit = visit(call);
    return settled(call, () -> gate.performFromMemory(visit.knock(), visit.parse()));
  }

  @Override
  public Response answer(Request request) {
    try (Call call = new Call(request)) {
      Visit visit = visit(call);
      Response response =
          settled(call, () -> Optional.of(gate.perform(visit.knock(), visit.parse())))
              .orElseThrow();
      if (response.status() == ACCEPTED) {
        call.goOn();
      }
      return response;
    }
  }

  @Override
  public Response refuse(Request request, Problem problem) {
    gate.refuse(request.origin(), problem);
    return complete(new Call(request), refusal(request, problem));
  }

  private Visit visit(Call call) {
    Request request = call.request();
    if (request.method().equals(GET) && request.path().equals(HEALTH)) {
      return new Visit(Door.open(request), _ -> new HealthStatus());
    }
    for (Profile profile : profiles) {
      Optional<HostRole> role = profile.cloud().roleOf(request.host());
      if (role.isPresent()) {
        return visit(call, profile, role.get());
      }
    }
    return nowhere(request, new Problem.VaultNotFound(request.host()));
  }

  private Visit visit(Call call, Profile profile, HostRole role) {
    Request request = call.request();
    return switch (role) {
      case HostRole.Vault(String label, boolean adfs) -> {
        Door door = adfs ? profile.adfsVaults() : profile.vaults();
        yield new Visit(door.knock(request), _ -> read(call, VaultName.parse(label), routes));
      }
      case HostRole.Hsm(String label) ->
          new Visit(
              profile.hsms().knock(request), _ -> read(call, VaultName.parseHsm(label), hsmRoutes));
      case HostRole.Login(), HostRole.Management(), HostRole.Graph(), HostRole.Portal() ->
          nowhere(request, new Problem.VaultNotFound(request.host()));
    };
  }

  private static Visit nowhere(Request request, Problem problem) {
    return new Visit(
        Door.open(request),
        _ -> {
          throw problem.asException();
        });
  }

  private Operation<Response> read(
      Call call, Optional<VaultName> named, Routes<Function<Asked, Operation<Response>>> table) {
    ApiVersion version =
        ApiVersion.parse(call.query("api-version").filter(text -> !text.isEmpty()));
    VaultName vault =
        named.orElseThrow(() -> new Problem.VaultNotFound(call.request().host()).asException());
    Routes.Match<Function<Asked, Operation<Response>>> match = table.find(call.request());
    return throttle.hold(
        vault, tariff, match.route().apply(new Asked(call, vault, version, match)));
  }

  /// Every end of a request but "memory cannot answer" is a response.
  private Optional<Response> settled(Call call, Supplier<Optional<Response>> body) {
    try {
      return body.get().map(response -> complete(call, response));
    } catch (Refused refused) {
      return Optional.of(complete(call, refusal(call.request(), refused.problem())));
    } catch (RuntimeException bug) {
      LOG.log(Level.ERROR, "request " + call.request().id() + " failed", bug);
      return Optional.of(complete(call, Answers.crash(call.request())));
    }
  }

  private Response refusal(Request request, Problem problem) {
    return problem instanceof Problem.Unauthenticated challenge && isHsm(request)
        ? Answers.challengeAlone(challenge)
        : Answers.error(problem);
  }

  private boolean isHsm(Request request) {
    return profiles.stream()
        .flatMap(profile -> profile.cloud().roleOf(request.host()).stream())
        .anyMatch(HostRole.Hsm.class::isInstance);
  }

  private Response complete(Call call, Response response) {
    Request request = call.request();
    call.vault().ifPresent(vault -> regions.remember(request.host(), vault));
    return Answers.complete(response, request, regions.of(request.host()));
  }
}
