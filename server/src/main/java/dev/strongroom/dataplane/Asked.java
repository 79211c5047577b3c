package dev.strongroom.dataplane;

import dev.strongroom.http.Response;
import dev.strongroom.http.Routes;
import dev.strongroom.kernel.Operation;
import dev.strongroom.model.VaultName;
import java.util.Optional;
import java.util.function.Function;

/// One request whose route is known, as its codec sees it.
///
/// @param match what the path says
record Asked(
    Call call,
    VaultName vault,
    ApiVersion apiVersion,
    Routes.Match<Function<Asked, Operation<Response>>> match) {
  /// The name of the object.
  String name() {
    return match.value("name");
  }

  /// The version, when the path names one.
  Optional<String> version() {
    return match.optional("version");
  }
}
