package dev.strongroom.unsealing;

import dev.strongroom.http.Answerer;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.http.WireErrors;
import dev.strongroom.kernel.Problem;
import dev.strongroom.model.Cloud;
import dev.strongroom.model.HostRole;
import dev.strongroom.trust.OperatorsSeal;
import dev.strongroom.trust.OperatorsSeal.Progress;
import java.util.List;
import java.util.Optional;

/// Answers everything that comes through the TLS listener of a sealed server: 503, in the words of
/// the host that was asked. `GET /health` says the same as data, on every host. Where the
/// configuration allows it, the portal's host takes shares.
public final class SealedDoor implements Answerer {
  private static final String RETRY_SECONDS = "30";
  private static final String MESSAGE =
      "The server is sealed: it has been started, and waits for its operators to open it.";

  private final List<Cloud> clouds;
  private final OperatorsSeal seal;
  private final Optional<ShareDesk> desk;

  /// @param desk for shares over TLS
  public SealedDoor(List<Cloud> clouds, OperatorsSeal seal, Optional<ShareDesk> desk) {
    this.clouds = List.copyOf(clouds);
    this.seal = seal;
    this.desk = desk;
  }

  @Override
  public Response answer(Request request) {
    Optional<HostRole> role = role(request);
    if (desk.isPresent()
        && request.path().equals(ShareDesk.PATH)
        && role.filter(HostRole.Portal.class::isInstance).isPresent()) {
      return desk.get().answer(request);
    }
    return identified(request, sealed(request, role));
  }

  @Override
  public Response refuse(Request request, Problem problem) {
    WireErrors.WireError error = WireErrors.of(problem);
    return identified(request, SealedAnswers.error(error.status(), error.code(), error.message()));
  }

  private Response sealed(Request request, Optional<HostRole> role) {
    Progress now = seal.progress();
    Response answer =
        request.path().equals("/health")
            ? SealedAnswers.health(now.given().size(), now.threshold())
            : role.map(host -> ofHost(request, host, now)).orElseGet(SealedDoor::plain);
    return answer.with("Retry-After", RETRY_SECONDS);
  }

  private static Response ofHost(Request request, HostRole role, Progress now) {
    return switch (role) {
      case HostRole.Vault _, HostRole.Hsm _, HostRole.Management _ -> plain();
      case HostRole.Login _ -> SealedAnswers.oauth(request, MESSAGE);
      case HostRole.Graph _ -> SealedAnswers.graph(request, MESSAGE);
      case HostRole.Portal _ -> SealedAnswers.page(now.given().size(), now.threshold());
    };
  }

  private static Response plain() {
    return SealedAnswers.error(SealedAnswers.STATUS, SealedAnswers.CODE, MESSAGE);
  }

  private static Response identified(Request request, Response answer) {
    return answer.with("x-ms-request-id", request.id());
  }

  private Optional<HostRole> role(Request request) {
    return clouds.stream().flatMap(cloud -> cloud.roleOf(request.host()).stream()).findFirst();
  }
}
