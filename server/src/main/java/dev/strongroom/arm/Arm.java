package dev.strongroom.arm;

import dev.strongroom.deployments.Deployments;
import dev.strongroom.deployments.PrepareDeployment.Purpose;
import dev.strongroom.http.Answerer;
import dev.strongroom.http.Bound;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.http.Routes;
import dev.strongroom.identity.Identities;
import dev.strongroom.kernel.Caller;
import dev.strongroom.kernel.Gate;
import dev.strongroom.kernel.Knock;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.keys.Keys;
import dev.strongroom.managedhsm.HsmKind;
import dev.strongroom.managedhsm.ManagedHsms;
import dev.strongroom.model.Cloud;
import dev.strongroom.model.HostRole;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.TenantId;
import dev.strongroom.sealing.ListMarkers;
import dev.strongroom.secrets.Secrets;
import dev.strongroom.template.TemplateLimits;
import dev.strongroom.vaults.ResourceKind;
import dev.strongroom.vaults.TagNames;
import dev.strongroom.vaults.VaultKind;
import dev.strongroom.vaults.Vaults;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Answers for `management.<suffix>`, the control plane. Who shows no token learns nothing but
/// where tokens come from; only the description of the cloud is for everyone.
public final class Arm implements Answerer {
  private static final System.Logger LOG = System.getLogger(Arm.class.getName());
  private static final String GET = "GET";
  private static final String METADATA = "/metadata/endpoints";

  private final Gate gate;
  private final ListMarkers markers;
  private final List<Cloud> clouds;
  private final TenantId tenant;
  private final List<ArmProvider> providers;
  private final ArmRoutes routes;
  private final Deployer deployer;

  /// The features whose routes are all in tables.
  public record Parts(
      Vaults vaults,
      ManagedHsms hsms,
      Identities identities,
      Secrets secrets,
      Keys keys,
      Deployments deployments) {
    /// In the order of the generic list.
    private List<ResourceKind> kinds() {
      return List.of(
          new HsmKind(hsms.store()), new VaultKind(vaults.store()), new IdentityKind(identities));
    }
  }

  /// `tenant` is the one that challenges name.
  public Arm(
      Gate gate, List<Cloud> clouds, TenantId tenant, Parts parts, List<ArmProvider> providers) {
    Vaults vaults = parts.vaults();
    this.gate = gate;
    this.markers = new ListMarkers(vaults.sealing());
    this.clouds = List.copyOf(clouds);
    this.tenant = tenant;
    this.providers = List.copyOf(providers);
    this.routes =
        new ArmRoutes(
            Stream.of(
                    new VaultRoutes(vaults).routes(),
                    new DeletedVaultRoutes(vaults).routes(),
                    new ManagedHsmRoutes(parts.hsms()).routes(),
                    new DeletedHsmRoutes(parts.hsms()).routes(),
                    new ResourceRoutes(vaults, parts.kinds()).routes(),
                    new TagRoutes(vaults, parts.hsms(), parts.identities()).routes(),
                    new TagNameRoutes(new TagNames(vaults.resources(), parts.kinds())).routes(),
                    new SecretResourceRoutes(parts.secrets()).routes(),
                    new KeyResourceRoutes(parts.keys()).routes(),
                    new DeploymentRoutes(parts.deployments()).routes(),
                    new ProviderRoutes(vaults.resources()).routes())
                .flatMap(List::stream)
                .toList());
    this.deployer = new Deployer(gate, parts, markers, request -> settled(request, cloud(request)));
  }

  @Override
  public List<Routes.Line> routes() {
    List<Routes.Line> lines = new ArrayList<>(routes.lines());
    lines.add(new Routes.Line(GET, METADATA));
    lines.addAll(Deployer.lines());
    providers.forEach(provider -> lines.addAll(provider.lines()));
    return lines;
  }

  @Override
  public Response answer(Request request) {
    Cloud cloud = cloud(request);
    return ArmAnswers.complete(settled(request, cloud), request);
  }

