package dev.strongroom.people;

import dev.strongroom.kernel.Action;
import dev.strongroom.kernel.Operation;
import dev.strongroom.kernel.Target;
import dev.strongroom.kernel.Work;
import dev.strongroom.model.AppId;

/// Whether a page that asks for tokens may read the answer (CORS): only one at a redirect URI of
/// the application it names.
public record CheckOrigin(People people, String clientId, String origin)
    implements Operation<Boolean> {
  @Override
  public String name() {
    return "CheckOrigin";
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
  public Boolean run(Work work) {
    return AppId.parse(clientId)
        .flatMap(id -> Client.registered(people.directory().directory(work.tx()), id))
        .filter(client -> client.livesAt(origin))
        .isPresent();
  }
}
