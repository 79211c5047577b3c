package dev.strongroom.arm;

import dev.strongroom.http.Bound;
import dev.strongroom.http.Request;
import dev.strongroom.http.Routes;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.model.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Finds the line of the route tables that a request means, or says what is wrong with it.
final class ArmRoutes {
  private final Routes<ArmRoute> routes;

  ArmRoutes(List<ArmRoute> lines) {
    Routes.Builder<ArmRoute> table = Routes.builder();
    lines.forEach(line -> table.add(line.method(), line.path(), line));
    this.routes = table.build();
  }

  List<Routes.Line> lines() {
    return routes.lines();
  }

  Bound<?> bind(Request request, ArmPath path, Function<Map<String, String>, ArmCall> call) {
    Routes.Match<ArmRoute> match = find(request, path);
    return match.route().bind().apply(call.apply(match.values()));
  }

  private Routes.Match<ArmRoute> find(Request request, ArmPath path) {
    try {
      return routes.find(request);
    } catch (Refused refused) {
      throw refused.problem() instanceof Problem.RouteNotFound
          ? unknown(refused.problem(), path.id()).asException()
          : refused;
    }
  }

  /// ARM names the namespace or the type that it does not know.
  private static Problem unknown(Problem plain, ResourceId path) {
    Optional<String> namespace = path.segment("providers");
    if (namespace.isEmpty()) {
      return plain;
    }
    Providers.Provider provider = Providers.named(namespace.get());
    String type = path.segment(namespace.get()).orElse("");
    return new Problem.ResourceNotFound(
        "InvalidResourceType",
        "The resource type '"
            + type
            + "' with this method and path could not be found in the namespace '"
            + provider.namespace()
            + "'. This server offers the types "
            + String.join(", ", provider.types().stream().map(Providers.Type::name).toList())
            + ".");
  }
}