  /// Templates are as large as Azure's; who shows no token gets no room for one.
  @Override
  public int bodyLimit(Request request, int usual) {
    boolean deploys = request.bearer().isPresent() && Deployer.purpose(request).isPresent();
    return deploys ? Math.max(usual, TemplateLimits.MAX_BYTES) : usual;
  }

  @Override
  public Response refuse(Request request, Problem problem) {
    gate.refuse(request.origin(), problem);
    return ArmAnswers.complete(
        ArmAnswers.error(problem, request, challenge(cloud(request), request)), request);
  }

  /// Every end of a request is a response. What was made for it is wiped with it.
  private Response settled(Request request, Cloud cloud) {
    try (Afterwards afterwards = new Afterwards()) {
      Optional<Purpose> deployment = Deployer.purpose(request);
      if (deployment.isPresent()) {
        return deployer.answer(request, cloud, knock(request, cloud), deployment.get());
      }
      return isMetadata(request)
          ? gate.perform(open(request), _ -> metadata(request, cloud))
          : gate.perform(knock(request, cloud), caller -> read(request, cloud, caller, afterwards));
    } catch (Refused refused) {
      return ArmAnswers.error(refused.problem(), request, challenge(cloud, request));
    } catch (RuntimeException bug) {
      LOG.log(Level.ERROR, "request " + request.id() + " failed", bug);
      return ArmAnswers.crash(request);
    }
  }

  private Operation<Response> read(
      Request request, Cloud cloud, Caller caller, Afterwards afterwards) {
    ArmVersion version = ArmVersion.parse(Optional.ofNullable(request.query().get("api-version")));
    ArmPath path = ArmPath.of(request);
    for (ArmProvider provider : providers) {
      Optional<Bound<?>> bound = provider.bind(request, path.id(), caller);
      if (bound.isPresent()) {
        return response(bound.get());
      }
    }
    Function<Map<String, String>, ArmCall> call =
        words ->
            new ArmCall(request, cloud, version, words, new ArmCall.Means(markers, afterwards));
    return response(routes.bind(request, path, call));
  }

  private static <R> Operation<Response> response(Bound<R> bound) {
    return bound;
  }

  private static Operation<Response> metadata(Request request, Cloud cloud) {
    if (!request.effectiveMethod().equals(GET)) {
      throw new Problem.MethodNotAllowed(request.effectiveMethod(), METADATA).asException();
    }
    ArmVersion version = ArmVersion.parse(Optional.ofNullable(request.query().get("api-version")));
    return new AskPublished("GetCloudEndpoints", CloudMetadata.of(cloud, version));
  }

  private static boolean isMetadata(Request request) {
    return ResourceId.of(request.path()).canonical().equals(METADATA);
  }

  /// A token shown all the same is not looked at.
  private static Knock open(Request request) {
    return new Knock(request.origin(), Optional.empty(), List.of(), Optional.empty(), true);
  }

  private Knock knock(Request request, Cloud cloud) {
    List<String> audiences =
        List.of(cloud.origin(cloud.managementHost()), "https://" + cloud.managementHost());
    return new Knock(
        request.origin(),
        request.bearer(),
        audiences,
        Optional.of(challenge(cloud, request)),
        false);
  }

  private String challenge(Cloud cloud, Request request) {
    String description =
        request.bearer().isEmpty()
            ? "The authentication failed because of missing 'Authorization' header."
            : "The access token is invalid.";
    return "Bearer authorization_uri=\""
        + cloud.origin(cloud.loginHost())
        + "/"
        + tenant
        + "\", error=\"invalid_token\", error_description=\""
        + description
        + "\"";
  }

  private Cloud cloud(Request request) {
    return clouds.stream()
        .filter(one -> one.roleOf(request.host()).equals(Optional.of(new HostRole.Management())))
        .findFirst()
        .orElse(clouds.getFirst());
  }
}
