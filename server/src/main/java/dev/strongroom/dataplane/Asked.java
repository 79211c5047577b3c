package dev.strongroom.dataplane;

import dev.strongroom.http.Response;
import dev.strongroom.http.Routes;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Problem;
import dev.strongroom.model.ObjectName;
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
  private static final int ACCEPTED = 202;

  /// The name of the object.
  String name() {
    return match.value("name");
  }

  /// The name of an object that may have to be made: the only place where Azure refuses one that
  /// cannot be a name.
  ObjectName newName() {
    String word = name();
    return ObjectName.parse(word)
        .orElseThrow(() ->
            new Problem.Malformed("The request URI contains an invalid name: " + word)
                .asException());
  }

  /// A 202. Clients ask for the status where the header says, as it stands.
  Response accepted(String pending, byte[] body) {
    String place = call.request().authority() + pending;
    return Response.json(ACCEPTED, body)
        .with("Azure-AsyncOperation", place + "?api-version=" + apiVersion.text())
        .with("Retry-After", "0");
  }

  /// The version, when the path names one.
  Optional<String> version() {
    return match.optional("version");
  }
}
