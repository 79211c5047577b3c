package dev.strongroom.arm;

import dev.strongroom.arm.AuthorizationRoutes.Asked;
import dev.strongroom.http.Bound;
import dev.strongroom.http.Response;
import dev.strongroom.kernel.Problem;
import dev.strongroom.model.ResourceId;
import java.util.List;

/// What can be granted at all, the same for everyone: `operations` and `providerOperations`, below
/// no scope.
final class ActionRoutes {
  private static final String NAMESPACE = "Microsoft.Authorization";

  Bound<?> metadataOfAll(Asked asked) {
    belowNoScope(asked);
    return published(
        "providerOperations",
        ResourceJson.list(PublishedActions.ALL.providers(), PublishedActions::metadata));
  }

  Bound<?> metadata(Asked asked) {
    belowNoScope(asked);
    PublishedActions.Provider provider = PublishedActions.ALL.of(asked.match().value("namespace"));
    return published(
        "providerOperations", ArmAnswers.json(json -> PublishedActions.metadata(json, provider)));
  }

  Bound<?> operations(Asked asked) {
    belowNoScope(asked);
    return published("operations", operations(NAMESPACE));
  }

  /// Azure has retired these roles of before RBAC; here there never were any.
  Bound<?> classicAdministrators(Asked asked) {
    return published(
        "classicAdministrators",
        ResourceJson.list(List.<String>of(), (json, name) -> json.writeString(name)));
  }

  /// The operations of any provider.
  static Response operations(String namespace) {
    PublishedActions.Provider provider = PublishedActions.ALL.of(namespace);
    return ResourceJson.list(
        provider.lines(), (json, line) -> PublishedActions.operation(json, provider, line));
  }

  private static Bound<?> published(String type, Response answer) {
    return new Bound<>(
        new AskPublished(NAMESPACE + "/" + type + "/read", answer), published -> published);
  }

  private static void belowNoScope(Asked asked) {
    if (!asked.scope().equals(ResourceId.ROOT)) {
      throw new Problem.RouteNotFound(asked.request().effectiveMethod(), asked.request().path())
          .asException();
    }
  }
}
