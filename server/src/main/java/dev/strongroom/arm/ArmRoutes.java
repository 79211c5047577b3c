package dev.strongroom.arm;

import dev.strongroom.http.Bound;
import dev.strongroom.kernel.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Finds the line of the route tables that a request means, or says what is wrong with it.
final class ArmRoutes {
  private final List<ArmRoute> routes;

  ArmRoutes(List<ArmRoute> routes) {
    this.routes = List.copyOf(routes);
  }

  Bound<?> bind(String method, ArmPath path, Function<Map<String, String>, ArmCall> call) {
    boolean known = false;
    for (ArmRoute route : routes) {
      Optional<Map<String, String>> words = route.path().match(path.words());
      if (words.isPresent() && route.method().equals(method)) {
        return route.bind().apply(call.apply(words.get()));
      }
      known |= words.isPresent();
    }
    if (known) {
      throw new Problem.MethodNotAllowed(method, path.id().display()).asException();
    }
    throw unknown(method, path).asException();
  }

  /// ARM names the namespace or the type that it does not know.
  private static Problem unknown(String method, ArmPath path) {
    Optional<String> namespace = path.id().segment("providers");
    if (namespace.isEmpty()) {
      return new Problem.RouteNotFound(method, path.id().display());
    }
    Providers.Provider provider = Providers.named(namespace.get());
    String type = path.id().segment(namespace.get()).orElse("");
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
