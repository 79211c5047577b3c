package dev.strongroom.http;

import dev.strongroom.kernel.Gate;
import dev.strongroom.kernel.Problem;
import dev.strongroom.model.Cloud;
import dev.strongroom.model.HostRole;
import java.util.List;
import java.util.Optional;

/// Sends a request to the surface that its host name stands for.
public final class Hosts implements Answerer {
  /// One answerer for each kind of host.
  public record Surfaces(
      Answerer vault, Answerer login, Answerer management, Answerer graph, Answerer portal) {}

  private final List<Cloud> clouds;
  private final Surfaces surfaces;
  private final Gate gate;

  public Hosts(List<Cloud> clouds, Surfaces surfaces, Gate gate) {
    this.clouds = List.copyOf(clouds);
    this.surfaces = surfaces;
    this.gate = gate;
  }

  @Override
  public Optional<Response> answerFromMemory(Request request) {
    return surface(request).flatMap(surface -> surface.answerFromMemory(request));
  }

  @Override
  public Response answer(Request request) {
    return surface(request)
        .map(surface -> surface.answer(request))
        .orElseGet(() -> refuse(request, new Problem.VaultNotFound(request.host())));
  }

  @Override
  public int bodyLimit(Request request, int usual) {
    return surface(request).map(one -> one.bodyLimit(request, usual)).orElse(usual);
  }

  @Override
  public Response refuse(Request request, Problem problem) {
    Optional<Answerer> surface = surface(request);
    if (surface.isPresent()) {
      return surface.get().refuse(request, problem);
    }
    gate.refuse(request.origin(), problem);
    return plain(problem).with("x-ms-request-id", request.id());
  }

  private Optional<Answerer> surface(Request request) {
    for (Cloud cloud : clouds) {
      Optional<HostRole> role = cloud.roleOf(request.host());
      if (role.isPresent()) {
        return Optional.of(surface(role.get()));
      }
    }
    return Optional.empty();
  }

  private Answerer surface(HostRole role) {
    return switch (role) {
      case HostRole.Vault _, HostRole.Hsm _ -> surfaces.vault();
      case HostRole.Login _ -> surfaces.login();
      case HostRole.Management _ -> surfaces.management();
      case HostRole.Graph _ -> surfaces.graph();
      case HostRole.Portal _ -> surfaces.portal();
    };
  }

  /// The error envelope that the data plane and ARM share.
  private static Response plain(Problem problem) {
    WireErrors.WireError error = WireErrors.of(problem);
    return Response.json(
        error.status(),
        Json.write(to -> {
          to.writeStartObject();
          to.writeName("error");
          to.writeStartObject();
          to.writeStringProperty("code", error.code());
          to.writeStringProperty("message", error.message());
          to.writeEndObject();
          to.writeEndObject();
        }));
  }
}
