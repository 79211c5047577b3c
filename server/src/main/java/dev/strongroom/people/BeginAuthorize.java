package dev.strongroom.people;

import dev.strongroom.identity.EntraErrors;
import dev.strongroom.identity.TenantPath;
import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.trust.SecretBytes;
import java.util.Map;
import java.util.Optional;

/// An application sends a browser to sign somebody in: reads what it wants, and who is there.
///
/// @param tenant the first segment of the path
/// @param given the query, names in lower case
public record BeginAuthorize(
    People people, String tenant, Map<String, String> given, Optional<SecretBytes> cookie)
    implements Operation<BeginAuthorize.Begun> {
  public record Begun(AuthorizeRequest ask, Optional<SignedIn> me, String issuer) {}

  @Override
  public String name() {
    return "Authorize";
  }

  @Override
  public Action action() {
    return PeopleActions.READ_OWN;
  }

  @Override
  public Target target() {
    return new Target.Server();
  }

  @Override
  public Begun run(Work work) {
    work.note("appId", EntraErrors.shown(Optional.ofNullable(given.get("client_id")).orElse("")));
    AuthorizeRequest ask =
        AuthorizeParameters.read(people.directory().directory(work.tx()), tenant, given);
    Optional<SignedIn> me = cookie.flatMap(value -> people.visitor(work.tx(), value, work.now()));
    me.ifPresent(one -> work.note("userId", one.user().id().toString()));
    return new Begun(ask, me, issuer(work, ask));
  }

  /// Errors name the issuer too; before anybody has signed in, that of the tenant that was named.
  private String issuer(Work work, AuthorizeRequest ask) {
    return TenantPath.find(people.directory().directory(work.tx()), ask.tenant())
        .or(() -> people.directory().directory(work.tx()).tenants().stream().findFirst())
        .map(tenant -> people.tools().tokens().issuer(work, tenant.id()))
        .orElse("");
  }
}
