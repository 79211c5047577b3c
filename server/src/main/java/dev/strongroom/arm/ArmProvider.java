package dev.strongroom.arm;

import dev.strongroom.http.Bound;
import dev.strongroom.http.Request;
import dev.strongroom.http.Routes;
import dev.strongroom.kernel.Caller;
import dev.strongroom.model.ResourceId;
import java.util.List;
import java.util.Optional;

/// A resource provider that reads its own paths, because they stand below any scope or need to know
/// the caller.
public sealed interface ArmProvider
    permits AuthorizationRoutes,
        ElevationRoutes,
        ExplainRoutes,
        IdentityRoutes,
        LockRoutes,
        ManagementGroupRoutes,
        RevealRoutes {
  /// What a request means to this provider; empty when `path` is of another.
  ///
  /// @param path the request's path, decoded
  Optional<Bound<?>> bind(Request request, ResourceId path, Caller caller);

  /// The lines of its route table; `{scope}` stands for the path of any scope, also none.
  List<Routes.Line> lines();
}
